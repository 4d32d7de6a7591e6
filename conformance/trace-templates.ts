/**
 * The revisions of a trace as the small numbers that the model knows templates by.
 *
 * Which revision is that of a template, its name says: a hash of the template's bytes. Of a template, recorded scenarios change the image and the
 * labels only, so the bytes can be made here.
 */
import type { SetSpec, Trace } from './trace-format';

export class Templates {
  private readonly index = new Map<string, number>();
  private readonly aliasOf = new Map<string, string>();
  private readonly names = new Map<string, string>();

  public constructor(trace: Trace) {
    for (const { a, name } of trace.revs ?? []) {
      this.index.set(a, this.index.size);
      this.aliasOf.set(name, a);
      this.names.set(a, name);
    }
  }

  /** Two more than there are revisions: that of a sync that fails before it has stored what it wants, and that of a pod whose label is lost. */
  public get count(): number {
    return this.index.size + 2;
  }

  public nameOf(alias: string): string {
    return this.names.get(alias) ?? '';
  }

  public of(alias: string | undefined): number {
    if (alias === undefined) return this.index.size + 1;
    const index = this.index.get(alias);
    if (index === undefined) throw new Error(`the trace does not say what revision ${alias} is`);
    return index;
  }

  /** The revisions that hold this template, hash collisions apart: none where it is never stored, two where stored bytes were rewritten. */
  public aliasesFor(set: string, spec: SetSpec): string[] {
    return TIMESTAMPS.map((timestamp) => this.aliasOf.get(`${set}-${hash(`${bytes(spec, timestamp)}0`)}`)).filter((alias) => alias !== undefined);
  }

  public wanted(set: string, spec: SetSpec): number {
    const [alias] = this.aliasesFor(set, spec);
    return alias === undefined ? this.index.size : this.of(alias);
  }
}

/** Since 1.34 the bytes have no creationTimestamp any more; before, it was null. */
const TIMESTAMPS = ['', '"creationTimestamp":null,'];

function bytes({ img, tlbl = {} }: SetSpec, timestamp: string): string {
  const labels = JSON.stringify(Object.fromEntries(Object.entries(tlbl).sort(([a], [b]) => a < b ? -1 : 1)));
  const container = `{"image":"${img}","imagePullPolicy":"Always","name":"c","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}`;
  const pod = `{"containers":[${container}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler",`
    + '"securityContext":{},"terminationGracePeriodSeconds":30}';
  return `{"spec":{"template":{"$patch":"replace","metadata":{${timestamp}"labels":${labels}},"spec":${pod}}}}`;
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1 of 32 bits, in decimal, each digit in the letters that upstream takes for safe (rand.SafeEncodeString). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  // eslint-disable-next-line no-bitwise -- a hash is bits
  for (const byte of Buffer.from(text, 'utf8')) value = (Math.imul(value, 0x01000193) ^ byte) >>> 0;
  return [...String(value)].map((digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('');
}
