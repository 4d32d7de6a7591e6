/**
 * The revisions of a trace as small numbers: of their names, of the bytes they store and of what those mean.
 *
 * A revision's name is a hash of its bytes, so which of them is the one of a template is known without looking at what upstream did. Of a template,
 * recorded scenarios change the image and the labels only.
 */
import type { Revision, SetObject, SetSpec, Trace } from './trace-format';
import { byListing } from './trace-names';
import type { ClusterState } from './trace-state';
import { NO_REVISION } from '../src/cluster/fields';
import { adoptionOrder, meaningOf, revisionNamed } from '../src/cluster/world';
import type { JsonObject } from '../src/manifest/objects';
import { revisionData, revisionHash } from '../src/manifest/revision-name';

/** What `collide` stores under a name that it takes. */
const OF_NOBODY = '{"spec":{"template":{"$patch":"replace"}}}';

/** After so many clashes of names in one sync, no further name is looked up. */
const NAMES = 16;
/** Up to 1.33 the bytes of a template begin its metadata with this. It means nothing. */
const TIMESTAMP = '"creationTimestamp":null,';

/** The bytes that the action `collide` stores under another's name. */
const IN_THE_WAY = '{"spec":{"template":{"$patch":"replace"}}}';

export class Templates {
  private readonly numbers = new Map<string, number>();
  private readonly aliases: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly aliasOfName = new Map<string, string>();
  private readonly stored = new Map<string, string>();
  private readonly bytesNumbers = new Map<string, number>();
  private readonly meanings = new Map<string, number>();
  /** The numbers of revisions, in the order of their names. The last is that of the one that upstream never made. */
  private readonly byName: readonly number[];
  private readonly named = new Map<string, readonly number[]>();
  private readonly bytesOfTemplates = new Map<string, string>();
  private readonly version: string;

  public constructor(trace: Trace) {
    this.version = trace.ver.replace('v', '');
    for (const { a, name, data } of trace.revs ?? []) {
      this.numbers.set(a, this.aliases.length);
      this.aliases.push(a);
      this.names.set(a, name);
      this.aliasOfName.set(name, a);
      // A recording keeps what it first saw under a name. What is put in the way of a name may go, and the one that belongs there come.
      if (data !== undefined && data !== IN_THE_WAY) this.stored.set(a, data);
    }
    this.byName = [...this.aliases.keys()].sort((a, b) => byListing(this.nameOf(this.aliases[a]), this.nameOf(this.aliases[b]))).concat(this.aliases.length);
  }

  /** One more than there are revisions: for one that upstream never made. */
  public get count(): number {
    return this.aliases.length + 1;
  }

  public nameOf(alias: string): string {
    return this.names.get(alias) ?? '';
  }

  /** The number of a revision's name; of no name, `NO_REVISION`. */
  public of(alias: string | undefined): number {
    if (alias === undefined || alias === '') return NO_REVISION;
    const number = this.numbers.get(alias);
    if (number === undefined) throw new Error(`the trace does not say what revision ${alias} is`);
    return number;
  }

  /** What a recording calls the revision of this number. */
  public aliasAt(number: number): string {
    return this.aliases[number] ?? (number === NO_REVISION ? '' : 'a revision that upstream never made');
  }

  /** Tells the model which revision each name is that the set's template could get. */
  public use({ n, spec }: SetObject): void {
    this.namedBy(n, spec).forEach((number, collisions) => { revisionNamed[collisions] = number; });
    this.byName.forEach((number, k) => { adoptionOrder[k] = number; });
  }

  /** The number of the bytes that the set's template makes. */
  public wantedBytes({ spec }: SetObject): number {
    return this.numberOfBytes(this.bytesFor(spec));
  }

  /** The revision that a sync makes for this spec where nothing clashes. */
  public wanted(set: string, spec: SetSpec): number {
    return this.namedBy(set, spec)[0];
  }

  /** The template that a revision of this number holds (stateful_set_utils.go:ApplyRevision). One that was never stored is the set's own. */
  public templateOf(number: number, { spec }: SetObject): JsonObject {
    const stored = this.stored.get(this.aliases[number]) ?? this.bytesFor(spec);
    return (JSON.parse(stored) as { spec: { template: JsonObject } }).spec.template;
  }

  /** The number of the bytes that a revision stores. What is in the way of a name stores others than belong to it. */
  public bytesOf(revision: Revision, { origins }: ClusterState): number {
    return this.numberOfBytes(origins.of(revision).collides ? OF_NOBODY : this.stored.get(revision.n) ?? revision.n);
  }

  /** The revisions that have the names which the template of this spec gets, by the number of clashes. */
  private namedBy(set: string, spec: SetSpec): readonly number[] {
    const key = this.keyOf(set, spec);
    const known = this.named.get(key) ?? Array.from({ length: NAMES }, (_, collisions) => {
      const alias = this.aliasOfName.get(this.nameFor(set, spec, collisions));
      if (alias !== undefined && !this.stored.has(alias)) this.stored.set(alias, this.bytesFor(spec));
      return alias === undefined ? this.aliases.length : this.of(alias);
    });
    this.named.set(key, known);
    return known;
  }

  private keyOf(set: string, { img, tlbl }: SetSpec): string {
    return `${set} ${img} ${tlbl === undefined ? '' : JSON.stringify(tlbl)}`;
  }

  /** The name that the revision of a template gets after so many clashes. */
  protected nameFor(set: string, spec: SetSpec, collisions: number): string {
    return `${set}-${revisionHash(this.bytesFor(spec), collisions)}`;
  }

  /** The bytes of the revision of a template: of one that recorded scenarios make. */
  protected bytesFor(spec: SetSpec): string {
    const { img, tlbl = {} } = spec;
    const key = this.keyOf('', spec);
    const known = this.bytesOfTemplates.get(key) ?? revisionData(this.version, { metadata: { labels: tlbl }, spec: { containers: [{ name: 'c', image: img }] } });
    this.bytesOfTemplates.set(key, known);
    return known;
  }

  private numberOfBytes(text: string): number {
    const number = intern(this.bytesNumbers, text);
    meaningOf[number] = intern(this.meanings, text.replace(TIMESTAMP, ''));
    return number;
  }
}

function intern(numbers: Map<string, number>, text: string): number {
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
}
