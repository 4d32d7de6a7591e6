/**
 * Matchers for jest, registered by importing this module:
 *
 *     import { timeline } from 'cdk8s-stateful/jest';
 *
 *     expect(chart).toBeProved();
 *     expect(chart).not.toBeRefutedBy('1Ca7cQQEAAAEUh1WSAAEmAiABKQIy9Lm1Q');
 *     expect(timeline(chart, 'roll-image')).toMatchSnapshot();
 */
import { timelineSerializer } from './timeline';
import { toBeProved } from './to-be-proved';
import { toBeRefutedBy } from './to-be-refuted-by';
import type { ProveOptions, TokenOptions } from '../prove';

export { timeline, timelineSerializer } from './timeline';
export { toBeProved } from './to-be-proved';
export { toBeRefutedBy } from './to-be-refuted-by';
export type { Provable } from './provable';
export type { ProveOptions, TokenOptions } from '../prove';
export type { KubernetesOptions } from '../prove/kubernetes';
export type { ClusterOptions } from '../prove/where';

interface Expect {
  extend(matchers: { readonly toBeProved: typeof toBeProved; readonly toBeRefutedBy: typeof toBeRefutedBy }): void;
  addSnapshotSerializer(serializer: typeof timelineSerializer): void;
}

// jsii lets a package name no peer that is not itself a jsii package, so jest is the one of whoever runs the test: the global, and without
// globals (`injectGlobals: false`) the module that jest provides under this name to every file that runs in it.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const expectation: Expect = (globalThis as { expect?: Expect }).expect ?? require('@jest/globals').expect;
expectation.extend({ toBeProved, toBeRefutedBy });
expectation.addSnapshotSerializer(timelineSerializer);

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    interface Matchers<R, T> {
      /** Every guarantee of every StatefulSet is proved. With `not`: at least one is refuted. */
      toBeProved(options?: ProveOptions): R;
      /** The run of this token breaks a guarantee. With `not`: it is no longer possible, or breaks nothing. */
      toBeRefutedBy(token: string, options?: Omit<TokenOptions, 'token'>): R;
    }
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> {
    /** Every guarantee of every StatefulSet is proved. With `not`: at least one is refuted. */
    toBeProved(options?: ProveOptions): R;
    /** The run of this token breaks a guarantee. With `not`: it is no longer possible, or breaks nothing. */
    toBeRefutedBy(token: string, options?: Omit<TokenOptions, 'token'>): R;
  }
}
