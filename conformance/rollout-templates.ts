/** Templates of a story, as the small numbers that the model knows them by: each is known by the name of its revision, which hashes its bytes. */
import type { SetSpec } from './trace-format';
import { Templates } from './trace-templates';

export class RolloutTemplates extends Templates {

  /** @param revisions the names of all that the story speaks of, in the order of first sight */
  public constructor(version: string, private readonly revisions: readonly string[]) {
    super({ ver: `v${version}`, name: '', steps: [], revs: revisions.map((name) => ({ a: name, name })) });
  }

  /** In place of an image, a recorded set holds the name of the revision that its template makes (rollout-objects.ts). */
  public aliasesFor(_set: string, { img }: SetSpec): string[] {
    return this.revisions.includes(img) ? [img] : [];
  }

  /** The revision of a template, or a word for one that no object holds. */
  public revisionAt(template: number): string {
    return this.revisions[template] ?? 'a revision that is never stored';
  }
}
