import { addressWords, dnsWords } from './dns';
import { table, wrap } from './layout';
import { PLAIN, type Palette } from './palette';
import { harmless, join } from './safe';
import { kubernetesText } from '../prove/kubernetes';
import type { ClaimLine, DnsAnswer, PodState, Snapshot, Timeline, TimelineStep, Trouble } from '../prove/timeline';

/**
 * A run as a person at a terminal would see it: after each command what the watches in the other windows print. The model has no clock, so the
 * step takes the place of the age: lines of different tables with the same step happen together.
 */
export function timelineText(timeline: Timeline, palette: Palette = PLAIN): string {
  const shown = harmless(timeline);
  const end = shown.steps.at(-1)?.after ?? shown.start;
  return join([
    palette.strong(`StatefulSet ${shown.namespace}/${shown.set}, scenario ${shown.scenario}, Kubernetes ${kubernetesText(shown.kubernetes, shown.featureGates)}`),
    ...shown.cluster === undefined ? [] : wrap(shown.cluster, 'cluster: '),
    '',
    ...titled('At the start:', [...podTable(shown.start.pods), ...claimTable(shown.start.claims)], palette),
    ...acts(shown.steps).flatMap((act) => actText(act, palette)),
    ...titled('In the end:', [...podTable(end.pods), ...claimTable(end.claims), ...nodeTable(end), ...leftoverTable(end), ...dnsTable(end.dns)], palette),
    ...troubleText(shown.troubles ?? [], palette),
  ]);
}

/** A command or a fault, and all that follows from it until the next. */
interface Act {
  readonly opening?: TimelineStep;
  readonly steps: readonly TimelineStep[];
}

function acts(steps: readonly TimelineStep[]): Act[] {
  const starts = steps.flatMap((step, i) => opensAct(step) ? [i] : []);
  const quiet = steps.slice(0, starts[0] ?? steps.length);
  return [
    ...(quiet.length > 0 ? [{ steps: quiet }] : []),
    ...starts.map((start, i) => ({ opening: steps[start], steps: steps.slice(start, starts[i + 1] ?? steps.length) })),
  ];
}

/** Whoever acts of its own accord, not because of what happened before. */
const OPENING = ['user', 'fault', 'node', 'horizontal-pod-autoscaler'];

function opensAct(step: TimelineStep): boolean {
  return step.command !== undefined || OPENING.includes(step.actor);
}

function actText(act: Act, palette: Palette): string[] {
  const { steps } = act;
  return [
    ...(act.opening ? [...wrap(openingWords(act.opening), '', '    ').map(palette.strong), ''] : []),
    ...block(['STEP', 'NAME', 'READY', 'STATUS', 'RESTARTS'],
      rows(steps, (step) => step.watch.map((pod) => [pod.name, pod.ready, pod.status, String(pod.restarts)])), palette),
    ...block(['STEP', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'],
      rows(steps, (step) => step.events.map((event) => [event.type, event.reason, event.object, event.message])), palette),
    ...block(['STEP', ...CLAIM_HEADING], rows(steps, (step) => step.claims.map(claimRow)), palette),
    ...block(['STEP', 'DNS'], rows(steps, (step) => step.dns.length === 0 ? [] : [[step.dns.map(dnsWords).join('; ')]]), palette),
    ...block(['STEP', 'DRAIN'], rows(steps, (step) => (step.drain ?? []).map((line) => [line])), palette),
    ...block(['STEP', 'ROLLOUT STATUS'], rows(steps, (step) => step.rollout.map((line) => [line])), palette),
    ...block(['STEP', 'NOTE'], rows(steps, (step) => step.note === undefined ? [] : [[step.note]]), palette),
  ];
}

function openingWords(step: TimelineStep): string {
  return step.command === undefined ? `# ${step.index}: ${step.actor}: ${step.action}` : `$ ${step.command}`;
}

function rows(steps: readonly TimelineStep[], of: (step: TimelineStep) => string[][]): string[][] {
  return steps.flatMap((step) => of(step).map((row) => [String(step.index), ...row]));
}

const CLAIM_HEADING = ['CLAIM', 'STATUS', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'DATA'];

function claimRow(claim: ClaimLine): string[] {
  return [claim.name, claim.status, claim.capacity, claim.accessModes, claim.storageClass, claim.data ? 'written' : '-'];
}

function podTable(pods: readonly PodState[]): string[][][] {
  const onNodes = pods.some(({ node }) => node !== undefined);
  const body = pods.map((pod) => [
    pod.name, pod.ready, pod.status, String(pod.restarts), pod.address || '<none>', ...onNodes ? [pod.node || '<none>'] : [], pod.revision, pod.image,
  ]);
  return body.length > 0 ? [[['NAME', 'READY', 'STATUS', 'RESTARTS', 'IP', ...onNodes ? ['NODE'] : [], 'REVISION', 'IMAGE'], ...body]] : [];
}

function claimTable(claims: readonly ClaimLine[]): string[][][] {
  return claims.length > 0 ? [[CLAIM_HEADING, ...claims.map(claimRow)]] : [];
}

function dnsTable(answers: readonly DnsAnswer[]): string[][][] {
  return answers.length > 0 ? [[['DNS NAME', 'ADDRESSES'], ...answers.map((answer) => [answer.name, addressWords(answer)])]] : [];
}

/** Nodes are only worth a table where not all of them are ready. */
function nodeTable({ nodes = [] }: Snapshot): string[][][] {
  return nodes.every(({ status }) => status === 'Ready') ? [] : [[['NODE', 'STATUS'], ...nodes.map(({ name, status }) => [name, status])]];
}

function leftoverTable({ leftovers }: Snapshot): string[][][] {
  return leftovers.length === 0 ? [] : [[['PROCESS WITHOUT A POD', 'NODE'], ...leftovers.map(({ name, node }) => [name, node ?? '<unknown>'])]];
}

function troubleText(troubles: readonly Trouble[], palette: Palette): string[] {
  if (troubles.length === 0) return [];
  const lines = troubles.flatMap(({ problem, look, fix }) => [
    ...wrap(problem, '  '),
    ...look.map((command) => `    $ ${command}`),
    ...fix === undefined ? [] : wrap(fix, '    to end it: $ '),
    '',
  ]);
  return [palette.strong('What is wrong, and how to look at it:'), '', ...lines];
}

function titled(title: string, tables: readonly string[][][], palette: Palette): string[] {
  return [palette.strong(title), '', ...(tables.length === 0 ? ['No resources found.', ''] : tables.flatMap(([heading, ...body]) => block(heading, body, palette)))];
}

function block(heading: readonly string[], body: readonly string[][], palette: Palette): string[] {
  if (body.length === 0) return [];
  const [first, ...rest] = table(heading, body, '  ');
  return [palette.faint(first), ...rest, ''];
}
