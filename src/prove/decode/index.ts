import { ACTORS, NOTHING_TO_DO, actionOf } from './actions';
import { Saying, sayingsOf } from './at-rest';
import { commandOf, editOf, isFault } from './commands';
import { dnsIn } from './dns';
import { drainLines } from './drain-lines';
import { eventsOf } from './events';
import { PodHistory, claimsIn, leftoversIn, nodesIn, podIn } from './objects';
import { rolloutLine } from './rollout-status';
import { Fields, Scene, slotsOf } from './scene';
import { syncAgain } from './sync-again';
import { troublesOf } from './troubles';
import * as f from '../../cluster/fields';
import { FAULT_CRASHED, KUBELET_START, SCHEDULER, USER, actorOf, isSync, objectOf } from '../../cluster/label';
import type { Layout } from '../../cluster/layout';
import { fieldOf } from '../../cluster/row';
import { statusOfSync } from '../../cluster/status';
import type { ClaimLine, DnsAnswer, PodLine, PodState, Snapshot, TimelineStep, Trouble } from '../timeline';

/**
 * Turns steps of the model into what a person knows: kubectl's words, events, claims. Everything is recomputed from the rows and
 * the labels; nothing here decides what happens.
 */
export interface Decoder {
  /** The state that the run starts from. */
  start(row: Int32Array): Snapshot;
  /** One step: the row before, its label, and the row after. */
  step(before: Int32Array, label: number, after: Int32Array, note?: string): TimelineStep;
  /** What components say in a state at rest, where they did not say it before. */
  atRest(row: Int32Array): TimelineStep[];
  /** What is wrong in a state at rest. */
  troubles(row: Int32Array): Trouble[];
}

const NEW_POD: PodHistory = { address: '', restarts: 0, backsOff: false };

/** The label of no step. */
const NO_LABEL = -1;

const NO_SYNC = { made: [], whole: false };

const NO_STATUS = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0, currentRevision: 0 };

export function decoderOf(scene: Scene, layout: Layout): Decoder {
  const { problem, names } = scene;
  const slots = slotsOf(scene);
  const histories = slots.map(() => NEW_POD);
  let addresses = 0;
  let status = NO_STATUS;
  let index = 0;
  let said: readonly Saying[] = [];

  const fieldsOf = (row: Int32Array): Fields => (field) => fieldOf(layout, row, 0, field);
  const remark = (slot: number, news: Partial<PodHistory>) => { histories[slot] = { ...histories[slot], ...news }; };
  const giveAddress = (slot: number) => remark(slot, { address: `10.244.0.${++addresses + 3}` });
  const addressOf = (slot: number) => histories[slot].address;
  const answersIn = (state: Fields) => dnsIn(scene, state, addressOf);
  const podsIn = (state: Fields) => slots.map((slot) => podIn(scene, state, slot, histories[slot]));

  const snapshot = (state: Fields): Snapshot => ({
    replicas: state(f.REPLICAS),
    partition: state(f.PARTITION),
    pods: podsIn(state).filter((pod) => pod !== undefined),
    claims: slots.flatMap((slot) => claimsIn(scene, state, slot)),
    dns: answersIn(state),
    ...problem.nodes ? { nodes: nodesIn(scene, state) } : {},
    leftovers: leftoversIn(scene, state),
    status: { ...status, currentRevision: names.revision(status.currentRevision), updateRevision: names.revision(state(f.TEMPLATE)) },
    revisions: Array.from({ length: problem.templates }, (_, t) => ({ name: names.revision(t), revision: state(f.revisionNumber(t)), image: names.image(t) }))
      .filter(({ revision }) => revision > 0),
  });

  /** What is no part of the state changes with the step. */
  const remember = (label: number, after: Fields) => {
    const slot = objectOf(label);
    if (actorOf(label) === KUBELET_START) giveAddress(slot);
    if (actorOf(label) === FAULT_CRASHED) remark(slot, { restarts: histories[slot].restarts + 1 });
    for (const s of slots) if (after(f.phase(s)) === f.ABSENT) histories[s] = NEW_POD;
  };

  return {
    start(row) {
      const state = fieldsOf(row);
      for (const slot of slots) if (state(f.phase(slot)) !== f.ABSENT) giveAddress(slot);
      const all = state(f.REPLICAS);
      if (problem.settled) status = { ...NO_STATUS, replicas: all, readyReplicas: all, availableReplicas: all, currentReplicas: all, updatedReplicas: all };
      return snapshot(state);
    },
    step(rowBefore, label, rowAfter, note) {
      const before = fieldsOf(rowBefore);
      const after = fieldsOf(rowAfter);
      const podsBefore = podsIn(before);
      const answersBefore = answersIn(before);
      const statusBefore = status;
      const { made, whole } = isSync(label) ? syncAgain(rowBefore, label) : NO_SYNC;
      if (whole) status = statusOfSync();
      remember(label, after);
      if (after(f.SET_GONE) === 1) status = NO_STATUS;
      const podsAfter = podsIn(after);
      const action = actionOf(scene, label, made);
      const counted = !same(statusBefore, status) && after(f.SET_GONE) === 0;
      const drained = drainLines(scene, label, before);
      const edit = actorOf(label) === USER ? editOf(scene, label) : undefined;
      return {
        index: index++,
        actor: edit !== undefined && isFault(edit) ? 'fault' : ACTORS[actorOf(label)],
        // The model writes a status only where it decides something; a cluster writes every change.
        action: action === NOTHING_TO_DO && counted ? 'update status' : action,
        ...edit === undefined || isFault(edit) ? {} : { command: commandOf(scene, edit) },
        watch: slots.flatMap((slot) => watchLines(label, podsBefore[slot], podsAfter[slot])),
        events: eventsOf(scene, { label, made, before, after, addressOf }),
        claims: changed(slots.flatMap((slot) => claimsIn(scene, before, slot)), slots.flatMap((slot) => claimsIn(scene, after, slot))),
        dns: answeredAnew(answersBefore, answersIn(after)),
        rollout: counted ? [rolloutLine(names, after, status)] : [],
        ...drained.length > 0 ? { drain: drained } : {},
        ...note === undefined ? {} : { note },
        after: snapshot(after),
      };
    },
    atRest(row) {
      const state = fieldsOf(row);
      const before = said;
      said = sayingsOf(scene, state, row);
      return said.filter((each) => !before.some((known) => same(known, each))).map(({ backsOff, ...saying }) => {
        const seen = podsIn(state);
        if (backsOff !== undefined) remark(backsOff, { backsOff: true });
        const pods = podsIn(state);
        const watch = slots.flatMap((slot) => watchLines(NO_LABEL, seen[slot], pods[slot]));
        return { index: index++, ...saying, watch, claims: [], dns: [], rollout: [], after: snapshot(state) };
      });
    },
    troubles: (row) => troublesOf(scene, fieldsOf(row), row),
  };
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What `get pods -w` prints: the pod as it stands after the step, and at its end the last it was seen as. */
function watchLines(label: number, before: PodState | undefined, after: PodState | undefined): PodLine[] {
  const line = ({ name, ready, status, restarts }: PodState): PodLine => ({ name, ready, status, restarts });
  if (after === undefined) return before === undefined ? [] : [{ ...line(before), ready: before.ready.replace(/^\d+/, '0'), status: 'Terminating' }];
  if (before === undefined) return [line(after)];
  // A terminating pod is shown ready until its containers have stopped.
  const shown = line(after.status === 'Terminating' ? { ...after, ready: before.ready } : after);
  if (same(line(before), shown)) return [];
  // The scheduler's binding is a change of its own: kubectl prints the pod once more as Pending.
  return actorOf(label) === SCHEDULER ? [line(before), shown] : [shown];
}

/** Claims that are new or different, and those that are gone. */
function changed(before: readonly ClaimLine[], after: readonly ClaimLine[]): ClaimLine[] {
  const known = new Map(before.map((claim) => [claim.name, claim]));
  const left = new Set(after.map((claim) => claim.name));
  return [
    ...after.filter((claim) => !same(known.get(claim.name) ?? {}, claim)),
    ...before.filter((claim) => !left.has(claim.name)).map((claim) => ({ ...claim, status: 'Deleted', data: false })),
  ];
}

/** Answers that are different. A name that nobody can ask for yet, or any more, answers as little as one that does not exist. */
function answeredAnew(before: readonly DnsAnswer[], after: readonly DnsAnswer[]): DnsAnswer[] {
  const known = new Map(before.map(({ name, addresses }) => [name, addresses]));
  const left = new Set(after.map(({ name }) => name));
  return [
    ...after.filter(({ name, addresses }) => !same(known.get(name) ?? [], addresses)),
    ...before.filter(({ name, addresses }) => addresses.length > 0 && !left.has(name)).map(({ name }) => ({ name, addresses: [] })),
  ];
}
