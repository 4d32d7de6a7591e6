import { run } from './finding';
import { stableJson } from './json';
import { wrap } from './layout';
import { PLAIN, type Palette } from './palette';
import { harmless, join } from './safe';
import { steps } from './steps';
import { kubernetesText } from '../prove/kubernetes';
import type { ReplayedToken } from '../prove/replay-token';
import type { Timeline } from '../prove/timeline';

/** The run of a token, told as the report told it, and what has become of it. */
export function replayedTokenText(replayed: ReplayedToken, palette: Palette = PLAIN): string {
  const { guarantee, counterexample, gone = '', timeline, sameProblem } = harmless(replayed);
  if (counterexample !== undefined) {
    return join([
      ...heading(counterexample.timeline, palette),
      ...wrap(`the run of this token breaks ${guarantee}`, '').map(palette.bad),
      ...run(counterexample, palette),
      ...sameProblem ? [] : wrap(`the token was made for a different problem (${CHANGED}); its run is possible here too, as ${counterexample.token}`, 'note: '),
    ]);
  }
  return join([
    ...timeline === undefined ? [] : [...heading(timeline, palette), '', ...steps(timeline, palette), ''],
    ...wrap(gone, '').map(palette.good),
    ...sameProblem ? wrap('the problem is the one that it was made for, so cdk8s-stateful has changed', 'note: ') : [],
    ...wrap(`good news after a fix, but no proof: other runs may break ${guarantee}, which prove tells`, 'note: '),
  ]);
}

const CHANGED = 'the manifests, the cluster or cdk8s-stateful have changed';

function heading({ namespace, set, scenario, kubernetes, featureGates }: Timeline, palette: Palette): string[] {
  return wrap(`StatefulSet ${namespace}/${set}, scenario ${scenario}, Kubernetes ${kubernetesText(kubernetes, featureGates)}`, '').map(palette.strong);
}

/** The same for machines: every field of the record. */
export function replayedTokenJson(replayed: ReplayedToken): string {
  return stableJson({ formatVersion: '1.0', ...replayed });
}
