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
    ...wrap(`the run of this token is no longer a counterexample: ${gone}`, '').map(palette.good),
    ...wrap(sameProblem ? 'its problem is the one that it was made for, so it is cdk8s-stateful that has changed' : 'after a fix, that is what you want to see', '  '),
    ...wrap(`that is no proof of ${guarantee}, which other runs may break: prove it`, '  '),
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
