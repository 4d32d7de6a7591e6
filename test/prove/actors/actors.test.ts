import { MUTANTS } from './mutants';
import { STORIES, outcomeOf } from './stories';
import { programWith } from '../../../conformance/mutants/program';

/**
 * Goal: the actors around the controller do what upstream's do, in small problems about one rule each, and a model in which one of these rules is broken comes to
 * something else in one of them.
 */
const TOLD = new Map(STORIES.map((story) => [story.title, outcomeOf(story)]));

test('what comes of each story: looked at once, and a change of one is a change of an actor', () => {
  expect([...TOLD].map(([title, outcome]) => `${title}: ${outcome}`)).toMatchInlineSnapshot(`
[
  "free nodes take every pod: 11 states, 13 steps, can end well",
  "required anti-affinity by node needs a node for each: 3 states, 2 steps, never ends well, cause 3 after 2",
  "required anti-affinity by node is met by as many nodes: 8 states, 9 steps, can end well",
  "required anti-affinity by zone needs a zone for each: 5 states, 4 steps, never ends well, cause 3 after 2",
  "no more pods than a node has room for: 3 states, 2 steps, never ends well, cause 3 after 2",
  "a node that is not eligible takes none: 2 states, 1 steps, never ends well, cause 3 after 1",
  "a zonal volume ties its pod to its zone: 21 states, 26 steps, can end well",
  "a constraint by zone spreads pods over two zones: 37 states, 50 steps, can end well",
  "a domain that cannot be had still counts: 3 states, 2 steps, never ends well, cause 3 after 2",
  "fewer domains than minDomains: one pod in each at most: 3 states, 2 steps, never ends well, cause 3 after 2",
  "static volumes take one claim each: 5 states, 4 steps, never ends well, cause 2 after 2",
  "static volumes bound at once can tie two pods to one node (kubernetes#122257): 16 states, 17 steps, can end well, cause 3 after 3",
  "static volumes bound with the pod do not: 11 states, 12 steps, can end well",
  "no class, no volume: 1 states, 0 steps, never ends well, cause 2 after 0",
  "a lost node keeps its pods Terminating (kubernetes#54368): 73 states, 103 steps, can end well, cause 1 after 3",
  "pods that tolerate it for ever are not even deleted: 17 states, 22 steps, can end well, cause 1 after 2",
  "a second node is lost: 1183 states, 3228 steps, can end well, cause 1 after 3",
  "force deletion leaves a process, and its volume is had after six minutes (kubernetes#53059): 461 states, 979 steps, can end well, identity/at-most-one after 6, storage/single-writer after 7, cause 1 after 3",
  "a volume that all nodes may have waits for nobody: 327 states, 680 steps, can end well, identity/at-most-one after 5, storage/single-writer after 5, cause 1 after 3",
  "a deleted node gives its pods to the garbage collector: 140 states, 216 steps, can end well, identity/at-most-one after 8, storage/single-writer after 8, cause 1 after 3",
  "a node out of service gives up terminating pods: 425 states, 861 steps, can end well, identity/at-most-one after 9, storage/single-writer after 9, cause 1 after 3",
  "a node out of service evicts also those that tolerate its silence: 369 states, 775 steps, can end well, identity/at-most-one after 9, storage/single-writer after 9, cause 1 after 2",
  "without a grace period an eviction is a force deletion (kubernetes#120671): 310 states, 646 steps, can end well, identity/at-most-one after 7, storage/single-writer after 7",
  "a majority engine does not count who cannot be reached: 47 states, 78 steps, can end well, order/create after 7, cause 1 after 4",
  "members that remember their peers, and a node returns: 28 states, 34 steps, can end well, cause 1 after 3",
  "no budget: every pod goes: 31 states, 40 steps, can end well, availability/quorum after 2",
  "drains one after another without a budget: 1116 states, 2890 steps, can end well, availability/quorum after 6, order/create after 7",
  "a budget holds the second drain back: 266 states, 445 steps, can end well",
  "maxUnavailable 0 blocks: 5 states, 4 steps, can end well, cause 4 after 1",
  "minAvailable of all blocks: 5 states, 4 steps, can end well, cause 4 after 1",
  "minAvailable of one lets one go: 375 states, 900 steps, can end well, availability/quorum after 2",
  "a pod that does not run yet may always be evicted: 70 states, 104 steps, can end well, cause 4 after 9",
  "percentages are rounded up: 51 % of 2 are 2: 5 states, 4 steps, can end well, cause 4 after 1",
  "percentages are rounded up: 1 % of 2 are 1: 31 states, 40 steps, can end well, availability/quorum after 2",
  "unhealthy pods may always be evicted: 502 states, 1217 steps, never ends well, availability/quorum after 2",
  "unhealthy pods of a healthy set may be evicted: 397 states, 995 steps, can end well, availability/quorum after 2, order/create after 5",
  "two budgets block: 5 states, 4 steps, can end well, cause 4 after 1",
  "no room elsewhere: pods come back when the drain has ended: 18 states, 20 steps, can end well, availability/quorum after 2",
  "a process without grace outlives its pod: 298 states, 750 steps, can end well, identity/at-most-one after 6, availability/quorum after 2",
  "a majority that finds itself by names needs them published: 65 states, 145 steps, never ends well, order/create after 1, cause 5 after 10",
  "a majority whose names are published: 99 states, 220 steps, can end well, order/create after 1",
  "a standby needs the name of a ready primary: 11 states, 10 steps, can end well",
  "a standby whose primary has no name: 10 states, 9 steps, never ends well, cause 5 after 9",
  "a chain of members, by name: 16 states, 15 steps, can end well",
  "members that wait for their peers of the last run, one by one: 21 states, 22 steps, can end well, cause 0 after 6",
  "members that wait for their peers of the last run, all at once: 206 states, 513 steps, can end well, order/create after 3",
  "a crashed member without a volume still knows its peers: 16 states, 22 steps, can end well",
  "members without a volume forget their peers: 24 states, 28 steps, can end well",
  "a set deleted in the background: 270 states, 687 steps, can end well, cause 6 after 4",
  "a set deleted in the foreground: 277 states, 696 steps, can end well, cause 6 after 5",
  "a set made again finds the names taken: 289 states, 695 steps, can end well",
  "a set deleted in the foreground and made again: 72 states, 141 steps, can end well",
  "orphans are adopted: 69 states, 134 steps, can end well",
  "claims are deleted by hand: 93 states, 194 steps, can end well, cause 7 after 6",
  "claims of static volumes are deleted by hand: 244 states, 432 steps, can end well",
  "claims made again bind to volumes of others, once these are made available with their data (kubernetes#128459): 583 states, 1155 steps, can end well, storage/sticky after 12, order/create after 5, cause 2 after 8",
  "the policy changes while a pod goes: 22 states, 35 steps, can end well, storage/kept after 5, availability/quorum after 2",
  "an autoscaler under whenScaled: Delete: 32 states, 69 steps, can end well, storage/kept after 4, availability/quorum after 2",
  "up to 1.33 the collector deletes what was taken back: 108 states, 206 steps, can end well, storage/kept after 7, availability/quorum after 3",
  "from 1.34 it does not: 92 states, 184 steps, can end well, storage/kept after 7, availability/quorum after 3",
  "writes are refused: 994 states, 3358 steps, can end well, order/create after 1",
]
`);
});

test.each(MUTANTS)('it shows when %s', (rule, { file, right, wrong }) => {
  const broken: typeof import('./stories') = programWith('test/prove/actors/stories.ts', { rule, file: `src/${file}`, right, wrong });
  const differs = broken.STORIES.find((story) => {
    try {
      return broken.outcomeOf(story) !== TOLD.get(story.title);
    } catch {
      return true;
    }
  });
  expect(differs?.title).toBeDefined();
});
