import { ENGINES, Engine, ProbeRow } from './engines';
import { isImageOf, looksAtAnswer, probeText } from './probe';
import { READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR, READY_SELF } from '../cluster/problem';
import type { Container, ManifestObject, StatefulSet } from '../manifest/objects';

/** The annotation by which a manifest says what its readiness needs. */
export const READINESS_ANNOTATION = 'cdk8s-stateful/readiness';

/** The annotation by which a manifest says `majority`: its members vote, whatever makes one of them ready. */
export const QUORUM_ANNOTATION = 'cdk8s-stateful/quorum';

export interface Readiness {
  readonly model: number;
  /** The model's name and how it is known: `majority (from the annotation)`. */
  readonly text: string;
  /** Pods look for the others by their names in DNS before they are ready. Others do so by address, or do not look. */
  readonly peersByName: boolean;
  /** An annotation value that means nothing. */
  readonly unknown?: string;
}

/** From what asks least of others to what asks most: a pod is ready when all of its probes succeed. */
const MODELS: readonly (readonly [name: string, model: number])[] = [
  ['self', READY_SELF],
  ['ordinal-0', READY_ORDINAL_0],
  ['predecessor', READY_PREDECESSOR],
  ['peers-of-last-run', READY_PEERS],
  ['majority', READY_MAJORITY],
];
export const READINESS_MODELS = MODELS.map(([name]) => name);

/** One thing that a pod needs before it is ready, and how that is known. */
interface Need { readonly model: number; readonly why: string; readonly byAddress?: true }

export const engineOf = ({ image = '' }: Container): Engine | undefined => ENGINES.find(({ images }) => isImageOf(image, images));

/** What is asked, in the words of the probe. */
function quoted(text: string, { asks }: ProbeRow): string {
  if (text.startsWith('tcp ')) return `connects to port ${text.slice('tcp '.length)}`;
  const [all, captured] = asks.exec(text)!;
  return `asks ${captured ?? all}`;
}

/** What decides about a probe: the first row that it fits. */
export const rowFor = (engine: Engine, { image = '' }: Container, text: string): ProbeRow | undefined =>
  engine.probes.find(({ asks, image: of, judged }) => asks.test(text) && (of === undefined || of.test(image)) && (judged === undefined || looksAtAnswer(text)));

/** What one probe of a known engine needs. */
function probed(engine: Engine, set: StatefulSet, container: Container, which: string, text: string): Need {
  const probe = `the ${which} of ${engine.name}`;
  const row = rowFor(engine, container, text);
  if (row === undefined) return { model: READY_SELF, why: text.startsWith('tcp ') ? `${probe} only connects to port ${text.slice('tcp '.length)}` : `${probe} is not known to ask for others` };
  const alone = row.model === READY_SELF ? undefined : engine.alone?.(set, container);
  return alone === undefined
    ? { model: row.model, why: `${probe} ${quoted(text, row)}: ${row.why}`, ...engine.byAddress === undefined ? {} : { byAddress: engine.byAddress } }
    : { model: READY_SELF, why: `${probe} ${quoted(text, row)}: ${alone}` };
}

/** A startup probe counts as well: before it has succeeded, readiness is not asked for (kubelet, prober/worker.go). */
function needsOf(set: StatefulSet, container: Container): Need[] {
  const engine = engineOf(container);
  if (engine === undefined) return [];
  const { readinessProbe, startupProbe } = container;
  const needs = [
    ...readinessProbe === undefined ? [] : [probed(engine, set, container, 'probe', probeText(readinessProbe, container))],
    ...startupProbe === undefined ? [] : [probed(engine, set, container, 'startup probe', probeText(startupProbe, container))],
  ];
  return needs.length > 0 ? needs : [{ model: READY_SELF, why: `${engine.name} is not probed: it is ready when it runs` }];
}

/**
 * Init containers that copy another pod's data, as in the tutorial of kubernetes.io for MySQL (from `mysql-$(($ordinal-1)).mysql`), or as
 * pg_basebackup does from ordinal 0. A pod that has its data does not copy again; that it waits all the same is the model's simplification.
 */
function copied({ metadata, spec }: StatefulSet): Need[] {
  const below = new RegExp(`\\b${metadata.name}-\\$\\(\\(\\s*\\$?\\{?\\w+\\}?\\s*-\\s*1\\s*\\)\\)`);
  const first = new RegExp(`\\bpg_basebackup\\b[^]*\\b${metadata.name}-0\\b`);
  return (spec.template.spec.initContainers ?? []).flatMap(({ name, command = [], args = [] }): Need[] => {
    const script = [...command, ...args].join(' ');
    if (below.test(script)) return [{ model: READY_PREDECESSOR, why: `its init container ${name} copies from the ordinal below` }];
    return first.test(script) ? [{ model: READY_ORDINAL_0, why: `its init container ${name} copies from ordinal 0` }] : [];
  });
}

const NOTHING: Need = { model: READY_SELF, why: 'nothing says otherwise' };
const rankOf = ({ model }: Need): number => MODELS.findIndex(([, each]) => each === model);

/** What readiness needs: as annotated, else as the images and their probes say, else nothing but the pod itself. */
export function readinessOf(set: ManifestObject<StatefulSet>): Readiness {
  const annotated = set.object.metadata.annotations?.[READINESS_ANNOTATION];
  const known = MODELS.find(([name]) => name === annotated);
  if (known !== undefined) return { model: known[1], text: `${known[0]} (from the annotation)`, peersByName: known[1] !== READY_SELF };
  const needs = [...set.object.spec.template.spec.containers.flatMap((container) => needsOf(set.object, container)), ...copied(set.object)];
  const need = needs.reduce((most, each) => rankOf(each) > rankOf(most) ? each : most, needs[0] ?? NOTHING);
  return {
    model: need.model,
    text: `${MODELS[rankOf(need)][0]} (${need.why})`,
    peersByName: need.model !== READY_SELF && need.byAddress === undefined,
    ...annotated === undefined ? {} : { unknown: annotated },
  };
}

/**
 * Of how many replicas a majority must stay ready so that the engine can write: those of the set, where its annotation, its readiness or its image
 * says that they vote. Nothing is said of a single replica, nor where what is kept in the engine decides it (Cassandra's replication factor).
 */
export function quorumOf({ object }: ManifestObject<StatefulSet>, { model }: Readiness): number | undefined {
  const { replicas, template } = object.spec;
  const votes = (container: Container): boolean => {
    const engine = engineOf(container);
    return engine?.quorum?.(container) === true && engine.alone?.(object, container) === undefined;
  };
  const said = object.metadata.annotations?.[QUORUM_ANNOTATION] === 'majority';
  return replicas > 1 && (said || model === READY_MAJORITY || template.spec.containers.some(votes)) ? replicas : undefined;
}
