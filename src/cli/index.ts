#!/usr/bin/env node
import { readFileSync } from 'fs';
import { join } from 'path';
import { CORE } from './core';
import { run } from './program';
import { processTerminal } from './terminal';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
// Not process.exit(): it would cut off what a slow reader has not taken yet.
const exitCode = run(process.argv.slice(2), CORE, processTerminal(), version);
// What could not be written has set a code of its own by now.
process.exitCode ??= exitCode;
