import { existsSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { runScript } from './script';

/**
 * Goal: what a replay shows is what the walk-throughs say a cluster does.
 * Method: scenario files that hold commands and all their consequences. `npm run -s scenarios` writes them anew, to be read.
 */
const FOLDER = join(__dirname, 'testdata');

describe('a replay of', () => {
  test.each(readdirSync(FOLDER).filter((file) => file.endsWith('.txt')))('%s is as written there', (file) => {
    const path = join(FOLDER, file);
    const text = readFileSync(path, 'utf8');
    const output = runScript(text);
    if (process.env.REWRITE) writeFileSync(path, output);
    expect(output).toBe(process.env.REWRITE ? output : text);
  });
});

/** The lines that a real `kubectl rollout status` printed on a real control plane, kept beside the project. */
const RECORDING = join(__dirname, '../../../shared/truth/rollouts/1.35.4/b1-rolling.txt');

(existsSync(RECORDING) ? test : test.skip)('rollout status says what a real one said (skipped where the recordings are not at hand)', () => {
  const recorded = readFileSync(RECORDING, 'utf8').split('===== kubectl rollout status')[1].split(/\n\s+[\d.]+s rv=/)[0]
    .split('\n').slice(1).map((line) => line.replace(/^\s*\| /, '')).filter((line) => line !== '');
  const replayed = runScript('set name=web replicas=3 image=nginx:0.21 settled\n\nimage nginx:0.24').split('\n')
    .filter((line) => line.includes('rollout status: ')).map((line) => line.replace(/^.*rollout status: /, ''));
  expect(replayed).toEqual(recorded);
});
