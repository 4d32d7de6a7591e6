/*
 * The practical limit that `npm run bench` measures the explorer against: one family of problems, written by hand for nothing else, exact.
 *
 * A set under OrderedReady whose pods do not exist yet, one template, no claims, faults, and caches that may lag object by object: the graph of
 * src/cluster for {...ORDINARY, slots: REPLICAS, claims: 0, replicas: REPLICAS, settled: false, faults: FAULTS, staleCaches: STALE, leftovers: false}
 * (test/cluster/problems.ts). With one template and as many slots as replicas a sync makes at most one write, so it cannot be interrupted between two;
 * there is nothing to roll, no status to write and so none that conflicts. The order of the rules is that of src/cluster/step.ts: successorsOf.
 *
 * gcc -O3 -DREPLICAS=5 -DFAULTS=3 -DSTALE=1 explorer.c -o explorer && ./explorer
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#if REPLICAS < 1 || REPLICAS > 10 || FAULTS < 0 || FAULTS > 7
#error "a state has room for 1 to 10 replicas and 0 to 7 faults"
#endif

/* Everything that a pod can be: its phase, whether it is ready and whether it has a deletionTimestamp, which takes its readiness. */
enum { ABSENT, PENDING, SCHEDULED, RUNNING, READY, SCHEDULED_TERMINATING, RUNNING_TERMINATING, FAILED };

/*
 * A state. Of ordinal i, three bits from 6 * i are its pod at the API server, and three more are what the cache shows of it, or 0 where caches are
 * fresh. Bits 60 to 62 are the faults that may still happen. Bit 63 is always 1, so that 0 is an empty place of the table.
 */
typedef uint64_t State;
#define PAIR 6
#define ONE_FAULT ((State)1 << 60)
#define STATE ((State)1 << 63)
#define LEFT(s) ((s) >> 60 & 7)
#define POD(s, i) ((s) >> PAIR * (i) & 7)
#define SEEN(s, i) ((s) >> (PAIR * (i) + (STALE ? 3 : 0)) & 7)

/* What becomes of a pod that is deleted: without a node or failed it goes at once, else it is told to end (apiserver.ts:deletePod). */
static int deleted(int pod) {
  switch (pod) {
    case PENDING: case FAILED: return ABSENT;
    case SCHEDULED: return SCHEDULED_TERMINATING;
    case RUNNING: case READY: return RUNNING_TERMINATING;
    default: return pod;
  }
}

/* All steps of one ordinal by itself, as what they change of its six bits: first those that just happen, then the faults. */
typedef struct { uint8_t free, faults, change[2], fault[4]; } Steps;
static Steps stepsOf[1 << PAIR];

static void findSteps(int pod, int seen) {
  Steps *steps = &stepsOf[pod | seen << 3];
  if (STALE && pod != seen) steps->change[steps->free++] = (pod ^ seen) << 3;
  switch (pod) {
    case PENDING: steps->change[steps->free++] = pod ^ SCHEDULED; break;
    case SCHEDULED: steps->change[steps->free++] = pod ^ RUNNING; break;
    case RUNNING: steps->change[steps->free++] = pod ^ READY; break;
    case SCHEDULED_TERMINATING: case RUNNING_TERMINATING: steps->change[steps->free++] = pod ^ ABSENT; break;
  }
  if (pod == ABSENT || deleted(pod) == pod) return;
  if (pod == READY) {
    /* A probe fails; a container crashes. */
    steps->fault[steps->faults++] = pod ^ RUNNING;
    steps->fault[steps->faults++] = pod ^ RUNNING;
  }
  if (pod == SCHEDULED || pod == RUNNING || pod == READY) steps->fault[steps->faults++] = pod ^ FAILED;
  steps->fault[steps->faults++] = pod ^ deleted(pod);
}

/* One sync looks up to the first ordinal that is not ready. It makes one write or none, and the API server may refuse it (statefulset.ts, faults.ts). */
static inline State *sync(State s, State *out) {
  int i = 0;
  while (i < REPLICAS && SEEN(s, i) == READY) i++;
  if (i == REPLICAS || (SEEN(s, i) != ABSENT && SEEN(s, i) != FAILED)) return out;
  State pod = POD(s, i);
  State after = SEEN(s, i) == FAILED ? (State)deleted(pod) : pod == ABSENT ? PENDING : pod;
  if (after != pod) *out++ = s ^ (pod ^ after) << PAIR * i;
  if (LEFT(s)) *out++ = s - ONE_FAULT;
  return out;
}

/* Writes as many steps as there can be, and keeps as many as there are: no branch to guess wrong. */
static inline State *successors(State s, State *out) {
  out = sync(s, out);
  State spent = s - ONE_FAULT;
  int mayFail = LEFT(s) > 0;
  for (int i = 0; i < REPLICAS; i++) {
    const Steps *steps = &stepsOf[s >> PAIR * i & 63];
    out[0] = s ^ (State)steps->change[0] << PAIR * i;
    out[1] = s ^ (State)steps->change[1] << PAIR * i;
    out += steps->free;
    if (!FAULTS) continue;
    for (int k = 0; k < 4; k++) out[k] = spent ^ (State)steps->fault[k] << PAIR * i;
    out += steps->faults * mayFail;
  }
  return out;
}

/* Every state once: in the order in which they were found, which is the queue, and in an open table, which finds them. */
static State *queue, *table;
static size_t states, room;
static int bits;
#define PLACE(s) ((s) * 0x9e3779b97f4a7c15u >> (64 - bits))

static void *orDie(void *memory) {
  if (memory == NULL) { fputs("no memory\n", stderr); exit(1); }
  return memory;
}

static inline void insert(State s) {
  size_t at = PLACE(s);
  while (table[at]) {
    if (table[at] == s) return;
    at = (at + 1) & (((size_t)1 << bits) - 1);
  }
  table[at] = queue[states++] = s;
}

static void reserve(size_t more) {
  while (states + more > room) queue = orDie(realloc(queue, (room *= 2) * sizeof(State)));
  if ((states + more) * 8 <= (size_t)5 << bits) return;
  while ((states + more) * 8 > (size_t)5 << bits) bits++;
  free(table);
  table = orDie(calloc((size_t)1 << bits, sizeof(State)));
  size_t found = states;
  for (states = 0; states < found;) insert(queue[states]);
}

/* Each batch finds its successors before any of them is looked up, so that the table is on its way from memory meanwhile. */
#define BATCH 64
static State found[BATCH * (6 * REPLICAS + 8)];

int main(void) {
  for (int pod = ABSENT; pod <= FAILED; pod++) for (int seen = ABSENT; seen <= (STALE ? FAILED : ABSENT); seen++) findSteps(pod, seen);
  room = (size_t)1 << 16;
  queue = orDie(malloc(room * sizeof(State)));
  reserve(1);
  insert(STATE | FAULTS * ONE_FAULT);
  size_t expanded = 0, transitions = 0;
  while (expanded < states) {
    size_t last = states - expanded < BATCH ? states : expanded + BATCH;
    State *end = found;
    for (; expanded < last; expanded++) {
      State *from = end;
      end = successors(queue[expanded], end);
      for (; from < end; from++) __builtin_prefetch(&table[PLACE(*from)], 1);
    }
    transitions += end - found;
    reserve(end - found);
    for (State *s = found; s < end; s++) insert(*s);
  }
  printf("%zu states, %zu transitions\n", states, transitions);
  return 0;
}
