import { stableJson } from './json';
import type { Timeline } from '../prove/timeline';

/** A run for machines: every field of the record. */
export function timelineJson(timeline: Timeline): string {
  return stableJson({ formatVersion: '1.0', ...timeline });
}
