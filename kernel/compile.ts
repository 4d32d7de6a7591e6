import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { openMemory, webAssembly } from '../src/cluster/webassembly';

const COMPILER = join(__dirname, '..', 'node_modules', 'assemblyscript', 'bin', 'asc.js');
/** The kernel has no runtime and allocates nothing: its memory is given to it, and src/cluster/kernel.ts says what stands where. */
const OPTIONS = '-O3 --runtime stub --noAssert --importMemory --initialMemory 1 --maximumMemory 65536'.split(' ');
const LINE = 160;

/** The source of src/cluster/kernel-code.ts: what kernel/assembly exports as numbers, and the code. */
export function compileKernel(): string {
  const code = compiled();
  const { Module, Instance } = webAssembly();
  const { exports } = new Instance(new Module(code), { env: { memory: openMemory(1) } });
  const constants = Object.entries(exports).flatMap(([name, exported]) => typeof exported === 'function' ? [] : [`export const ${name} = ${(exported as { value: number }).value};`]);
  const text = code.toString('base64').match(new RegExp(`.{1,${LINE - 5}}`, 'g'))!;
  return ['// Made from kernel/assembly by `npm run kernel`: change it there.', ...constants, 'export const CODE =', ...text.map((line, n) => `  '${line}'${n === text.length - 1 ? ';' : ' +'}`), ''].join('\n');
}

function compiled(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-kernel-'));
  try {
    const file = join(folder, 'kernel.wasm');
    execFileSync(process.execPath, [COMPILER, join(__dirname, 'assembly', 'index.ts'), ...OPTIONS, '-o', file]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
