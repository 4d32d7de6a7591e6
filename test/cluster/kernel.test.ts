import { readFileSync } from 'fs';
import { join } from 'path';
import { compileKernel } from '../../kernel/compile';

test('the code that is published is what kernel/assembly compiles to', () => {
  expect(readFileSync(join(__dirname, '../../src/cluster/kernel-code.ts'), 'utf8')).toBe(compileKernel());
});
