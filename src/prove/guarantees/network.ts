import { NAMES_NEVER, READY_SELF } from '../../cluster/problem';
import { UNRESOLVED } from '../causes';
import { Guarantee } from './guarantee';

/** Addresses of pods that are not ready are not in DNS unless the Service says so (kubernetes#66234, #92559). */
export const PEERS: Guarantee = {
  id: 'network/peers',
  title: 'a pod finds the peers by name that it needs to become ready',
  cause: UNRESOLVED,
  shownIn: ['bootstrap', 'restart-all'],
  notPromised: ({ readiness }) => readiness.model === READY_SELF ? 'no pod needs another to become ready'
    : readiness.peersByName ? undefined : 'its pods find each other by address',
  explain: ({ name, problem, manifest: { object } }) => ({
    severity: 'error',
    message: `the pods of ${name} wait for each other's names, which do not resolve before they are ready`,
    reason: problem.names === NAMES_NEVER ? 'serviceName leads to no headless Service that selects these pods, so they have no names of their own'
      : `the Service ${object.spec.serviceName} gives out the addresses of ready pods only, and none can become ready without its peers`,
    advice: problem.names === NAMES_NEVER ? 'write a headless Service (clusterIP: None) of that name, with the selector of the set and publishNotReadyAddresses: true'
      : `write publishNotReadyAddresses: true in the Service ${object.spec.serviceName}; clients get a second Service that gives out ready pods only`,
    path: ['spec', 'serviceName'],
    ending: 'every process runs, and none is ready: their peers have no names',
  }),
};
