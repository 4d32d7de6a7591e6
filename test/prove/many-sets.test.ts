import { admittedBy } from './manifests';
import type { Manifests, WrittenObject } from '../../src/manifest/objects';
import { kubernetesOf } from '../../src/prove/kubernetes';
import { STATIC_RULES } from '../../src/prove/static';
import { subjectOf } from '../../src/prove/subject';
import { manyManifests } from '../cli/sets';

/** Goal: what is read off the manifests of a set does not take longer the more other sets there are. */
const KUBERNETES = kubernetesOf({});

/** The same objects, which tell each time that their spec is looked at. */
function watched(manifests: Manifests, look: () => void): Manifests {
  const watch = <T extends WrittenObject>(each: T): T => new Proxy(each, {
    get(object, name) {
      if (name === 'object' || name === 'raw') look();
      return Reflect.get(object, name) as unknown;
    },
  });
  const { statefulSets, services, disruptionBudgets } = manifests;
  return { ...manifests, statefulSets: statefulSets.map(watch), services: services.map(watch), disruptionBudgets: disruptionBudgets.map(watch) };
}

/** How often somebody looks at an object while all rules are asked about each of so many sets. */
function looksAt(count: number): number {
  let looks = 0;
  const manifests = watched(admittedBy(manyManifests(count).join('---\n')), () => { looks++; });
  for (const set of manifests.statefulSets) {
    const subject = subjectOf(set, KUBERNETES, manifests);
    for (const { check } of STATIC_RULES) check(subject, manifests);
  }
  return looks;
}

test('thirty sets more cost the same wherever they are added', () => {
  const [one, two, three] = [30, 60, 90].map(looksAt);
  expect(three - two).toBe(two - one);
});
