export * from './constructs/anti-affinity';
export * from './constructs/claim-retention';
export * from './constructs/disruption-budget';
export * from './constructs/governing-service';
export * from './constructs/readiness-model';
export * from './constructs/stateful-workload';
export * from './constructs/topology-spread';
export { RollingUpdateOptions, UpdateStrategy } from './constructs/update-strategy';
export * from './constructs/volume-claim-template';
