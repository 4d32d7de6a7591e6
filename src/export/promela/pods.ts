import { collectGuarantees, protectGuarantees, startGuarantees } from './guarantees';
import { type Model, SET_FIELDS, varies } from './model';
import { each, upTo, when } from './text';
import {
  NAMES_NEVER, NAMES_PUBLISHED, type Problem, READY_MAJORITY, READY_ORDINAL_0, READY_PEERS, READY_PREDECESSOR, READY_SELF,
} from '../../cluster/problem';

/** One step of somebody: a guard, and what it does at once. */
export interface Step {
  /** The name of its inline. */
  readonly name: string;
  /** What of the state it is about: each object has a process of its own. */
  readonly of: 'set' | 'ordinal' | 'claim';
  readonly text: string;
}

const step = (name: string, of: Step['of'], comment: string, guard: string, body: string): Step => ({
  name,
  of,
  text: `
/* ${comment} */
inline ${name}(${of === 'set' ? '' : of === 'ordinal' ? 'p' : 'p, c'}) {
  d_step {
    ${guard} ->
    ${body}
    skip
  }
}`,
});

/** Pods, claims and caches, step by step: cluster/scheduler.ts, kubelet.ts, volumes.ts, collector.ts and cache.ts. */
export function steps(model: Model): Step[] {
  return [...ofCaches(model), ...ofClaims(model), ...ofPods(model)];
}

function ofPods(model: Model): Step[] {
  const { problem, rolls, leftovers, peers, queue } = model;
  const { claims, brokenTemplates, readiness, minReady } = problem;
  const wake = when(queue, 'queued = 1;');
  const claimsAreBound = upTo(claims).map((k) => `claim[p * CLAIMS + ${k}] == CLAIM_BOUND${model.claimsGo ? ` && !claim_deleting[p * CLAIMS + ${k}]` : ''}`);
  const sound = brokenTemplates === 0 ? '' : ` && !((${brokenTemplates} >> ${rolls ? 'revision[p]' : '0'}) & 1)`;
  return [
    step('schedule', 'ordinal', 'The scheduler: a pod whose claims are bound gets a node.', ['phase[p] == PENDING', ...claimsAreBound].join(' && '), `
    phase[p] = SCHEDULED;
    ${wake}`),
    step('start', 'ordinal', 'The kubelet starts the containers.', `phase[p] == SCHEDULED && !deleting[p]${sound}`, `
    phase[p] = RUNNING;
    ${when(claims > 0, 'for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) { claim_data[k] = 1 }')}
    ${when(peers && claims === 0, 'peers_of_last_run[p] = 0;')}
    ${startGuarantees(model)}
    ${wake}`),
    step('become_ready', 'ordinal', 'The readiness probe succeeds.', `phase[p] == RUNNING && !ready[p] && !deleting[p]${readiness === READY_SELF ? '' : ` && ${canBeReady(problem)}`}`, `
    ready[p] = 1;
    ${when(peers, 'peers_of_last_run[p] = 0;')}
    ${wake}`),
    ...readiness !== READY_MAJORITY ? [] : [step('lose_majority', 'ordinal', 'The readiness probe fails, because the majority is gone.', `ready[p] && !deleting[p] && !${canBeReady(problem)}`, `
    ready[p] = 0;
    ${when(minReady, 'available[p] = 0;')}
    ${wake}`)],
    step('stop', 'ordinal', 'The process has ended, and the object goes.', 'deleting[p]', `
    ${when(peers, 'remember_peers(p);')}
    remove_pod(p);`),
    ...leftovers ? [step('reap', 'ordinal', 'A process that outlived its pod ends.', 'leftover[p]', 'leftover[p] = 0;')] : [],
    ...minReady ? [step('pass_time', 'ordinal', 'minReadySeconds pass.', 'ready[p] && !available[p]', `
    available[p] = 1;
    ${wake}`)] : [],
  ];
}

function canBeReady({ readiness, names, slots, peers }: Problem): string {
  const resolves = (j: string | number) => names === NAMES_PUBLISHED ? '1' : names === NAMES_NEVER ? '0' : `ready[${j}]`;
  const isPeer = (j: number) => `(phase[${j}] == RUNNING && !deleting[${j}] && (p == ${j} || ${resolves(j)}))`;
  switch (readiness) {
    case READY_ORDINAL_0: return `(p == 0 || (ready[0] && ${resolves(0)}))`;
    // The index stays in range for ordinal 0, which asks nobody.
    case READY_PREDECESSOR: return `(p == 0 || (ready[(p == 0 -> 0 : p - 1)] && ${resolves('(p == 0 -> 0 : p - 1)')}))`;
    case READY_MAJORITY: return `(2 * (${upTo(slots).map(isPeer).join(' + ')}) > ${peers})`;
    case READY_PEERS: return `(${upTo(slots).map((j) => `(!((peers_of_last_run[p] >> ${j}) & 1) || ${isPeer(j)})`).join(' && ')})`;
    default: return '1';
  }
}

/** A member keeps in mind with whom it ran, unless it still waits for those of an earlier run. */
export const rememberPeers = ({ peers }: Model): string => when(peers, `
inline remember_peers(p) {
  if
  :: phase[p] == RUNNING && peers_of_last_run[p] == 0 ->
     for (j : 0 .. SLOTS - 1) {
       if
       :: j != p && phase[j] == RUNNING -> peers_of_last_run[p] = peers_of_last_run[p] | (1 << j)
       :: else
       fi
     }
  :: else
  fi
}
`);

function ofClaims(model: Model): Step[] {
  const { problem, claimsGo, owners, collecting } = model;
  if (problem.claims === 0) return [];
  const stays = claimsGo ? ' && !claim_deleting[c]' : '';
  const there = `claim[c] != CLAIM_ABSENT${stays}`;
  const collect = `
    ${collectGuarantees(model)}
    claim_deleting[c] = 1;
    ${when(collecting, 'collecting[c] = 0;')}`;
  const ownerIsGone = 'claim_owner[c] >= OWNER_GONE';
  return [
    step('bind', 'claim', 'A claim gets its volume.', `claim[c] == CLAIM_PENDING${stays}`, 'claim[c] = CLAIM_BOUND;'),
    ...owners && !collecting ? [step('collect', 'claim', 'The garbage collector deletes a claim whose owner is gone.', `${there} && ${ownerIsGone}`, collect)] : [],
    ...collecting ? [{
      name: 'collect',
      of: 'claim' as const,
      text: `
/* The garbage collector looks at a claim and its owner, and deletes the claim some time later${problem.collectorChecksVersion ? ', unless it changed' : ''}. */
inline collect(p, c) {
  if
  :: d_step { ${there} && !collecting[c] && ${ownerIsGone} -> collecting[c] = 1 }
  :: d_step {
    ${there} && collecting[c]${problem.collectorChecksVersion ? ` && ${ownerIsGone}` : ''} ->
    ${collect}
    skip
  }
  ${when(problem.collectorChecksVersion, `:: d_step { ${there} && collecting[c] && !(${ownerIsGone}) -> collecting[c] = 0 }`)}
  fi
}`,
    }] : [],
    ...claimsGo ? [step('protect', 'claim', 'A claim on its way out goes when no pod with a node uses it. Nobody is woken by it.',
      'claim[c] != CLAIM_ABSENT && claim_deleting[c] && phase[p] <= PENDING', `
    ${protectGuarantees(model)}
    remove_claim(p, c);`)] : [],
  ];
}

function ofCaches(model: Model): Step[] {
  const { problem, rolls, waits, owners, queue, staleSet } = model;
  if (!problem.staleCaches) return [];
  const shown = ['phase', 'ready', ...problem.minReady ? ['available'] : [], 'deleting', ...rolls ? ['revision'] : []];
  const wake = when(queue, 'queued = 1;');
  const differs = [...shown.map((name) => `seen_${name}[p] != ${name}[p]`), ...waits ? ['unseen_pod[p]'] : []];
  const ofSet = SET_FIELDS.filter(({ view }) => varies(model, view));
  return [
    step('refresh_pod', 'ordinal', 'The cache catches up with a pod.', `(${differs.join(' || ')})`, `
    ${each(shown, (name) => `seen_${name}[p] = ${name}[p];`)}
    ${when(waits, 'unseen_pod[p] = 0;')}
    ${when(owners, `for (k : p * CLAIMS .. p * CLAIMS + CLAIMS - 1) {
      if
      :: claim_owner[k] == OWNER_UNSEEN -> claim_owner[k] = OWNER_GONE
      :: else
      fi
    }`)}
    ${wake}`),
    ...staleSet || waits ? [step('refresh_set', 'set', 'The cache catches up with the set.', `(${[...staleSet ? ['!SET_IS_FRESH'] : [], ...waits ? ['unseen_set'] : []].join(' || ')})`, `
    ${each(ofSet, ({ name }) => `seen_${name} = ${name};`)}
    ${when(waits, 'unseen_set = 0;')}
    ${wake}`)] : [],
  ];
}

/** Whether the cache shows the set as it is. */
export const freshness = (model: Model): string => when(model.staleSet,
  `#define SET_IS_FRESH (${SET_FIELDS.filter(({ view }) => varies(model, view)).map(({ name }) => `seen_${name} == ${name}`).join(' && ')})`);
