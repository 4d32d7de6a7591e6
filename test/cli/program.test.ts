import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { fakeCore, runCli, STATEFUL_SET, temporaryFolder } from './fake';
import { badRoll, refuted, report, sound } from '../report/fixture';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder(), ...path);
const manifest = () => {
  writeFileSync(at('web.yaml'), STATEFUL_SET);
  return at('web.yaml');
};

describe('the exit code', () => {
  test.each([0, 1, 2, 3])('is the report\'s own, %i, in every format', (exitCode) => {
    const core = fakeCore({ prove: () => report({ exitCode }) });
    for (const output of [[], ['--output', 'text'], ['--output', 'json'], ['--output', `json=${at('report.json')}`]]) {
      expect(runCli(['prove', manifest(), ...output], core).exitCode).toBe(exitCode);
    }
  });

  test('is 70 where the fault is ours, with a word on how to report it and no stack trace', () => {
    const core = fakeCore({ prove: () => { throw new Error('impossible \u001b[2J'); } });
    const { exitCode, out, error } = runCli(['prove', manifest()], core);
    expect({ exitCode, out }).toEqual({ exitCode: 70, out: '' });
    expect(error).toContain('its own fault, not the manifest\'s: impossible \\u{1b}[2J');
    expect(error).toContain('/issues');
    expect(error).not.toContain('    at ');
    expect(runCli(['prove', manifest()], core, { debug: true }).error).toContain('    at ');
  });

  test.each([
    ['no command', [], /Usage/],
    ['an unknown command', ['improve'], /unknown command 'improve'/],
    ['an unknown option', ['prove', 'x', '--fast'], /unknown option '--fast'/],
    ['no path', ['prove'], /missing required argument 'path'/],
    ['an unknown scenario', ['prove', 'x', '--scenario', 'boot'], /^error: unknown scenario boot; known are bootstrap, roll-image\n$/],
    ['an unknown guarantee', ['prove', 'x', '--guarantee', 'order'], /^error: unknown guarantee order; known are order\/create\n$/],
    ['an unknown severity', ['prove', 'x', '--fail-on', 'all'], /^error: unknown severity all; known are error, limit, question, warning\n$/],
    ['an unknown output', ['prove', 'x', '--output', 'xml'], /^error: unknown output xml; known are text, json\n$/],
    ['an output to no file', ['prove', 'x', '--output', 'json='], /names no file/],
    ['two outputs to one terminal', ['prove', 'x', '--output', 'json', '--output', 'text'], /standard output takes one format/],
    ['half a fault', ['prove', 'x', '--faults', '0.5'], /--faults takes a whole number from 0 up, not 0\.5/],
    ['no states', ['prove', 'x', '--max-states', '0'], /--max-states takes a whole number from 1 up, not 0/],
    ['a missing file', ['prove', '/nonexistent/x.yaml'], /^error: \/nonexistent\/x\.yaml cannot be read: there is no such file or folder\n$/],
    ['an empty path, such as a variable that is not set', ['prove', ''], /^error: a path is empty\n$/],
    ['an empty image', ['replay', 'x', '--scenario', 'bootstrap', '--image', ''], /^error: --image is empty\n$/],
    ['an unknown version', ['prove', 'x', '--kubernetes', '1.27'], /^error: unknown version of Kubernetes 1\.27; known are 1\.28\.0 to 1\.28\.15, 1\.29\.0 to/],
    ['an unknown gate', ['prove', 'x', '--feature-gates', 'Fast=true'], /^error: unrecognized feature gate: Fast; known are MaxUnavailableStatefulSet, /],
    ['a gate without a value', ['prove', 'x', '--feature-gates', 'Fast'], /^error: --feature-gates Fast names no value: write Fast=true or Fast=false\n$/],
    ['a gate that is neither on nor off', ['replay', 'x', '--scenario', 'bootstrap', '--feature-gates', 'A=t,B=yes'], /^error: --feature-gates B=yes: yes is neither true nor false\n$/],
    ['a gate that is locked', ['replay', 'x', '--scenario', 'bootstrap', '--kubernetes', '1.31', '--feature-gates', 'StatefulSetStartOrdinal=0'],
      /^error: cannot set feature gate StatefulSetStartOrdinal to false, feature is locked to true, in Kubernetes 1\.31\.14; those that can be set there are MaxUnavailable/],
    ['a replay of nothing', ['replay', 'x'], /^error: nothing to replay: name a scenario with --scenario, or a counterexample with --token\n$/],
    ['an unknown scenario to replay', ['replay', 'x', '--scenario', 'boot'], /^error: unknown scenario boot; known are bootstrap, roll-image, delete-set\n$/],
    ['a proof of what can only be replayed', ['prove', 'x', '--scenario', 'delete-set'], /^error: unknown scenario delete-set; known are bootstrap, roll-image\n$/],
  ])('is 2 for %s', (_name, args, message) => {
    const { exitCode, out, error } = runCli(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(error).toMatch(message);
  });

  test.each(['prove', 'replay', 'export'])('is 2 for %s with an option that takes one value, given twice', (command) => {
    const options = [...runCli([command, '--help']).out.matchAll(/^ {2}--([a-z-]+) <[^>]+> +(?:.*\n {10,})*.*$/gm)].map(([lines, name]) => ({ name, repeatable: lines.includes('repeatable') }));
    expect(options.length).toBeGreaterThan(0);
    for (const { name, repeatable } of options) {
      const { exitCode, out, error } = runCli([command, '/nonexistent/x', `--${name}`, 'a', `--${name}=b`]);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      const told = `error: --${name} a and --${name} b are both given, and only one of them can count: leave one out\n`;
      if (repeatable) expect(error).not.toContain('both given'); else expect(error).toBe(told);
    }
  });

  test('is 2 where an option is taken back, and not where a flag is said again', () => {
    const told = (...args: string[]) => runCli(['prove', '/nonexistent/x', ...args]).error;
    expect(told('--cache', 'a', '--no-cache')).toBe('error: --cache a and --no-cache are both given, and only one of them can count: leave one out\n');
    expect(told('--no-cache', '--cache', 'a')).toBe('error: --no-cache and --cache a are both given, and only one of them can count: leave one out\n');
    expect(told('--no-cache', '--no-cache', '--no-reductions', '--no-reductions')).toContain('cannot be read');
  });

  test('is 2 where a report would be written over what it reports on', () => {
    const file = manifest();
    const before = readFileSync(file, 'utf8');
    const { exitCode, error } = runCli(['prove', file, '--output', `text=${file}`]);
    expect({ exitCode, after: readFileSync(file, 'utf8') }).toEqual({ exitCode: 2, after: before });
    expect(error).toContain('is read by this run, so nothing is written over it');
  });

  test('is 0 for help and for the version', () => {
    expect(runCli(['--help']).exitCode).toBe(0);
    expect(runCli(['--version'])).toEqual({ exitCode: 0, out: '1.2.3\n', error: '' });
  });
});

test('a gate that finds nothing to prove does not say that all is well', () => {
  writeFileSync(at('service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n');
  const { exitCode, error } = runCli(['prove', folder()]);
  expect(exitCode).toBe(2);
  expect(error).toContain('there is nothing to prove: no StatefulSet among 1 object in 1 file. Name the folder');
});

test('input that cannot be read is for the report to tell', () => {
  writeFileSync(at('broken.yaml'), '{');
  const core = fakeCore();
  runCli(['prove', folder()], core);
  expect(core.input?.diagnostics).not.toEqual([]);
});

test('the options reach the prover, and nothing that was not given', () => {
  const core = fakeCore();
  runCli(['prove', manifest()], core);
  expect(core.options).toEqual({ failOn: 'error' });
  runCli(['prove', manifest(), '--scenario', 'bootstrap', '--scenario', 'roll-image', '--guarantee', 'order/create', '--faults', '0', '--max-states', '10', '--fail-on', 'limit'], core);
  expect(core.options).toEqual({ failOn: 'limit', scenarios: ['bootstrap', 'roll-image'], guarantees: ['order/create'], faults: 0, maxStates: 10 });
});

test('version and gates reach prover and replay', () => {
  const core = fakeCore();
  const gates = ['--kubernetes', 'v1.31.2', '--feature-gates', 'PodIndexLabel=true, MaxUnavailableStatefulSet=F', '--feature-gates', 'PodIndexLabel=0,'];
  const options = { kubernetes: 'v1.31.2', featureGates: { PodIndexLabel: false, MaxUnavailableStatefulSet: false } };
  runCli(['prove', manifest(), ...gates], core);
  expect(core.options).toEqual({ failOn: 'error', ...options });
  runCli(['replay', manifest(), '--scenario', 'bootstrap', ...gates], core);
  expect(core.replayOptions).toEqual({ scenario: 'bootstrap', ...options });
});

describe('a cluster profile', () => {
  const profile = (text: string) => {
    writeFileSync(at('cluster.yaml'), text);
    return at('cluster.yaml');
  };

  test('reaches prover and replay, with its path', () => {
    const core = fakeCore();
    const cluster = { path: profile('nodes: [{name: a}]'), bytes: expect.anything() };
    runCli(['prove', manifest(), '--cluster', at('cluster.yaml')], core);
    expect(core.options).toEqual({ failOn: 'error', cluster });
    runCli(['replay', manifest(), '--scenario', 'bootstrap', '--cluster', at('cluster.yaml')], core);
    expect(core.replayOptions).toEqual({ scenario: 'bootstrap', cluster });
  });

  test('is told whole where it is wrong, with the exit code for input that cannot be read', () => {
    const path = profile('nodes:\n- {name: a, zoen: \u001b}\n- {}\n');
    const { exitCode, out, error } = runCli(['prove', manifest(), '--cluster', path]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(error).toBe(`error: ${path}:2:19: control characters are not allowed: write it as an escape in double quotes\n`);
    expect(runCli(['replay', manifest(), '--scenario', 'bootstrap', '--cluster', profile('nodes:\n- {name: a, zoen: b}\n- {}\n')]).error).toBe(
      `error: ${path}:2:13: unknown field zoen of a node: write one of name, count, zone, labels, taints, allocatable, or leave it out\n`
      + `error: ${path}:3:3: a node has no name: write name\n`);
  });

  test('that is not there is said', () => {
    expect(runCli(['prove', manifest(), '--cluster', at('none.yaml')])).toMatchObject({ exitCode: 2, error: `error: ${at('none.yaml')} cannot be read: there is no such file or folder\n` });
    expect(runCli(['prove', manifest(), '--cluster', folder()])).toMatchObject({ exitCode: 2, error: expect.stringContaining('is not a regular file') });
    expect(runCli(['prove', manifest(), '--cluster', ''])).toMatchObject({ exitCode: 2, error: 'error: a path is empty\n' });
  });

  test('may lie among the manifests, and is not overwritten', () => {
    const core = fakeCore();
    manifest();
    symlinkSync(profile('nodes: [{name: a}]'), at('link.yaml'));
    runCli(['prove', folder(), '--cluster', at('link.yaml')], core);
    expect(core.input).toMatchObject({ files: 1, objects: 1, diagnostics: [] });
    expect(runCli(['prove', folder(), '--cluster', at('link.yaml'), '--output', `json=${at('cluster.yaml')}`], core).error).toContain('is read by this run');
  });

  test('may have the gates of its own version', () => {
    profile('kubernetes: "1.30"');
    expect(runCli(['prove', manifest(), '--cluster', at('cluster.yaml'), '--feature-gates', 'StatefulSetStartOrdinal=false']).exitCode).toBe(0);
    expect(runCli(['prove', manifest(), '--cluster', at('cluster.yaml'), '--kubernetes', '1.34', '--feature-gates', 'StatefulSetStartOrdinal=false']).exitCode).toBe(2);
  });
});

test('help names every scenario, every guarantee and every exit code', () => {
  const { out } = runCli(['prove', '--help']);
  expect(out).toContain('  roll-image  a new image\n');
  expect(out).toContain('  order/create  a pod is created only when its predecessors are ready\n');
  expect(out).toContain('  3   inconclusive');
});

test('a manifest comes through standard input', () => {
  const core = fakeCore();
  runCli(['prove', '-'], core, { stdin: () => Buffer.from(STATEFUL_SET) });
  expect(core.input?.manifests.statefulSets.map((set) => set.at().file)).toEqual(['<stdin>']);
});

test('findings show the code of the file', () => {
  const found = manifest();
  const where = { file: found, line: 6, column: 3 };
  const core = fakeCore({ prove: () => report({ exitCode: 1, diagnostics: [{ rule: 'a/b', severity: 'error', message: 'too many', where }] }) });
  expect(runCli(['prove', found], core).out).toContain('6 |   replicas: 3\n  |   ^^^^^^^^^^^\n');
});

test('places name the construct that cdk8s-cli has on record, unless two objects share the name', () => {
  const record = (core = fakeCore()) => {
    runCli(['prove', folder()], core);
    return core.input?.manifests.statefulSets[0].at('spec');
  };
  manifest();
  writeFileSync(at('construct-metadata.json'), '{"version":"1.0.0","resources":{"web":{"path":"app/web"}}}');
  expect(record()).toMatchObject({ line: 5, construct: 'app/web' });
  writeFileSync(at('service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n');
  expect(record()).not.toHaveProperty('construct');
  writeFileSync(at('construct-metadata.json'), '[');
  expect(runCli(['prove', folder()])).toMatchObject({ exitCode: 2, error: expect.stringContaining('is not the construct metadata') });
});

describe('an output to a file', () => {
  const core = () => fakeCore({ prove: () => sound });

  test('leaves the text on the terminal', () => {
    const ran = runCli(['prove', manifest(), '--output', `json=${at('report.json')}`], core());
    expect(ran.out).toContain('Exit 0');
    expect(JSON.parse(readFileSync(at('report.json'), 'utf8'))).toMatchObject({ formatVersion: '1.0' });
  });

  test('leaves nothing else in the folder', () => {
    manifest();
    runCli(['prove', at('web.yaml'), '--output', `json=${at('report.json')}`], core());
    expect(readdirSync(folder())).toEqual(['report.json', 'web.yaml']);
  });

  test('replaces a file, but not what a link points to', () => {
    writeFileSync(at('report.json'), 'old');
    expect(runCli(['prove', manifest(), '--output', `json=${at('report.json')}`], core()).exitCode).toBe(0);
    expect(readFileSync(at('report.json'), 'utf8')).not.toBe('old');
    symlinkSync(at('web.yaml'), at('link.json'));
    expect(runCli(['prove', manifest(), '--output', `json=${at('link.json')}`], core()).exitCode).toBe(2);
    expect(readFileSync(at('web.yaml'), 'utf8')).toBe(STATEFUL_SET);
  });

  test('refuses a folder and a device', () => {
    mkdirSync(at('dir'));
    for (const path of [at('dir'), '/dev/null']) {
      expect(runCli(['prove', manifest(), '--output', `json=${path}`], core())).toMatchObject({ exitCode: 2, error: expect.stringContaining('is not a regular file') });
    }
  });

  test('says why it cannot be written', () => {
    expect(runCli(['prove', manifest(), '--output', `json=${at('missing/report.json')}`], core())).toMatchObject({ exitCode: 2, error: expect.stringContaining('there is no such file or folder') });
  });

  test('that cannot be written is refused before anything is proved', () => {
    const unasked = fakeCore({ prove: () => { throw new Error('this was asked'); } });
    const twice = ['--output', `json=${at('report.json')}`];
    for (const [args, message] of [
      [['--output', `json=${at('missing/report.json')}`], 'there is no such file or folder'],
      [['--certificate', at('missing/certificate')], 'there is no such file or folder'],
      [['--certificate', folder()], 'is not a regular file, so nothing is written over it'],
      [['--certificate', '-'], '- is no file to write'],
      [['--output', 'json=-'], '- is no file to write'],
      [[...twice, ...twice], 'report.json is named twice'],
      [[...twice, '--certificate', `${folder()}/./report.json`], 'report.json is named twice'],
    ] as const) {
      expect(runCli(['prove', manifest(), ...args], unasked)).toMatchObject({ exitCode: 2, error: expect.stringContaining(message) });
      expect(existsSync(at('report.json'))).toBe(false);
    }
  });

  test('has no colours', () => {
    const shout = (text: string) => `\u001b[1m${text}\u001b[0m`;
    const palette = { strong: shout, faint: shout, good: shout, bad: shout, doubtful: shout };
    const ran = runCli(['prove', manifest(), '--output', `text=${at('report.txt')}`], fakeCore({ prove: () => refuted }), { palette });
    expect(ran.out).toContain('\u001b[1m');
    expect(readFileSync(at('report.txt'), 'utf8')).not.toContain('\u001b');
  });
});

describe('progress', () => {
  const core = fakeCore({
    prove: (_input, options) => {
      options?.onProgress?.({ set: 'we\u001bb', scenario: 'roll-image', states: 12345 });
      return report();
    },
  });

  test('is shown where somebody watches, and wiped away at the end', () => {
    const lines: string[] = [];
    runCli(['prove', manifest()], core, { progress: (line) => lines.push(line) });
    expect(lines).toEqual(['we\\u{1b}b roll-image: 12,345 states', '']);
  });

  test('is silent otherwise', () => {
    expect(runCli(['prove', manifest()], core).error).toBe('');
  });
});

describe('replay', () => {
  test('shows the scenario', () => {
    const { exitCode, out } = runCli(['replay', manifest(), '--scenario', 'roll-image']);
    expect(exitCode).toBe(0);
    expect(out).toContain('$ kubectl set image');
  });

  test('gives the record as JSON', () => {
    expect(JSON.parse(runCli(['replay', manifest(), '--scenario', 'roll-image', '--output', 'json']).out)).toMatchObject({ set: badRoll.set, steps: expect.any(Array) });
  });

  test('asks which set is meant where there are two', () => {
    writeFileSync(at('two.yaml'), STATEFUL_SET.replace('name: web', 'name: web\n  namespace: prod'));
    const core = fakeCore();
    expect(runCli(['replay', folder(), manifest(), '--scenario', 'bootstrap'], core).error).toContain('name one with --set; known are prod/web, default/web');
    expect(runCli(['replay', folder(), '--set', 'cache', '--scenario', 'bootstrap'], core).error).toContain('unknown set cache; known are prod/web, default/web');
    expect(runCli(['replay', folder(), '--set', 'prod/web', '--scenario', 'bootstrap'], core).exitCode).toBe(0);
    expect(runCli(['replay', folder(), '--set', 'prod/web', '--scenario', 'delete-set'], core).exitCode).toBe(0);
    expect(core.input?.manifests.statefulSets.map((set) => set.namespace)).toEqual(['prod']);
  });

  test('does not replay half of the input', () => {
    manifest();
    writeFileSync(at('broken.yaml'), '{');
    expect(runCli(['replay', folder(), '--scenario', 'bootstrap'])).toMatchObject({ exitCode: 2, error: expect.stringMatching(/broken\.yaml:1: .*Run prove to see all of it/) });
  });
});
