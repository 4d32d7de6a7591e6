import { file } from './files';
import { timeline } from '../../src/jest';
import { readManifests } from '../../src/manifest/read';
import { replay } from '../../src/prove';
import type { Timeline } from '../../src/prove/timeline';

/** MySQL has a namespace of its own, and of the two nginx sets the first is meant. */
const SETS = [
  { set: 'mysql-stateful', yaml: file('mysql-stateful/expected.yaml').text },
  { set: 'web', yaml: file('web/by-hand.yaml').text.split(/^---\n(?=# The same)/m)[0] },
];

function run(yaml: string, scenario: string): Timeline {
  return replay({ ...readManifests([{ path: 'manifests.yaml', bytes: new TextEncoder().encode(yaml) }]), files: 1 }, { scenario });
}

/** The pods in the order in which they are created. */
function created({ steps }: Timeline): string[] {
  return steps.flatMap(({ events }) => events).flatMap(({ message }) => /^create Pod (\S+) /i.exec(message)?.[1] ?? []);
}

describe.each(SETS)('$set', ({ set, yaml }) => {
  const pods = [0, 1, 2].map((ordinal) => `${set}-${ordinal}`);

  test.each(['bootstrap', 'pod-deleted', 'restart-all'])('%s', (scenario) => {
    expect(timeline(yaml, scenario)).toMatchSnapshot();
  });

  test('pods are created one after the other, each when those before it are ready', () => {
    const bootstrap = run(yaml, 'bootstrap');
    expect(created(bootstrap)).toEqual(pods);
    for (const { watch, after } of bootstrap.steps.filter(({ actor }) => actor === 'statefulset-controller')) {
      const [fresh] = watch.filter(({ status }) => status === 'Pending');
      if (fresh) expect(after.pods.slice(0, pods.indexOf(fresh.name)).every(({ ready, status }) => ready === '1/1' && status === 'Running')).toBe(true);
    }
  });

  test.each(['pod-deleted', 'restart-all'])('after %s the pods have their names, claims and data, and other addresses', (scenario) => {
    const { start, steps } = run(yaml, scenario);
    const end = steps.at(-1)!.after;
    const again = scenario === 'restart-all' ? pods : [pods[0]];
    expect(created({ start, steps } as Timeline)).toEqual(again);
    expect(end.pods.map(({ name }) => name)).toEqual(pods);
    expect(end.claims).toEqual(start.claims);
    expect(end.claims.every(({ status, data }) => status === 'Bound' && data)).toBe(true);
    expect(end.pods.filter(({ address }, i) => address !== start.pods[i].address).map(({ name }) => name)).toEqual(again);
  });
});
