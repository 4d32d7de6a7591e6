import { mutantsOf } from './program';

/** In no recording is there a real kubelet: its words are from its source (test/cluster/profile.test.ts says which). */
const KUBELET = 'the kubelets of the recorded control planes are made up';

/** Switches of versions that tell in what the controller and the kubelet say. */
export const TEXTS = mutantsOf('src/cluster/profile.ts', [
  ['recordPodEvent: a capital already in 1.28', 'eventsBeginWithCapital: minor >= 35', 'eventsBeginWithCapital: minor >= 28'],
  ['recordPodEvent: a capital not yet in 1.35', 'eventsBeginWithCapital: minor >= 35', 'eventsBeginWithCapital: minor >= 36'],
  ['startContainer: a colon already in 1.28', 'createdEventHasColon: minor >= 29', 'createdEventHasColon: minor >= 28', KUBELET],
  ['startContainer: no colon yet in 1.29', 'createdEventHasColon: minor >= 29', 'createdEventHasColon: minor >= 30', KUBELET],
  ['startContainer: no names already in 1.34', 'containerEventsAreNameless: minor >= 35', 'containerEventsAreNameless: minor >= 34', KUBELET],
  ['startContainer: names still in 1.35', 'containerEventsAreNameless: minor >= 35', 'containerEventsAreNameless: minor >= 36', KUBELET],
]);
