import { readProvable, type Provable } from './provable';
import { replay } from '../prove';
import type { ClusterOptions } from '../prove/where';
import { SNAPSHOT_START, timelineSnapshot } from '../report/timeline-snapshot';

/**
 * The run of a scenario as text for `toMatchSnapshot()`. Where a chart has more than one StatefulSet, `set` names the one; `options` choose the
 * cluster.
 */
export function timeline(provable: Provable, scenario: string, set?: string, options: ClusterOptions = {}): string {
  return timelineSnapshot(replay(readProvable(provable).input, { ...options, scenario, ...(set === undefined ? {} : { set }) }));
}

/** Prints these texts as they are: quotes and escapes around a hundred lines help nobody. */
export const timelineSerializer = {
  test: (value: unknown): boolean => typeof value === 'string' && SNAPSHOT_START.test(value),
  serialize: (value: unknown): string => value as string,
};
