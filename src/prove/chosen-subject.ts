import type { ProveInput } from '.';
import { type Cluster, clusterOf } from './cluster';
import type { Kubernetes } from './kubernetes';
import { RequestError } from './request-error';
import { Subject, subjectOf } from './subject';
import { type ClusterOptions, whereOf } from './where';
import { admitted } from '../manifest/admitted';
import type { Manifests } from '../manifest/objects';

/** The sets given, each with what stands around it. */
export function subjectsOf(manifests: Manifests, kubernetes: Kubernetes, cluster: Cluster): Subject[] {
  return manifests.statefulSets.map((set) => subjectOf(set, kubernetes, manifests, cluster));
}

/** The one set that is meant, as the API server takes it, or a RequestError that names those there are. */
export function chosenSubject(input: ProveInput, options: ClusterOptions & { readonly set?: string }): { subject: Subject; manifests: Manifests } {
  const { kubernetes, profile } = whereOf(options);
  const { manifests, refusals } = admitted(input.manifests, kubernetes);
  const refusal = refusals.find(({ object }) => input.manifests.statefulSets.includes(object) && (options.set ?? object.name) === object.name);
  if (refusal !== undefined) throw new RequestError(`Kubernetes ${kubernetes.version} does not take it: ${refusal.diagnostics[0].message}`);
  return { subject: subjectNamed(subjectsOf(manifests, kubernetes, clusterOf(profile, manifests)), options.set), manifests };
}

function subjectNamed(subjects: readonly Subject[], name?: string): Subject {
  const names = subjects.map((subject) => subject.name).join(', ');
  if (subjects.length === 0) throw new RequestError('there is no StatefulSet among the objects given');
  if (name === undefined && subjects.length > 1) throw new RequestError(`there are several StatefulSets, say which one with --set: ${names}`);
  const found = name === undefined ? subjects[0] : subjects.find((subject) => subject.name === name);
  if (found === undefined) throw new RequestError(`there is no StatefulSet ${name}; there are ${names}`);
  return found;
}
