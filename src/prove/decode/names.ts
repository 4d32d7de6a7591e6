import type { JsonObject, ManifestObject, StatefulSet } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { revisionName } from '../../manifest/revision-name';
import { Subject, podName } from '../subject';

/** The names and images that a person knows, for what the state keeps as small integers. */
export interface Names {
  pod(slot: number): string;
  /** The claims of one ordinal, one per claim template. */
  claims(slot: number): readonly string[];
  /** The volume of an ordinal's first claim, after its claim, as provisioners name volumes after the claim's UID. */
  volume(slot: number): string;
  node(index: number): string;
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

/** Each takes as long as the bytes of a template, and all runs of a set speak of the same few. */
const knownRevisions = perObject((_: ManifestObject<StatefulSet>) => new Map<string, string>());

/** The name of the ControllerRevision of a template that differs from the manifest's in its first image, as `kubectl set image` makes it differ. */
export function revisionOf({ manifest, kubernetes: { version } }: Subject, image: string): string {
  const known = knownRevisions(manifest);
  const key = `${version} ${image}`;
  const name = known.get(key) ?? revisionWith(manifest.object, version, image);
  known.set(key, name);
  return name;
}

function revisionWith(set: StatefulSet, version: string, image: string): string {
  const { template } = set.spec;
  const containers = template.spec.containers.map((container, index) => index === 0 ? { ...container, image } : container);
  const changed = { ...set, spec: { ...set.spec, template: { ...template, spec: { ...template.spec, containers } } } };
  return revisionName(version, changed as unknown as JsonObject);
}

export function namesOf(subject: Subject, images: readonly string[]): Names {
  return {
    pod: (slot) => podName(subject, slot),
    claims: (slot) => subject.claims.map((claim) => `${claim.name}-${podName(subject, slot)}`),
    volume: (slot) => `pvc-${subject.claims[0]?.name}-${podName(subject, slot)}`,
    node: (index) => subject.nodes[index].name,
    image: (template) => images[template],
    revision: (template) => revisionOf(subject, images[template]),
  };
}
