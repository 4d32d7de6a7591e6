/** `npm start`: synthesizes every example and proves it. */
import { tour } from './tour';
import { processStreams, terminalOn } from '../src/cli/terminal';

const { out, palette } = terminalOn(processStreams());
const unexpected = tour((line) => out(`${line}\n`), palette);
process.exitCode = unexpected.length === 0 ? 0 : 1;
