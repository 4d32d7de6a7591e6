/**
 * What the constructs tell the prover, on the metadata of the StatefulSet. This is all that the two halves share.
 */

/** What a replica must be able to reach before it becomes ready: one of the values of `ReadinessModel`. */
export const READINESS_ANNOTATION = 'cdk8s-stateful/readiness';

/** `majority` where the members vote: of so many replicas a majority has to stay ready. */
export const QUORUM_ANNOTATION = 'cdk8s-stateful/quorum';

/** Findings that the author accepts: `<rule>: <reason>`, one per line. */
export const ACCEPT_ANNOTATION = 'cdk8s-stateful/accept';

/** What tells one configuration from another, on the pods: see configuration-files.ts. */
export const CONFIGURATION_ANNOTATION = 'cdk8s-stateful/configuration';
