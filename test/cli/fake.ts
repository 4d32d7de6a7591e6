import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Core } from '../../src/cli/core';
import { run } from '../../src/cli/program';
import type { Terminal } from '../../src/cli/terminal';
import { readManifests } from '../../src/manifest/read';
import { type ProveInput, type ProveOptions, type ReplayOptions, RequestError, type TokenOptions } from '../../src/prove';
import { PLAIN } from '../../src/report/palette';
import { ORDINARY } from '../cluster/problems';
import { badRoll, report } from '../report/fixture';

/** The only token that it knows. */
export const TOKEN = '1abc';

/** What it says of its run. */
export const TOLD = { guarantee: 'order/create', scenario: 'bootstrap', faults: 0, namespace: 'prod', set: 'db' };

/** A core that proves nothing: the commands are tested without the prover, and it remembers what it was asked. */
export interface FakeCore extends Core {
  input?: ProveInput;
  options?: ProveOptions;
  replayOptions?: ReplayOptions;
  tokenOptions?: TokenOptions;
}

export function fakeCore(changed: Partial<Core> = {}): FakeCore {
  const core: FakeCore = {
    readManifests,
    prove: (input, options) => {
      core.input = input;
      core.options = options;
      return report();
    },
    replay: (input, options) => {
      core.input = input;
      core.replayOptions = options;
      return badRoll;
    },
    readToken: (token) => {
      if (token !== TOKEN) throw new RequestError('the token is mistyped or cut off');
      return { scenario: 'bootstrap', guarantee: 'order/create', faults: 0, replicas: 0, start: 0, asleep: false, digest: 0, labels: [] };
    },
    replayToken: (input, options) => {
      core.input = input;
      core.tokenOptions = options;
      return { ...TOLD, sameProblem: true, counterexample: { ending: 'it breaks', stuck: false, timeline: badRoll, token: options.token } };
    },
    exploredProblem: () => ({ title: 'web', problem: ORDINARY, guarantees: [] }),
    exploredScenarios: [{ name: 'bootstrap', title: 'the set is created' }],
    scenarios: [{ name: 'bootstrap', title: 'the set is created' }, { name: 'roll-image', title: 'a new image' }],
    replays: [{ name: 'delete-set', title: 'the set is deleted' }],
    guarantees: [{ id: 'order/create', title: 'a pod is created only when its predecessors are ready' }],
    ...changed,
  };
  return core;
}

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

export function runCli(args: readonly string[], core: Core = fakeCore(), changed: Partial<Terminal> = {}): Ran {
  let out = '';
  let error = '';
  const terminal: Terminal = {
    out: (text) => { out += text; },
    error: (text) => { error += text; },
    stdin: () => Buffer.from(''),
    palette: PLAIN,
    debug: false,
    ...changed,
  };
  const exitCode = run(args, core, terminal, '1.2.3');
  return { exitCode, out, error };
}

/** Gives every test a folder of its own. */
export function temporaryFolder(): () => string {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

export const STATEFUL_SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  serviceName: nginx
  selector:
    matchLabels: { app: nginx }
  template:
    metadata:
      labels: { app: nginx }
    spec:
      containers:
        - name: nginx
          image: nginx:1.21
`;
