/** The revisions of a story, known by their names and by the bytes that they store. */
import type { SetSpec } from './trace-format';
import { Templates } from './trace-templates';

export class RolloutTemplates extends Templates {
  /** @param revisions name and bytes, where they are known, of all that the story speaks of in the order of first sight */
  public constructor(version: string, revisions: ReadonlyMap<string, string | undefined>) {
    const revs = [...revisions].map(([name, data]) => ({ a: name, name, ...data === undefined ? {} : { data } }));
    super({ ver: `v${version}`, name: '', steps: [], revs });
  }

  /** In place of an image, a set of a story holds the bytes of its whole template (rollout-objects.ts). */
  protected bytesFor({ img }: SetSpec): string {
    return img;
  }
}
