import { writeFileSync } from 'fs';
import { join } from 'path';
import { compileKernel } from './compile';

writeFileSync(join(__dirname, '..', 'src', 'cluster', 'kernel-code.ts'), compileKernel());
