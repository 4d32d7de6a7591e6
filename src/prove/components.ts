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
