/** `npm run surface`: prints the published surface; with `--update`, writes it down as what is published from now on. */
import { writeFileSync } from 'fs';
import { surface } from './surface';
import { RECORDED } from './surface-recorded';

const text = `${surface().join('\n')}\n`;
if (process.argv.includes('--update')) writeFileSync(RECORDED, text);
else process.stdout.write(text);
