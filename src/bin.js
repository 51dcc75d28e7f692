#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for TypeScript files can still print an error.
import module from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

if (process.features.typescript) {
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));
  import('./cli.ts');
} else {
  process.stderr.write(
    `Demarche needs Node 22.18 or newer and this is ${process.version}; use \`npx demarche\` or \`npm start\` after \`npm ci\`, which installs a suitable Node where available, or install Node 24 from https://nodejs.org.\n`,
  );
  process.exitCode = 1;
}
