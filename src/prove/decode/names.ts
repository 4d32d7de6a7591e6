import { Subject, podName } from '../subject';

/** The names and images that a person knows, for what the state keeps as small integers. */
export interface Names {
  pod(slot: number): string;
  /** The claims of one ordinal, one per claim template. */
  claims(slot: number): readonly string[];
  image(template: number): string;
  revision(template: number): string;
}

/** The image's repository: `registry:5000/team/db` of `registry:5000/team/db:17@sha256:...`. */
const repositoryOf = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/** The images of a scenario: the manifest's own, one that cannot be pulled where the scenario has it, and the one that it rolls out. */
export function imagesOf(subject: Subject, count: number, broken: number, rolledOut?: string): string[] {
  const repository = repositoryOf(subject.image);
  return Array.from({ length: count }, (_, t) => {
    if (t === 0) return subject.image;
    if ((broken >>> t & 1) === 1) return `${repository}:broken`;
    return rolledOut ?? `${repository}:${broken === 0 ? 'next' : 'fixed'}`;
  });
}

export function namesOf(subject: Subject, images: readonly string[]): Names {
  return {
    pod: (slot) => podName(subject, slot),
    claims: (slot) => subject.claims.map((claim) => `${claim.name}-${podName(subject, slot)}`),
    image: (template) => images[template],
    // The hash of a ControllerRevision's name comes from the bytes of its template; here revisions are told apart by their order.
    revision: (template) => `${subject.name}-revision-${template + 1}`,
  };
}
