/** The revisions of a story, known by their names and by the bytes that they store. */
import type { SetSpec } from './trace-format';
import { Templates } from './trace-templates';

export class RolloutTemplates extends Templates {
  /** @param revisions name and bytes, where they are known, of all that the story speaks of in the order of first sight */
  public constructor(version: string, revisions: ReadonlyMap<string, string | undefined>) {
    const revs = [...revisions].map(([name, data]) => ({ a: name, name, ...data === undefined ? {} : { data } }));
    super({ ver: `v${version}`, name: '', steps: [], revs });
  }

  private readonly known = new Map<string, Map<string, string>>();

  /** In place of an image, a set of a story holds the bytes of its whole template (rollout-objects.ts). */
  protected bytesFor({ img }: SetSpec): string {
    return img;
  }

  /** A sync asks for many names, always the same. */
  protected nameFor(set: string, spec: SetSpec, collisions: number): string {
    const names = this.known.get(spec.img) ?? new Map<string, string>();
    this.known.set(spec.img, names);
    const name = names.get(`${set} ${collisions}`) ?? super.nameFor(set, spec, collisions);
    names.set(`${set} ${collisions}`, name);
    return name;
  }
}
