/** What a comparison set by set would leave out without a word. */
import { asksAbout } from './rollout-answers';
import { setNames } from './rollout-history';
import { metadataOf } from './rollout-objects';
import type { Story } from './rollout-recording';
import { list, object } from '../src/manifest/admission/values';

export interface Stray {
  readonly index: number;
  readonly why: string;
}

/** Objects and events of sets that are not in the recording, and sets that were made and are not there. */
export function strayRows(story: Story): Stray[] {
  return [...strayObjects(story), ...unmadeObjects(story)];
}

const KINDS = ['StatefulSet', 'Pod', 'PersistentVolumeClaim', 'ControllerRevision'];

/** Changes of objects that were never made, or are gone: then the recording is not whole. */
function unmadeObjects({ rows }: Story): Stray[] {
  const living = new Set<string>();
  return rows.flatMap(({ type, kind, obj }, index): Stray[] => {
    if (obj === undefined || !KINDS.includes(kind)) return [];
    const uid = String(metadataOf(obj).uid);
    const isKnown = living.has(uid);
    if (type === 'DELETED') living.delete(uid); else living.add(uid);
    return isKnown === (type !== 'ADDED') ? [] : [{ index, why: isKnown ? 'it was there before' : 'it was never made' }];
  });
}

function strayObjects(story: Story): Stray[] {
  const sets = setNames(story);
  return story.rows.flatMap(({ obj, cmd, out = '' }, index): Stray[] => {
    if (/\brollout status\b/.test(cmd ?? '') && !sets.some((set) => asksAbout(set, cmd))) return [{ index, why: 'a rollout status of another set' }];
    if (cmd !== undefined) {
      const made = [...out.matchAll(/^statefulset\.apps\/(\S+) created/gm)].map(([, set]) => set);
      return made.filter((set) => !sets.includes(set)).map((set) => ({ index, why: `set ${set} was made` }));
    }
    const owners = list(metadataOf(obj!), 'ownerReferences').filter(({ kind }) => kind === 'StatefulSet').map(({ name }) => String(name));
    const about = object(obj!, 'involvedObject');
    const named = about.kind === 'StatefulSet' ? [...owners, String(about.name)] : owners;
    return named.filter((set) => !sets.includes(set)).map((set) => ({ index, why: `set ${set} is not recorded` }));
  });
}
