import { always, type Actor } from './actor';
import type { Problem } from '../../cluster/problem';

// The controller, its cache, and what can go wrong with a sync: the twins of controller() in src/cluster/step.ts, of cache.ts and of the last part of faults.ts.

/** What a sync can come to, and the two ways in which it is taken. */
const controller = ({ staleCaches }: Problem): string => String.raw`
${staleCaches ? String.raw`\* Where the cache lags, a status conflicts with any version that the cache does not show, also with one that only counts. Such versions are no state here, so any may.
Syncs ==
  LET sync == Sync(EveryWrite, Nothing)
      statusIsLast == sync.writes # <<>> /\ sync.writes[Len(sync.writes)] = <<"update status", 0>>
  IN  {sync} \union IF statusIsLast THEN {Sync(EveryWrite, <<"update status", 0>>)} ELSE {}
` : String.raw`Syncs == {Sync(EveryWrite, Nothing)}
`}
SomeSync == (\E sync \in Syncs : Take(sync)) /\ UNCHANGED <<edit, faults>>

\* The controller takes the set from its queue.
Controller == queued /\ SomeSync

\* WF_vars(Controller), with what it means to be enabled written out: TLC would compute a sync many times over to find out.
WouldChange(sync) == sync.now # Now${staleCaches ? String.raw` \/ CacheAfter(sync) # cache` : ''}
ControllerIsEnabled == queued /\ \E sync \in Syncs : WouldChange(sync)
FairController == []<>~ControllerIsEnabled \/ []<><<Controller>>_vars
`;

export const CONTROLLER_ACTORS: readonly Actor[] = [
  { name: 'Controller', each: 'set', fair: true, fairness: 'FairController', acts: always, text: controller },
  {
    name: 'Resync',
    each: 'set',
    fair: false,
    acts: ({ workQueue }) => workQueue,
    text: () => String.raw`
\* A sync that no event asked for: the informers' resync, or a wake-up that came late.
Resync == ~queued /\ SomeSync
`,
  },
  {
    name: 'CacheOfPod',
    each: 'ordinal',
    fair: true,
    acts: ({ staleCaches }) => staleCaches,
    text: () => String.raw`
\* The controller's cache catches up with one pod, or with the set.
CacheOfPod(i) ==
  /\ cache.pods[i] # pods[i] \/ i \in cache.unseenPods
  /\ cache' = [cache EXCEPT !.pods[i] = pods[i], !.unseenPods = @ \ {i}]
  /\ Become(Wake([Now EXCEPT !.claims[i].owner = IF @ = "unseen" THEN "gone" ELSE @]))
  /\ UNCHANGED <<edit, faults>>
`,
  },
  {
    name: 'CacheOfSet',
    each: 'set',
    fair: true,
    acts: ({ staleCaches }) => staleCaches,
    text: () => String.raw`
CacheOfSet ==
  /\ cache.set # set \/ cache.unseenSet
  /\ cache' = [cache EXCEPT !.set = set, !.unseenSet = FALSE]
  /\ Become(Wake(Now))
  /\ UNCHANGED <<edit, faults>>
`,
  },
  {
    name: 'SyncInterrupted',
    each: 'set',
    fair: false,
    acts: ({ faults }) => faults !== 0,
    text: () => String.raw`
\* A fault: the sync ends after some of its writes, because the controller restarts. Whoever starts next has every set in its queue.
SyncInterrupted ==
  /\ Spend
  /\ \E made \in 1 .. Len(Sync(EveryWrite, Nothing).writes) - 1 : Take(Requeue(Sync(made, Nothing)))
  /\ UNCHANGED edit
`,
  },
  {
    name: 'WriteRefused',
    each: 'set',
    fair: false,
    // A Parallel set goes on with its batch, which depends on how many there are: none of this in a window for every replica count.
    acts: ({ faults }) => faults > 0,
    text: () => String.raw`
\* A fault: the API server refuses one write of a sync: an error, a quota, a webhook.
Range(list) == {list[n] : n \in DOMAIN list}

WriteRefused ==
  /\ Spend
  /\ \E write \in Range(Sync(EveryWrite, Nothing).writes) : write[1] # ClaimIsBeingDeleted /\ Take(Sync(EveryWrite, write))
  /\ UNCHANGED edit
`,
  },
];

/** The actions by which a sync changes anything, as the guarantees ask. */
export const SYNCS: readonly string[] = ['Controller', 'Resync', 'SyncInterrupted', 'WriteRefused'];
