/** `npm start`: synthesizes every example and proves it. */
import { tour } from './tour';
import { processTerminal } from '../src/cli/terminal';

const { out, palette } = processTerminal();
const unexpected = tour((line) => out(`${line}\n`), palette);
process.exitCode = unexpected.length === 0 ? 0 : 1;
