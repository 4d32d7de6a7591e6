import type { Search } from './explore';

/** The strongly connected components of a graph, numbered so that each comes after all that its steps lead to. */
export interface Components {
  /** The component of each state. */
  readonly of: Int32Array;
  /** How many states each component has. */
  readonly size: Int32Array;
}

/** Those of the fair steps: Tarjan's algorithm without recursion, because the depth of the graph is that of the longest run. */
export function componentsOf({ states, edges, edgeStart }: Search): Components {
  const order = new Int32Array(states);
  const low = new Int32Array(states);
  const of = new Int32Array(states).fill(-1);
  const next = edgeStart.slice(0, states);
  const path = new Int32Array(states);
  const waiting = new Int32Array(states);
  const sizes: number[] = [];
  let seen = 0;
  let waitingCount = 0;
  // Most steps lead to states that were found later: from the last one back, what a state leads to is done already, and paths are short.
  for (let root = states - 1; root >= 0; root--) {
    if (order[root] !== 0) continue;
    let length = 0;
    path[length++] = root;
    order[root] = low[root] = ++seen;
    waiting[waitingCount++] = root;
    while (length > 0) {
      const s = path[length - 1];
      if (next[s] < edgeStart[s + 1]) {
        const t = edges[next[s]++];
        if (order[t] === 0) {
          order[t] = low[t] = ++seen;
          waiting[waitingCount++] = t;
          path[length++] = t;
        } else if (of[t] < 0 && order[t] < low[s]) {
          low[s] = order[t];
        }
        continue;
      }
      length--;
      if (length > 0 && low[s] < low[path[length - 1]]) low[path[length - 1]] = low[s];
      if (low[s] !== order[s]) continue;
      let size = 0;
      let t: number;
      do {
        t = waiting[--waitingCount];
        of[t] = sizes.length;
        size++;
      } while (t !== s);
      sizes.push(size);
    }
  }
  return { of, size: Int32Array.from(sizes) };
}

const UNSEEN = 0;
const ON_PATH = 1;
const DONE = 2;

/** Whether fair steps lead round in a circle somewhere: if not, every component is one state. One byte for each state is faster than the components are. */
export function hasCycle({ states, edges, edgeStart }: Search): boolean {
  const seen = new Uint8Array(states);
  const path: number[] = [];
  const next: number[] = [];
  for (let root = states - 1; root >= 0; root--) {
    if (seen[root] !== UNSEEN) continue;
    path.push(root);
    next.push(edgeStart[root]);
    seen[root] = ON_PATH;
    while (path.length > 0) {
      const last = path.length - 1;
      const s = path[last];
      const end = edgeStart[s + 1];
      let edge = next[last];
      while (edge < end && seen[edges[edge]] === DONE) edge++;
      if (edge === end) {
        seen[s] = DONE;
        path.pop();
        next.pop();
        continue;
      }
      const t = edges[edge];
      if (seen[t] === ON_PATH) return true;
      next[last] = edge + 1;
      path.push(t);
      next.push(edgeStart[t]);
      seen[t] = ON_PATH;
    }
  }
  return false;
}
