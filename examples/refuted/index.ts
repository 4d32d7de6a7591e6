/** A manifest that looks right, and what is found in it. */
export interface Refuted {
  /** The folder, with `broken.yaml`, `fixed.yaml` and the story. */
  readonly name: string;
  readonly story: string;
  /** The rules that are refuted, the telling one first. */
  readonly errors: readonly string[];
  /** What Kubernetes does not promise to such a set: reported, but failing only when asked. */
  readonly limits: readonly string[];
  /** Limits that the fix leaves. */
  readonly remaining: readonly string[];
}

export const REFUTED: readonly Refuted[] = [
  {
    name: 'quorum-ordered',
    story: 'etcd-0 waits for a majority, and the others are not created before etcd-0 is ready',
    errors: ['boot/completes', 'boot/restarts', 'rollout/converges'],
    limits: [],
    remaining: ['availability/quorum'],
  },
  {
    name: 'no-governing-service',
    story: 'every pod is ready, and none finds the others: their names do not resolve',
    errors: ['network/governing-service'],
    limits: ['availability/quorum'],
    remaining: ['availability/quorum'],
  },
  {
    name: 'bad-image-ordered',
    story: 'an image that cannot be pulled is put right, and web-2 stays broken',
    errors: [],
    limits: ['rollout/recovers'],
    remaining: [],
  },
  {
    name: 'rescale-deletes',
    story: 'scaled down and up: cache-2 loses its data, or stays away until the set is touched',
    errors: [],
    limits: ['storage/kept', 'rollout/converges'],
    remaining: [],
  },
];
