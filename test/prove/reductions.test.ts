import { STORIES, outcomeOf } from './actors/stories';
import { subjectIn, web } from './manifests';
import { programWith } from '../../conformance/mutants/program';
import type { Problem } from '../../src/cluster/problem';
import { check } from '../../src/prove/check';
import { fewerNodes } from '../../src/prove/free-placement';
import { GUARANTEES, monitorsFor } from '../../src/prove/guarantees';
import { SCENARIOS, problemOf } from '../../src/prove/scenarios';
import type { Subject } from '../../src/prove/subject';

/**
 * Goal: what scenarios leave out because nothing can tell makes no difference: fewer nodes where all are alike, fewer ordinals where no rule counts. Each verdict is
 * that of the run with all of them.
 */
const IDS = GUARANTEES.map(({ id }) => id);
const KINDS: readonly (readonly [string, string])[] = [['OrderedReady', ''], ['Parallel', 'podManagementPolicy: Parallel']];
const WITH_NODES = ['node-lost', 'drain-each-node', 'force-deletion', 'node-deleted', 'node-out-of-service'];

function saidOf(problem: Problem): string[] {
  const { exploration, violations, stuck, completes, exercised } = check(problem, monitorsFor(IDS), { maxStates: 2_000_000 });
  expect(exploration.frontier).toBe(0);
  return [
    ...[...violations.keys()].map((id) => `breaks ${id}`),
    ...[...stuck.keys()].map((cause) => `stuck by ${cause}`),
    ...[...exercised].map((id) => `tests ${id}`),
    `ends well: ${completes}`,
  ].sort();
}

const problemIn = (subject: Subject, name: string): Problem => problemOf(subject, SCENARIOS.find((scenario) => scenario.name === name)!, 1);

describe.each(KINDS)('%s', (_, spec) => {
  const subject = subjectIn(web(spec));
  test.each(WITH_NODES)('%s: two nodes stand for four, and fewer ordinals for three', (name) => {
    const reduced = problemIn(subject, name);
    const { problem } = subject;
    const whole = { ...reduced, placement: subject.placement, replicas: problem.replicas, slots: problem.slots, peers: problem.peers };
    expect(reduced.placement).toEqual(fewerNodes(subject.placement, 2));
    expect(saidOf(reduced)).toEqual(saidOf(whole));
  });

  test.each(['delete', 'delete-foreground', 'delete-and-recreate'])('%s: three ordinals stand for four', (name) => {
    const reduced = problemIn(subjectIn(web(spec, { replicas: 4 })), name);
    expect(reduced.replicas).toBe(3);
    expect(saidOf(reduced)).toEqual(saidOf({ ...reduced, replicas: 4, slots: 4, peers: 4 }));
  });
});

/** Without its counts: more nodes to choose from are more states. */
const verdictOf = (outcome: string): string => outcome.replace(/^.*steps, (?=can|never)/, '');

test('of nodes that nothing tells apart, one stands for all: the stories come to the same where each of them is a choice', () => {
  const whole: typeof import('./actors/stories') = programWith('test/prove/actors/stories.ts', {
    rule: 'every node is a choice', file: 'src/cluster/scheduler.ts', right: '  if (problem.mergesNodes === 0 || isTouched(n)) return true;\n', wrong: '  if (n >= 0) return true;\n',
  });
  expect(whole.STORIES.map((story) => verdictOf(whole.outcomeOf(story)))).toEqual(STORIES.map((story) => verdictOf(outcomeOf(story))));
});
