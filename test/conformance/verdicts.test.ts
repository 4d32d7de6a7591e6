import { join } from 'node:path';
import { compareVerdicts, readVerdicts } from '../../conformance/verdicts';
import type { Recorded } from '../../conformance/verdicts';

const RECORDED = readVerdicts(join(__dirname, '..', '..', 'conformance', 'verdicts'));

function outcomesOf(recordings: readonly Recorded[]) {
  const servers = [...new Set(recordings.map(({ server }) => server))];
  return servers.flatMap((server) => compareVerdicts(recordings.filter((each) => each.server === server)));
}

function differing(change: (recorded: Recorded) => Recorded, id: number): string[] {
  const changed = RECORDED.filter(({ server }) => server === 'v1.35.4').map((each) => (each.id === id ? change(each) : each));
  return outcomesOf(changed).filter(({ differences }) => differences.length > 0).flatMap(({ differences }) => differences.map(({ aspect }) => aspect));
}

// Goal: our admission is that of real API servers 1.28.15 and 1.35.4, and of the code of those of 1.28 to 1.36, and the comparison would tell if it were not.
describe('recorded verdicts', () => {
  it('are ours', () => {
    const outcomes = outcomesOf(RECORDED);
    expect(outcomes.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(outcomes.length).toBe(1919);
  });

  it.each([
    ['verdict', 195, (each: Recorded) => ({ ...each, kind: 'nodes' })],
    ['verdict', 195, (each: Recorded) => ({ ...each, base: 'q', result: undefined })],
    ['code', 83, (each: Recorded) => ({ ...each, http: 201 })],
    ['reason', 83, (each: Recorded) => ({ ...each, reason: 'BadRequest' })],
    ['message', 83, (each: Recorded) => ({ ...each, message: `${each.message ?? ''}.` })],
    ['causes', 183, (each: Recorded) => ({ ...each, causes: [] })],
    ['warnings', 41, (each: Recorded) => ({ ...each, warnings: [] })],
    ['result.spec.replicas', 1, (each: Recorded) => ({ ...each, result: { ...each.result, spec: { ...(each.result?.spec as object), replicas: 9 } } })],
  ] as const)('tell of another %s', (aspect, id, change) => {
    expect(differing(change as (recorded: Recorded) => Recorded, id)).toEqual([aspect]);
  });
});
