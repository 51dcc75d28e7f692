#!/usr/bin/env node
/** The command line entry point; see cli/commands.ts for what it can do. */
import process from 'node:process';
import { main } from './cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
