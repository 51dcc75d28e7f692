#!/usr/bin/env node
/** The door for people and scripts; everything it can do stands in the table of commands. */
import process from 'node:process';
import { main } from './cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
