import type { Report } from './report';

/** What a run, or several shards of one, explored: each shape counts once. */
export function workOf(shapes: readonly (readonly [string, number])[], hits: number): Pick<Report, 'explored' | 'shapes' | 'hits'> {
  const states = new Map(shapes);
  return { explored: [...states.values()].reduce((total, count) => total + count, 0), shapes: states.size, hits: hits + shapes.length - states.size };
}
