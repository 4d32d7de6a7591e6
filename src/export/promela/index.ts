import { apiserver } from './apiserver';
import { podFaults, syncs, users } from './environment';
import { liveness } from './liveness';
import { modelOf } from './model';
import { freshness, rememberPeers, steps } from './pods';
import { processes, start } from './processes';
import { replicas } from './replicas';
import { sync, updates } from './sync';
import { laidOut, when } from './text';
import { constants, temporaries, variables } from './variables';
import {
  EDIT_CREATE_SET, EDIT_DELETE_LOST_NODE, EDIT_DELETE_SET, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_LOSE_ANY_NODE, EDIT_REUSE_VOLUMES,
  EDIT_TAINT_LOST_NODE, type Problem,
} from '../../cluster/problem';
import { NO_REDUCTIONS, PLAIN } from '../../cluster/reductions';
import type { Exportable, Exported } from '../exporter';
import { refuse, type Uncovered } from '../refuse';

const edits = ({ edits: script }: Problem, ...kinds: number[]): boolean => script.some(({ kind }) => kinds.includes(kind));

const UNCOVERED: readonly Uncovered[] = [
  [({ nodes }) => nodes, 'nodes are part of the state of this scenario'],
  [(problem) => edits(problem, EDIT_DELETE_SET, EDIT_CREATE_SET), 'the set is deleted in this scenario'],
  [(problem) => !problem.nodes && edits(problem, EDIT_DRAIN_ANY_NODE, EDIT_FORCE_DELETE_ANY_POD, EDIT_DELETE_LOST_NODE, EDIT_LOSE_ANY_NODE, EDIT_REUSE_VOLUMES,
    EDIT_TAINT_LOST_NODE), 'nodes are lost or drained in this scenario'],
  [({ autoscalesTo }) => autoscalesTo > 0, 'an autoscaler is part of this scenario'],
  [({ reductions }) => ![PLAIN, NO_REDUCTIONS].includes(reductions), 'reductions take states together'],
  [({ revisions }) => revisions, 'the numbers of revisions are part of this state'],
];

/** A Promela model for SPIN: written by hand after src/cluster, with the same states. */
export function promela({ problem, title, version, guarantees, converges }: Exportable): Exported {
  refuse('Promela', problem, UNCOVERED);
  const model = modelOf(problem, guarantees);
  const all = steps(model);
  const text = `/*
 * ${title}.
 * Written by cdk8s-stateful ${version}. Each step of its model is one atomic step here.
 *
 *   what may happen:    spin -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000
 ${when(converges !== undefined, '*   that it ends well: spin -a -DFAIR FILE && gcc -O2 -DNOREDUCE -DNFAIR=8 -o pan pan.c && ./pan -a -f -m1000000')}
 *
 * SPIN counts one state more: the one before anything has begun.
 */
${constants(model)}
${variables(model)}
${freshness(model)}
${temporaries(model)}
${apiserver(model)}
${replicas(model)}
${updates(model)}
${sync(model)}
${syncs(model)}
/* ---- pods, claims and caches ---- */
${rememberPeers(model)}
${all.map((each) => each.text).join('\n')}
${when(problem.faults !== 0, '\n/* ---- faults and users ---- */')}
${podFaults(model)}
${users(model)}
${start(model)}
${when(converges !== undefined, liveness(model))}
${processes(model, all)}`;
  return { text: `${laidOut(text)}\n` };
}
