import { read, web } from './manifests';
import { ReplayOptions, replay } from '../../src/prove';
import type { ClaimLine } from '../../src/prove/timeline';

/**
 * Goal: what can be replayed but not proved ends as WALKTHROUGHS B10, B16 and B17 say: which claims are left, which revision each pod has, in whose words a change
 * is refused. Method: replays of the whole library; testdata has the same step by step.
 */
const run = (scenario: string, spec = '', options: Partial<ReplayOptions> = {}) => replay(read(web(spec)), { scenario, ...options });

test('claims have the columns of `kubectl get pvc`, each ordinal its own, of its class and size once it is bound', () => {
  const { steps } = run('bootstrap');
  const columns = ({ name, status, capacity, accessModes, storageClass }: ClaimLine) => [name, status, capacity, accessModes, storageClass].join('|');
  const pending = (ordinal: number) => `www-web-${ordinal}|Pending|||standard`;
  const bound = (ordinal: number) => `www-web-${ordinal}|Bound|1Gi|RWO|standard`;
  expect([...new Set(steps.flatMap(({ claims }) => claims.map(columns)))]).toEqual([pending(0), bound(0), pending(1), bound(1), pending(2), bound(2)]);
  expect(steps.at(-1)!.after.claims.map(columns)).toEqual([0, 1, 2].map(bound));
});

test('a size is as the API server keeps it, access modes are in kubectl\'s order, and a class that is not named is the default', () => {
  const claims = 'accessModes: [ReadWriteMany, ReadWriteOnce], resources: {requests: {storage: 2048Mi}}';
  const text = web().replace(/accessModes: .*(?=\})/, claims);
  const [claim] = replay(read(text), { scenario: 'bootstrap' }).steps.at(-1)!.after.claims;
  expect([claim.capacity, claim.accessModes, claim.storageClass]).toEqual(['2Gi', 'RWO,RWX', 'default']);
});

describe('delete-set', () => {
  test.each([['Retain', true], ['Delete', false]])('whenDeleted: %s: the data is kept: %s', (whenDeleted, kept) => {
    const { start, steps } = run('delete-set', `persistentVolumeClaimRetentionPolicy: {whenDeleted: ${whenDeleted}}`);
    const gone = steps[steps.findIndex(({ command }) => command?.startsWith('kubectl create')) - 1].after;
    expect(gone.pods).toEqual([]);
    expect(gone.claims).toEqual(kept ? start.claims : []);
    expect(steps[steps.length - 1].after.pods.map(({ name, ready }) => `${name} ${ready}`)).toEqual(['web-0 1/1', 'web-1 1/1', 'web-2 1/1']);
    expect(steps.some(({ events }) => events.some(({ message }) => message.includes('Claim www-web-0')))).toBe(!kept);
  });

  test('it makes no sense without pods', () => {
    expect(() => replay(read(web('', { replicas: 0 })), { scenario: 'delete-set' })).toThrow('the scenario delete-set makes no sense for web: replicas is 0');
  });
});

describe('immutable-fields', () => {
  const FIELDS = /for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', (.*)'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden$/;

  test.each([['1.32', ''], ['1.33', "'revisionHistoryLimit', "]])('%s refuses each, in its words, and the new set adopts the pods', (kubernetes, more) => {
    const { start, steps } = run('immutable-fields', '', { kubernetes });
    const refused = steps.filter(({ note }) => note !== undefined);
    expect(refused.map(({ command }) => /"spec":{"(\w+)"/.exec(command!)![1])).toEqual(['serviceName', 'podManagementPolicy', 'selector', 'volumeClaimTemplates']);
    for (const { note } of refused) expect(FIELDS.exec(note!)![1]).toBe(more);
    expect(refused[0].note).toMatch(/^The StatefulSet "web" is invalid: spec: Forbidden: updates to statefulset spec /);
    expect(steps.map(({ command }) => command).filter((command) => command !== undefined).slice(-2)).toEqual(['kubectl delete statefulset/web --cascade=orphan', 'kubectl create -f web.yaml']);
    expect(steps.find(({ action }) => action.startsWith('adopt'))!.action).toBe('adopt web-0, adopt web-1, adopt web-2');
    expect(steps[steps.length - 1].after.pods).toEqual(start.pods);
  });

  test('a set without claims has one less to try', () => {
    const { steps } = replay(read(web('', { claims: false })), { scenario: 'immutable-fields' });
    expect(steps.filter(({ note }) => note !== undefined)).toHaveLength(3);
  });
});

describe('failed-update', () => {
  test.each([
    ['', ['broken', '1.21', 'broken']],
    ['updateStrategy: {rollingUpdate: {partition: 2}}', ['1.21', '1.21', 'broken']],
    ['updateStrategy: {type: RollingUpdate}', ['1.21', '1.21', 'broken']],
  ])('with %j, pods that are made again are of the images %j', (spec, images) => {
    const end = run('failed-update', spec).steps.at(-1)!;
    expect(end.after.pods.map(({ image }) => image.replace('nginx:', ''))).toEqual(images);
    expect(end.note).toBe('nothing more happens, and the set is not what its spec asks for');
  });
});
