import { subjectIn, web } from './manifests';
import { FAULT_CRASHED, FAULT_FAILED, FAULT_UNREADY } from '../../src/cluster/label';
import {
  EDIT_CREATE_SET, EDIT_DELETE_ALL_PODS, EDIT_DELETE_POD, EDIT_DELETE_SET, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS, EDIT_TEMPLATE,
} from '../../src/cluster/problem';
import { refusedChange } from '../../src/prove/refused-change';
import type { Command } from '../../src/prove/replay';
import { replaySegments } from '../../src/prove/replay';
import type { Snapshot, TimelineStep, Trouble } from '../../src/prove/timeline';
import { addressWords, dnsWords } from '../../src/report/dns';

/** The fields of the Service nginx, which selects the pods. */
const SERVICES: { readonly [service: string]: string } = {
  headless: 'clusterIP: None',
  published: 'clusterIP: None, publishNotReadyAddresses: true',
  clusterIP: 'type: ClusterIP',
};

/**
 * Scenario files: a command, `----`, and all that it makes happen, until the next command. The first line makes the set:
 *
 *   set name=web replicas=3 image=nginx:1.21 [policy=Parallel] [retention=Delete,Retain] [strategy=OnDelete] [partition=2] [kubernetes=1.28] [settled]
 *       [service=headless|published|clusterIP] [serviceName=nginx] [dns]
 *
 * `retention` is whenDeleted, whenScaled; a `strategy` has no rollingUpdate block; the `service` is called nginx;
 * `dns` shows what names answer. Then: `boot` (only the start), `scale N`, `image NAME [broken]`, `partition N`, `on-delete`, `delete POD`,
 * `delete all`, `delete-set [orphan]`, `create-set`, `change FIELD`, `fail POD`, `crash POD`, `unready POD`, `hold POD` (nothing happens to it by itself), `release POD`, `show`.
 * A command that ends in `!` does not wait for the cluster to come to rest.
 */
export function runScript(text: string): string {
  const blocks = text.split(/\n\n(?=\S)/).map((block) => block.split('\n----')[0].trimEnd());
  const comments = (block: string) => block.split('\n').filter((line) => line.startsWith('#'));
  const lineOf = (block: string) => block.split('\n').filter((line) => !line.startsWith('#')).join('');
  const [first, ...rest] = blocks;
  const options = Object.fromEntries(lineOf(first).split(' ').slice(1).map((word) => word.split('=') as [string, string | undefined]));
  const images = [options.image!];
  const broken: number[] = [];
  const name = options.name!;
  const slot = (pod: string) => Number(pod.slice(name.length + 1));
  let slots = Number(options.replicas);
  const [whenDeleted, whenScaled] = options.retention?.split(',') ?? [];
  const spec = [
    ...options.policy === undefined ? [] : [`podManagementPolicy: ${options.policy}`],
    ...options.retention === undefined ? [] : [`persistentVolumeClaimRetentionPolicy: {whenDeleted: ${whenDeleted}, whenScaled: ${whenScaled}}`],
    ...options.strategy === undefined ? [] : [`updateStrategy: {type: ${options.strategy}}`],
    ...options.partition === undefined ? [] : [`updateStrategy: {rollingUpdate: {partition: ${options.partition}}}`],
  ].join('\n  ');
  const service = SERVICES[options.service ?? 'headless'];
  const { image, serviceName, kubernetes } = options;
  const subject = subjectIn(web(spec, { name, image, replicas: slots, service, serviceName }), { kubernetes });
  const commands: (Command | undefined)[] = rest.map(lineOf).map((line): Command | undefined => {
    const atOnce = line.endsWith('!');
    const [verb, argument, extra] = line.replace(/!$/, '').split(' ');
    const edit = (kind: number, value: number): Command => ({ kind: 'edit', edit: { kind, argument: value }, atOnce });
    switch (verb) {
      case 'scale': slots = Math.max(slots, Number(argument)); return edit(EDIT_REPLICAS, Number(argument));
      case 'image': {
        if (!images.includes(argument)) images.push(argument);
        const template = images.indexOf(argument);
        if (extra === 'broken') broken.push(template);
        return edit(EDIT_TEMPLATE, template);
      }
      case 'partition': return edit(EDIT_PARTITION, Number(argument));
      case 'on-delete': return edit(EDIT_ON_DELETE, 1);
      case 'delete': return argument === 'all' ? edit(EDIT_DELETE_ALL_PODS, 0) : edit(EDIT_DELETE_POD, slot(argument));
      case 'change': return { kind: 'refused', change: refusedChange(subject, argument)! };
      case 'delete-set': return edit(EDIT_DELETE_SET, Number(argument === 'orphan'));
      case 'create-set': return edit(EDIT_CREATE_SET, 0);
      case 'fail': return { kind: 'step', actor: FAULT_FAILED, object: slot(argument), atOnce };
      case 'crash': return { kind: 'step', actor: FAULT_CRASHED, object: slot(argument), atOnce };
      case 'unready': return { kind: 'step', actor: FAULT_UNREADY, object: slot(argument), atOnce };
      case 'hold': case 'release': return { kind: verb, slot: slot(argument) };
      case 'boot': case 'show': return undefined;
      default: throw new Error(`unknown command ${line}`);
    }
  });
  const { start, segments, troubles } = replaySegments(subject, {
    scenario: 'script',
    problem: { ...subject.problem, slots, templates: images.length, brokenTemplates: broken.reduce((bits, t) => bits | 1 << t, 0), settled: 'settled' in options },
    commands: commands.filter((command) => command !== undefined),
    images,
  });
  let after: Snapshot = start;
  let next = 0;
  const outputs = [first, ...rest].map((block, index) => {
    const command = index === 0 ? undefined : commands[index - 1];
    const steps = index === 0 || command !== undefined ? segments[next++] : [];
    after = steps.at(-1)?.after ?? after;
    const lines = (lineOf(block) === 'show' ? show(after) : steps.flatMap(linesOf)).filter((line) => 'dns' in options || !/^\s*dns /.test(line));
    const wrong = index === rest.length ? troubles.flatMap(troubleLines) : [];
    return [...comments(block), lineOf(block), '----', ...lines.length === 0 ? ['nothing happens'] : lines, ...wrong].join('\n');
  });
  return `${outputs.join('\n\n')}\n`;
}

const linesOf = (step: TimelineStep): string[] => [
  `${step.actor}: ${step.command ?? step.action}`,
  ...step.watch.map((pod) => `  ${pod.name} ${pod.ready} ${pod.status}${pod.restarts === 0 ? '' : ` restarts ${pod.restarts}`}`),
  ...step.events.filter((event) => !['Created', 'Started', 'Killing'].includes(event.reason)).map((event) => `  ${event.type} ${event.reason} ${event.message}`),
  ...step.claims.map((claim) => `  claim ${claim.name} ${claim.status}${claim.data ? ' with data' : ''}`),
  ...step.dns.map((answer) => `  dns ${dnsWords(answer)}`),
  ...step.rollout.map((line) => `  rollout status: ${line}`),
  ...step.note === undefined ? [] : [`  ${step.note}`],
];

const troubleLines = ({ problem, look, fix }: Trouble): string[] => [`wrong: ${problem}`, ...[...look, ...fix === undefined ? [] : [fix]].map((command) => `  $ ${command}`)];

const show = (state: Snapshot): string[] => [
  ...state.pods.map((pod) => `${pod.name} ${pod.ready} ${pod.status} ${pod.image} ${pod.revision} ${pod.address}`.trimEnd()),
  ...state.claims.map((claim) => `${claim.name} ${claim.status}${claim.data ? ' with data' : ''}`),
  ...state.dns.map((answer) => `dns ${answer.name}: ${addressWords(answer)}`),
  ...state.revisions.map((revision) => `revision ${revision.revision} ${revision.name} ${revision.image}`),
  `status: ${state.status.replicas} replicas, ${state.status.readyReplicas} ready, ${state.status.updatedReplicas} updated`,
];

