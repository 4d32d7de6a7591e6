#!/usr/bin/env node
import { extname } from 'path';
import { processStreams } from './terminal';
import { proveAndListen } from './threads/listen';

const streams = processStreams();
// From source, all is done in one thread: ts-node knows nothing of threads. Either way, what is not needed is not loaded.
if (process.argv[2] === 'prove' && extname(__filename) === '.js') proveAndListen(streams);
else module.require('./alone').runAlone(streams);
