import { read, web } from './manifests';
import { Mutant, proverWith } from './mutant';
import { prove } from '../../src/prove';

/**
 * Goal: a broken reconciler is refuted, every time, by the guarantee that it breaks. A prover that proves everything of everything
 * would pass all other tests.
 */

const CONTROLLER = 'cluster/statefulset.ts';

const MUTANTS: [name: string, mutant: Mutant, guarantee: string, manifest?: string][] = [
  ['creates pods without waiting for readiness', {
    file: CONTROLLER, right: 'if (monotonic && !healthy(p)) return EXIT;', wrong: 'if (monotonic && get(f.viewPhase(p)) < f.SCHEDULED) return EXIT;',
  }, 'order/create'],
  ['updates from the lowest ordinal', {
    file: CONTROLLER, right: 'for (let i = get(f.VIEW_REPLICAS) - 1; i >= partition; i--) {', wrong: 'for (let i = partition; i < get(f.VIEW_REPLICAS); i++) {',
  }, 'order/update'],
  ['updates without waiting for the pods above', {
    file: CONTROLLER, right: '    if (!healthy(p)) return GO;\n', wrong: '',
  }, 'order/update', web('podManagementPolicy: Parallel')],
  ['ignores the partition when it updates', {
    file: CONTROLLER, right: 'i >= partition; i--', wrong: 'i >= 0; i--',
  }, 'order/update'],
  ['ignores the partition when it creates', {
    file: CONTROLLER, right: 'return i < get(f.VIEW_PARTITION) ? found.current : found.update;', wrong: 'return found.update;',
  }, 'order/update'],
  ['updates under OnDelete', {
    file: CONTROLLER, right: 'if (outcome === GO && get(f.VIEW_ON_DELETE) === 0) outcome', wrong: 'if (outcome === GO) outcome',
  }, 'order/update'],
  ['scales down from the lowest ordinal', {
    file: CONTROLLER, right: 'for (let i = problem.slots - 1, position = -1; i >= replicas && position < end; i--) {', wrong: 'for (let i = replicas, position = -1; i < problem.slots && position < end; i++) {',
  }, 'order/terminate'],
  ['scales down without waiting for the pod above to be gone', {
    file: CONTROLLER, right: 'return monotonic ? EXIT : GO;\n  if (monotonic && !isSteady(p)', wrong: 'return GO;\n  if (monotonic && !isSteady(p)',
  }, 'order/terminate'],
  ['deletes claims on scale-down whatever the policy says', {
    file: 'cluster/apiserver.ts', right: '    put(f.deleting(p), 1);\n', wrong: '    put(f.deleting(p), 1);\n    if (p >= now(f.REPLICAS)) for (let k = 0; k < problem.claims; k++) removeClaim(p * problem.claims + k);\n',
  }, 'storage/kept'],
  ['takes a pod for gone while its process runs', {
    file: 'cluster/apiserver.ts', right: '} else if (problem.noGracePeriod) {', wrong: '} else if (problem.slots > 0) {',
  }, 'identity/at-most-one'],
  ['starts pods whose claims are not bound', {
    file: 'cluster/scheduler.ts', right: 'if (!claimsAreBound(i)) return;', wrong: '',
  }, 'storage/sticky'],
  ['leaves failed pods where they are', {
    file: CONTROLLER, right: 'if (get(f.viewDeleting(p)) === 0) {\n      if (!mayWrite()) return CUT;', wrong: 'if (i < 0) {\n      if (!mayWrite()) return CUT;',
  }, 'boot/completes'],
  ['never says that an update is complete', {
    file: 'cluster/status.ts', right: '  currentRevision = found.update;\n', wrong: '',
  }, 'rollout/converges'],
  ['does not look when a pod is gone', {
    file: 'cluster/apiserver.ts', right: 'justGone());\n  }\n  podChanged(p);', wrong: 'justGone());\n  }',
  }, 'boot/restarts', web('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}')],
];

describe('a reconciler that', () => {
  test.each(MUTANTS)('%s is refuted', (_, mutant, guarantee, manifest = web()) => {
    const refuted = (prover: typeof prove) => prover(read(manifest), { guarantees: [guarantee] }).sets[0].cells.filter(({ verdict, everySet }) => verdict === 'REFUTED' && everySet !== true);
    expect(refuted(prove)).toEqual([]);
    const [found] = refuted(proverWith(mutant).prove);
    expect(found?.guarantee).toBe(guarantee);
    expect(found?.counterexample?.timeline.steps.length).toBeGreaterThan(0);
  });
});
