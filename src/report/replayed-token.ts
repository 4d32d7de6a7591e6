import { run } from './finding';
import { stableJson } from './json';
import { counted, wrap } from './layout';
import { PLAIN, type Palette } from './palette';
import { harmless, join } from './safe';
import { steps } from './steps';
import { kubernetesText } from '../prove/kubernetes';
import type { ReplayedToken } from '../prove/replay-token';
import type { Timeline } from '../prove/timeline';

/** The run of a token, told as the report told it, and what has become of it. */
export function replayedTokenText(replayed: ReplayedToken, palette: Palette = PLAIN): string {
  const told = harmless(replayed);
  const { guarantee, counterexample, gone = '', timeline, sameProblem } = told;
  if (counterexample !== undefined) {
    return join([
      ...heading(counterexample.timeline, palette),
      ...wrap(`the run of this token breaks ${guarantee}`, '').map(palette.bad),
      ...run(counterexample, palette),
      ...sameProblem ? [] : wrap(`${elsewhere(told)}; its run is possible here too, as ${counterexample.token}`, 'note: '),
    ]);
  }
  return join([
    ...timeline === undefined ? [] : [...heading(timeline, palette), '', ...steps(timeline, palette), ''],
    ...wrap(gone, '').map(palette.good),
    ...wrap(sameProblem ? 'the problem is the one that it was made for, so cdk8s-stateful has changed' : elsewhere(told), 'note: '),
    ...wrap(`${sameProblem ? '' : 'good news after a fix of the same set, but '}no proof: other runs may break ${guarantee}, which prove tells`, 'note: '),
  ]);
}

/** What the token is of, and what it was tried on. */
function elsewhere({ scenario, replicas, faults, namespace, set }: ReplayedToken): string {
  const replicasText = replicas === undefined ? '' : `${counted(replicas, 'replica')} and `;
  const faultsText = faults < 0 ? 'any number of faults' : faults === 0 ? 'no fault' : `at most ${counted(faults, 'fault')}`;
  return `the token is of ${scenario} with ${replicasText}${faultsText}, and was not made for StatefulSet ${namespace}/${set} as it is here: `
    + 'the manifests, the cluster or cdk8s-stateful have changed, or it is the token of another set (it holds no names)';
}

function heading({ namespace, set, scenario, kubernetes, featureGates }: Timeline, palette: Palette): string[] {
  return wrap(`StatefulSet ${namespace}/${set}, scenario ${scenario}, Kubernetes ${kubernetesText(kubernetes, featureGates)}`, '').map(palette.strong);
}

/** The same for machines: every field of the record. */
export function replayedTokenJson(replayed: ReplayedToken): string {
  return stableJson({ formatVersion: '1.0', ...replayed });
}
