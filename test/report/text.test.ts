import { badRoll, cell, DB_SOURCE, error, HOSTILE, limit, refuted, report, set, sound, step } from './fixture';
import type { Cell } from '../../src/prove/report';
import { WIDTH } from '../../src/report/layout';
import type { Palette } from '../../src/report/palette';
import { MAX_STEPS } from '../../src/report/steps';
import { text } from '../../src/report/text';

const source = (file: string) => file === 'dist/db.k8s.yaml' ? DB_SOURCE : undefined;

test('a sound manifest fits on one screen', () => {
  expect(text(sound, { source })).toMatchSnapshot();
  expect(text(sound, { source }).split('\n').length).toBeLessThan(30);
});

test('a refuted guarantee is told with its place, its reason, the shortest way to it, and what to do', () => {
  expect(text(refuted, { source })).toMatchSnapshot();
});

test('no line is wider than the width, and the text ends with one newline', () => {
  const lines = text(refuted, { source }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
  expect(lines.slice(-2)).toEqual([expect.stringContaining('Exit 1'), '']);
});

test('the same record gives the same bytes', () => {
  expect(text(refuted, { source })).toBe(text(structuredClone(refuted), { source }));
});

describe('what is not proved is never said to be', () => {
  const only = (changed: Parameters<typeof cell>[2]) => text(report({ sets: [set({ cells: [cell('storage/kept', 'scale-down', changed)] })], exitCode: 3 }), { palette: TAGS });

  test('a bounded answer says how far it came', () => {
    const shown = only({ verdict: 'BOUNDED', exploration: { states: 2000000, transitions: 1, depth: 1, frontier: 5312 } });
    expect(shown).toContain('<doubtful>BOUNDED</doubtful>  storage/kept  scale-down: stopped at 2,000,000 states with 5,312 not expanded, not a');
    expect(shown).not.toMatch(/PROVED|<good>/);
  });

  test('a bounded answer may have a reason of its own', () => {
    expect(only({ verdict: 'BOUNDED', bounded: '9 replicas are too many; 3 were explored' })).toContain('scale-down: 9 replicas are too many; 3 were explored, not a proof');
  });

  test('scenarios that are bounded for one reason share it, and the proof for every replica count is still said', () => {
    const some = ['a', 'b', 'c', 'd', 'e'].map((scenario) => cell('storage/kept', scenario, { verdict: 'BOUNDED', bounded: 'too many replicas' }));
    const shown = text(report({ sets: [set({ cells: [cell('storage/kept', 'every replica count'), ...some, cell('storage/kept', 'f')] })], exitCode: 3 }));
    expect(shown.replace(/\n +/g, ' ')).toContain('a, b, c and 2 more: too many replicas, not a proof; proved for every replica count; proved in 1 other scenario');
  });

  test('a proof with a frontier does not hide it', () => {
    const shown = text(report({ sets: [set({ cells: [cell('storage/kept', 'scale-down', { exploration: { states: 1, transitions: 1, depth: 1, frontier: 5312 } })] })] }));
    expect(shown).toContain('1 scenario (1 state), frontier 5,312');
    expect(shown).toContain('not every frontier empty');
  });

  test('a set for which nothing was asked is not proved', () => {
    expect(text(report({ sets: [set({ cells: [] })] }))).toContain('Exit 0: nothing is refuted, but nothing is proved either.');
    expect(text(report({ sets: [set({ cells: [] })] }), { palette: TAGS })).toContain('<doubtful>  nothing of what was asked applies to this set, so nothing is proved</doubtful>');
  });

  test('nor is it said of hygiene, which is not proved, that it does not apply', () => {
    const diagnostic = { rule: 'hygiene/x', severity: 'warning' as const, message: 'no' };
    expect(text(report({ sets: [set({ cells: [], diagnostics: [diagnostic] })] }))).not.toContain('nothing of what was asked');
  });

  test('a vacuous answer names what never happened', () => {
    const shown = only({ verdict: 'VACUOUS', witnesses: [{ name: 'a claim was deleted', reached: false }] });
    expect(shown).toContain('<doubtful>VACUOUS</doubtful>  storage/kept  scale-down: never seen: a claim was deleted, not a proof');
    expect(shown).not.toMatch(/PROVED|<good>/);
  });

  test('what is not modelled says what', () => {
    const shown = only({ verdict: 'NOT MODELLED', claim: 'a sidecar with restartPolicy: Always is not modelled' });
    expect(shown).toContain('<doubtful>NOT MODELLED</doubtful>  storage/kept  a sidecar with restartPolicy: Always is not modelled');
    expect(shown).not.toMatch(/PROVED|<good>/);
  });

  test('an object that the API server refuses is shown as an error', () => {
    const shown = only({ verdict: 'INVALID', diagnostic: { rule: 'manifest/invalid', severity: 'error', message: 'spec.selector does not match the template labels' } });
    expect(shown).toContain('<bad>INVALID</bad>');
    expect(shown).toContain('<bad>error[manifest/invalid]</bad>');
    expect(shown).toContain('storage/kept  the API server refuses the set');
    expect(shown).not.toMatch(/PROVED|<good>/);
  });

  test('what the API server refuses cannot be accepted', () => {
    const ending = (cells: Cell[]) => text(report({ sets: [set({ cells })], exitCode: 1 })).trimEnd().split('\n').at(-1);
    const invalid = cell('rollout/admitted', 'static', { verdict: 'INVALID', exploration: undefined });
    expect(ending([invalid])).toBe('Exit 1: the API server refuses it: correct the manifest.');
    expect(ending([invalid, error])).toBe('Exit 1: refuted: correct the manifest, or accept the finding with a reason.');
  });

  test('the worst scenario decides what the guarantee is headed with', () => {
    const cells = [cell('storage/kept', 'a'), cell('storage/kept', 'b', { verdict: 'BOUNDED', exploration: undefined }), { ...error, guarantee: 'storage/kept', scenario: 'c' }];
    expect(text(report({ sets: [set({ cells })], exitCode: 1 }))).toContain('REFUTED  storage/kept  in c; bounded in 1 other scenario; proved in 1 other scenario');
  });
});

test('a limit is short by default, and long where it fails the run', () => {
  const limits = report({ sets: [set({ cells: [limit] })] });
  expect(text(limits)).toContain('when it bites: kubectl delete pod db-2 -n prod');
  expect(text(limits)).not.toContain('ImagePullBackOff');
  expect(text(limits, { failOn: 'limit' })).toContain('ImagePullBackOff');
});

test('an accepted finding stays in the report with its reason', () => {
  const shown = text(report({ sets: [set({ cells: [{ ...error, accepted: 'we boot it by hand' }] })] }));
  expect(shown).toContain('ACCEPTED  boot/completes  accepted: we boot it by hand');
  expect(shown).toContain('accepted[boot/completes]');
  expect(shown).toContain('1 accepted');
});

test('a mistake that many scenarios show is told once, by the shortest of them', () => {
  const longer = { ...error, scenario: 'scale-up', counterexample: { ...error.counterexample!, timeline: { ...badRoll, steps: [...badRoll.steps, ...badRoll.steps] } } };
  const shown = text(report({ sets: [set({ cells: [longer, error] })], exitCode: 1 }));
  expect(shown.match(/error\[boot\/completes\]/g)).toHaveLength(1);
  expect(shown).toContain('= scenario: bootstrap');
  expect(shown).toContain('= also in: scale-up');
});

test('the run of a scenario is told before that of a window, which begins in the midst of things, however long it is', () => {
  const [found] = refuted.sets[0].cells.filter(({ counterexample }) => counterexample !== undefined);
  const { timeline } = found.counterexample!;
  const short = { ...found, scenario: 'every replica count', counterexample: { ...found.counterexample!, timeline: { ...timeline, steps: timeline.steps.slice(-1) } } };
  const shown = text(report({ sets: [set({ cells: [short, { ...found, scenario: 'roll-image' }] })] }));
  expect(shown).toContain('= scenario: roll-image');
  expect(shown).toContain('= also in: every replica count');
});

test('one cause that breaks several guarantees is told in full once', () => {
  const restart = { ...error, guarantee: 'boot/restarts', scenario: 'restart-all', diagnostic: { ...error.diagnostic!, rule: 'boot/restarts', message: 'nor does it boot again' } };
  const shown = text(report({ sets: [set({ cells: [error, restart] })], exitCode: 1 }));
  expect(shown).toContain('error[boot/restarts]: nor does it boot again\n   = scenario: restart-all');
  expect(shown).toContain('= the same cause as boot/completes above, and the same help');
  expect(shown.match(/kubectl will say/g)).toHaveLength(1);
});

test('whoever meets a rule for the first time is told where its page is: the worst one\'s, and none for input that cannot be read', () => {
  expect(text(refuted)).toContain('\n\nmore about a finding: npx cdk8s-stateful explain boot/completes\n\n');
  expect(text(report({ sets: [set({ cells: [cell('storage/kept', 'every replica count')] })] }))).not.toContain('more about');
  expect(text(report({ diagnostics: [{ rule: 'manifest/syntax', severity: 'error', message: 'no' }] }))).not.toContain('more about');
});

test('what would be told in the same words is told once, with all rules that it is told of', () => {
  const [found] = sound.sets[0].cells.filter(({ diagnostic }) => diagnostic !== undefined);
  const as = (rule: string, advice: string) => ({ ...found, guarantee: rule, diagnostic: { ...found.diagnostic!, rule, advice } });
  const shown = text(report({ sets: [set({ cells: [as('a/b', 'do'), as('c/d', 'do something else'), as('e/f', 'do')] })] }));
  expect(shown).toContain('\nlimit[a/b, e/f]: ');
  expect(shown).toContain('\nlimit[c/d]: ');
});

test('a limit that no manifest of its kind avoids has one line, unless it fails the run', () => {
  const [found] = sound.sets[0].cells.filter(({ diagnostic }) => diagnostic !== undefined);
  const record = report({ sets: [set({ cells: [{ ...found, everySet: true }] })] });
  expect(text(record)).toContain('limits that no manifest of this kind avoids:\n  rollout/recovers: after a bad image is taken back, one pod stays on it until somebody deletes the\n    pod\n\n');
  expect(text(record)).not.toContain('limit[');
  expect(text(record, { failOn: 'limit' })).toContain('limit[rollout/recovers]');
  expect(text(report({ sets: [set({ cells: [{ ...found, everySet: true, accepted: 'we know' }] })] }))).toContain('accepted because: we know');
});

test('what is proved but for a limit is not said to be nothing', () => {
  const ending = (...cells: Cell[]) => text(report({ sets: [set({ cells })] })).trimEnd().split('\n').at(-1);
  expect(ending(limit)).toBe('Exit 0: nothing is refuted, but nothing is proved either.');
  expect(ending(limit, cell(limit.guarantee, 'every replica count'))).toBe('Exit 0: proved, but for what is named above.');
});

test('what the last step says is not said again', () => {
  const counterexample = { ...error.counterexample!, ending: badRoll.steps.at(-1)!.note! };
  const shown = text(report({ sets: [set({ cells: [{ ...error, counterexample }] })], exitCode: 1 }));
  expect(shown).toContain('   so: nothing that the cluster does by itself ends this\n');
});

test('a long run is shown whole up to the limit, and past it without its middle', () => {
  const run = (count: number) => {
    const steps = Array.from({ length: count }, (_, i) => step(i + 1, 'kubelet', `act ${i + 1}`, badRoll.start));
    return text(report({ sets: [set({ cells: [{ ...error, counterexample: { ...error.counterexample!, timeline: { ...badRoll, steps } } }] })], exitCode: 1 }));
  };
  expect(run(MAX_STEPS)).not.toContain('left out');
  expect(run(MAX_STEPS + 1)).toContain('...  1 step left out');
  expect(run(MAX_STEPS + 1)).toContain(`act ${MAX_STEPS + 1}`);
});

test('input that cannot be read is shown first, with its line', () => {
  const shown = text(report({
    sets: [],
    exitCode: 2,
    diagnostics: [
      { rule: 'manifest/yaml', severity: 'error', message: 'this is not YAML', where: { file: 'dist/db.k8s.yaml', line: 2, column: 7 } },
    ],
  }), { source });
  expect(shown).toMatch(/^error\[manifest\/yaml\]: this is not YAML\n {2}--> dist\/db.k8s.yaml:2:7\n {2}\|\n2 \| kind: StatefulSet\n {2}\| {7}\^{11}\n/);
  expect(shown).toContain('Exit 2: there is input that cannot be read');
});

test('a manifest of one endless line is shown around the place', () => {
  const where = { file: 'big.json', line: 1, column: 50_001 };
  const shown = text(report({ sets: [], diagnostics: [{ rule: 'manifest/yaml', severity: 'error', message: 'bad', where }] }),
    { source: () => [`${'a'.repeat(50_000)}HERE${'b'.repeat(50_000)}`] });
  const lines = shown.split('\n');
  const code = lines.findIndex((line) => line.startsWith('1 |'));
  expect(lines[code].length).toBeLessThanOrEqual(WIDTH);
  expect(lines[code].slice(lines[code + 1].indexOf('^')).startsWith('HERE')).toBe(true);
});

test('the states explored are those of the record, where one exploration answers many guarantees', () => {
  const shown = text(report({ explored: 2468, sets: [set({ cells: [cell('a/b', 'canary'), cell('c/d', 'canary'), cell('c/d', 'rollback')] })] }));
  expect(shown).toContain('2 proved; 2,468 states explored');
});

test('no text of the user reaches the terminal unescaped, wherever it stands', () => {
  const everywhere = JSON.parse(JSON.stringify(refuted), (key, value) =>
    typeof value === 'string' && !['verdict', 'severity', 'formatVersion'].includes(key) ? HOSTILE : value);
  const shown = text(everywhere, { source: () => Array(10).fill(HOSTILE) });
  // eslint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
  expect(shown).not.toMatch(/^\s*::/m);
  expect(shown).not.toContain('##[');
});

const TAGS = Object.fromEntries(['strong', 'faint', 'good', 'bad', 'doubtful'].map((name) => [name, (words: string) => `<${name}>${words}</${name}>`])) as unknown as Palette;

test('proved is good, refuted is bad, a limit is neither', () => {
  const shown = text(refuted, { source, palette: TAGS });
  expect(shown).toContain('<good>PROVED</good>');
  expect(shown).toContain('<bad>REFUTED</bad>');
  expect(shown).toContain('<doubtful>LIMIT</doubtful>');
  expect(shown).toContain('<bad>error[boot/completes]</bad>');
});
