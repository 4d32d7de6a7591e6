import { type Model, varies } from './model';
import { each, upTo, when } from './text';
import { hasConflicts, hasFaults, refuses } from './variables';
import * as f from '../../cluster/fields';
import {
  EDIT_COMPLETE, EDIT_DELETE_ALL_PODS, EDIT_DELETE_ANY_CLAIM, EDIT_DELETE_ANY_POD, EDIT_DELETE_POD, EDIT_ON_DELETE, EDIT_PARTITION, EDIT_REPLICAS,
  EDIT_TEMPLATE, EDIT_WHEN_DELETED, EDIT_WHEN_SCALED, type Edit,
} from '../../cluster/problem';

/** The syncs: as the controller makes them, and as faults make of them (cluster/step.ts:controller, faults.ts). */
export function syncs(model: Model): string {
  const { queue, mostWrites } = model;
  const faulty = hasFaults(model);
  const set = (limit: string, refused: string, conflicts: string) => `
  ${when(faulty && limit !== '', `limit = ${limit};`)}
  ${when(refuses(model) && refused !== '', `refused = ${refused};`)}
  ${when(hasConflicts(model), `conflicts = ${conflicts};`)}`;
  const whole = (queued: string, conflicts: string) => `d_step {
  ${queued} ->
  ${set('UNLIMITED', '0', conflicts)}
  sync()
}`;
  const both = (queued: string) => hasConflicts(model) ? `if
  :: ${whole(queued, '0')}
  :: ${whole(queued, '1')}
  fi` : whole(queued, '0');
  const spend = when(refuses(model), 'faults--;');
  return `
${when(faulty, '#define UNLIMITED 10000')}

/*
 * The controller takes the set from its queue. A sync that changes nothing leads back to where it began.
 ${when(hasConflicts(model), '* Where caches lag, the status may conflict with a version that is no state here; where nothing else is written, that would be no step.')}
 */
inline synchronize() {
  ${both(queue ? 'queued' : 'true')}
}
${when(queue, `
/* The controller looks without being asked, as the resync makes it every 12 to 24 hours. */
inline resynchronize() {
  ${both('!queued')}
}`)}
${when(faulty && mostWrites > 1, `
/* The controller dies after some of its writes; whoever starts next has every set in its queue. One that dies after all of them did not. */
inline interrupt_sync() {
  ${chosen('limit', mostWrites - 1, `${set('', '0', '0')}
    sync();
    if
    :: outcome == CUT || limit < written + noted ->
       ${when(queue, 'queued = 1;')}
       ${spend}
       skip
    :: else
    fi`)}
}`)}
${when(refuses(model), `
/* One write is refused: an error, a conflict, a quota, a webhook. A sync that makes fewer is as any other. */
inline refuse_write() {
  ${chosen('refused', mostWrites, `${set('UNLIMITED', '', '0')}
    sync();
    if
    :: was_refused -> faults--
    :: else
    fi`)}
}`)}
`;
}

/** A loop is all that Promela has for a choice among many. It is kept in the state until the step: SPIN does not take back what a step did to hidden variables. */
function chosen(name: string, most: number, body: string): string {
  if (most === 1) {
    return `d_step {
    faults > 0 ->
    ${name} = 1;
    ${body}
  }`;
  }
  return `atomic {
    faults > 0 ->
    select (choice : 1 .. ${most});
    true;
    d_step {
      ${name} = choice;
      choice = 0;
      ${body};
      true
    };
    true
  }`;
}
/** What happens to everybody: cluster/faults.ts:podFaults. */
export function podFaults(model: Model): string {
  const { problem, peers, queue } = model;
  const spend = when(problem.faults > 0, 'faults--;');
  const notReady = `ready[p] = 0;
  ${when(problem.minReady, 'available[p] = 0;')}
  ${when(queue, 'queued = 1;')}
  ${spend}
  skip`;
  return when(hasFaults(model), `
/* A probe fails or a container crashes; the pod fails or is evicted; somebody deletes it. */
inline pod_fault(p) {
  if
  :: d_step {
  faults > 0 && ready[p] && !deleting[p] ->
  ${notReady}
  }
  ${when(peers, `/* a crash: a member may need its peers to start again */
  :: d_step {
  faults > 0 && ready[p] && !deleting[p] ->
  remember_peers(p);
  ${notReady}
  }`)}
  :: d_step {
  faults > 0 && (phase[p] == RUNNING || phase[p] == SCHEDULED) && !deleting[p] ->
  ${when(peers, 'remember_peers(p);')}
  phase[p] = FAILED;
  ${notReady}
  }
  :: d_step {
  faults > 0 && phase[p] != ABSENT && !deleting[p] ->
  take_away(p);
  ${spend}
  skip
  }
  fi
}
`);
}

/** What the user does: cluster/user.ts. */
export function users(model: Model): string {
  const { problem, queue } = model;
  return `
${when(problem.edits.length > 0, `
/* The next edit of the script, at any moment. */
inline edit() {
  if
  ${each(problem.edits.map((edit, number) => ({ edit, number })), ({ edit, number }) => edits(model, edit, number))}
  fi
}`)}
${when(problem.freeEdits, `
/* Any number of replicas, any partition, any template, at any time. */
inline edit_freely() {
  if
  ${each(upTo(problem.slots + 1), (r) => `:: d_step { replicas != ${r}${queue ? ' || !queued' : ''} -> ${applied(model, EDIT_REPLICAS, r)} }`)}
  ${each(upTo(problem.slots + 1), (p) => `:: d_step { partition != ${p} || no_rolling_update_block${queue ? ' || !queued' : ''} -> ${applied(model, EDIT_PARTITION, p)} }`)}
  ${each(model.rolls ? upTo(problem.templates) : [], (t) => `:: d_step { template != ${t}${queue ? ' || !queued' : ''} -> ${applied(model, EDIT_TEMPLATE, t)} }`)}
  ${when(problem.freeCompletion && model.rolls, `/* the status says that the update is complete, which is a count that a window cannot show */
  :: d_step { current_revision != template${queue ? ' || !queued' : ''} -> ${applied(model, EDIT_COMPLETE, 0)} }`)}
  fi
}`)}
`;
}

function edits(model: Model, { kind, argument }: Edit, number: number): string {
  const { slots, claims } = model.problem;
  const option = (guard: string, body: string) => `:: d_step {
  edits_made == ${number}${guard} ->
  ${body}
  edits_made = ${number + 1}
  }`;
  if (kind === EDIT_DELETE_ANY_POD) return each(upTo(slots), (p) => option(` && phase[${p}] != ABSENT`, `take_away(${p});`));
  if (kind === EDIT_DELETE_ANY_CLAIM) {
    return each(upTo(slots), (p) => option(` && claim[${p * claims}] != CLAIM_ABSENT`, upTo(claims).map((k) => `claim_deleting[${p * claims + k}] = 1;`).join(' ')));
  }
  return option('', applied(model, kind, argument));
}

function applied(model: Model, kind: number, argument: number): string {
  const wake = model.queue ? ' queued = 1;' : '';
  const set = (name: string, field: number) => varies(model, field) ? `${name} = ${argument};${wake}` : wake;
  const takeAway = (p: number) => `if
  :: phase[${p}] == ABSENT
  :: else -> take_away(${p})
  fi;`;
  switch (kind) {
    case EDIT_REPLICAS: return set('replicas', f.REPLICAS);
    case EDIT_TEMPLATE: return set('template', f.TEMPLATE);
    case EDIT_PARTITION: return `${model.problem.noRollingUpdateBlock ? 'no_rolling_update_block = 0; ' : ''}${set('partition', f.PARTITION)}`;
    case EDIT_ON_DELETE: return set('on_delete', f.ON_DELETE);
    case EDIT_WHEN_SCALED: return set('when_scaled_delete', f.WHEN_SCALED);
    case EDIT_WHEN_DELETED: return set('when_deleted_delete', f.WHEN_DELETED);
    case EDIT_COMPLETE: return `current_revision = template;${wake}`;
    case EDIT_DELETE_POD: return takeAway(argument);
    case EDIT_DELETE_ALL_PODS: return each(upTo(model.problem.slots), takeAway);
    default: throw new RangeError(`edit ${kind} is not covered and should have been refused`);
  }
}
