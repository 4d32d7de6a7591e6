import { type MessagePort, receiveMessageOnPort } from 'worker_threads';
import { type Claims, hasFailed } from './claims';
import type { ShapeOutcome } from '../../prove/explore-shape';
import { outcomeIn } from '../../prove/outcome-text';
import type { Shape } from '../../prove/shape';
import type { Bounds } from '../bounds';

/** What helpers are to do: explore those of the shapes that are free, in this order. */
export interface HelpersTask {
  readonly helpers: number;
  readonly shapes: readonly Shape[];
  readonly claims: Claims;
  readonly bounds: Bounds;
}

/** One explored shape, as a helper hands it over. */
export interface Explored {
  readonly shape: number;
  /** See `outcomeText`. */
  readonly outcome: string;
  readonly whole: boolean;
}

export interface Helpers {
  /** What a helper has found out about a shape, if one has finished it. Does not wait. */
  readonly outcomeOf: (shape: number) => ShapeOutcome | undefined;
  readonly hasFailed: (shape: number) => boolean;
}

/** Listens to helpers without an event loop: the proof is one long call, and what has arrived is taken from the ports when it is asked for. */
export function helpersAt(ports: readonly MessagePort[], claims: Claims): Helpers {
  const explored = new Map<number, Explored>();
  const receive = () => {
    for (const port of ports) {
      for (let message = receiveMessageOnPort(port); message !== undefined; message = receiveMessageOnPort(port)) {
        const found = message.message as Explored;
        explored.set(found.shape, found);
      }
    }
  };
  return {
    outcomeOf: (shape) => {
      receive();
      const found = explored.get(shape);
      return found && { outcome: outcomeIn(found.outcome), whole: found.whole };
    },
    hasFailed: (shape) => hasFailed(claims, shape),
  };
}
