import type { Subject } from '../subject';
import type { StaticRule } from './index';
import { found, runningContainers } from './pods';
import type { Placed } from './pods';

const id = 'hygiene/image-tag';

/** Init containers end, and do not write what another version of them could not read: a busybox without a tag is no finding. */
export const imageTag: StaticRule = {
  id,
  title: 'every image names its version',
  check: (subject) => unversioned(subject).map((users) => {
    const [{ container: { image = '' }, path }] = users;
    const names = users.map(({ container }) => container.name);
    return found(id, subject, [...path, 'image'], {
      severity: 'warning',
      message: `the image ${image} of StatefulSet ${subject.name} names no version: ${names.length === 1 ? 'container' : 'containers'} ${names.join(', ')}`,
      reason: 'pods of one revision may run different versions, an update happens whenever a pod moves to another node, and no rollback undoes it',
      advice: `write a version, such as image: ${image.replace(/:[^:/]*$/, '')}:1.2.3`,
    });
  }),
};

/** The containers without a version, together where they have one image. */
function unversioned(subject: Subject): Placed[][] {
  const users = new Map<string, Placed[]>();
  for (const placed of runningContainers(subject)) {
    const { image = '' } = placed.container;
    if (!isFilledInLater(image) && ['', 'latest'].includes(tagOf(image))) users.set(image, [...users.get(image) ?? [], placed]);
  }
  return [...users.values()];
}

const isFilledInLater = (image: string): boolean => image === '' || /[${}<>]/.test(image);

/** The tag of `host:port/path:tag`, or the digest that takes its place. */
function tagOf(image: string): string {
  const [reference, digest] = image.split('@', 2);
  return digest ?? /:([^:/]*)$/.exec(reference)?.[1] ?? '';
}
