/**
 * What client-go makes of the events of one source about one object before it sends them (tools/record/events_cache.go: EventCorrelator): of ten texts of
 * one reason, the tenth and every new one after it are told as `(combined from similar events)`; the same text again is counted up; and after 25
 * events there is one more every five minutes only. All texts here are less than ten minutes apart.
 */
export interface Said { readonly type: string; readonly reason: string; readonly message: string }

export const COMBINED = '(combined from similar events): ';
const SIMILAR = 10;
const BURST = 25;
const SECONDS_FOR_ONE_MORE = 300;

/** An event as it arrived. */
export interface Heard extends Said { readonly count: number; readonly uid: string; readonly t: number }

export class Correlator {
  private readonly texts = new Map<string, Set<string>>();
  private readonly counts = new Map<string, number>();
  private readonly sent = new Map<string, number[]>();

  /** @param minor since 1.31 warnings do not use up the room of other events (https://github.com/kubernetes/kubernetes/pull/124747) */
  public constructor(private readonly minor: number) {}

  /** Whether an event may be dropped by now. */
  public isFull(uid: string, type: string, t: number): boolean {
    const sent = this.sent.get(this.bucket(uid, type)) ?? [];
    return sent.length >= BURST + Math.floor((t - (sent[0] ?? t)) / SECONDS_FOR_ONE_MORE);
  }

  /** Takes note of what was said, and tells in which forms it may arrive: text and count. */
  public say(uid: string, { type, reason, message }: Said): { readonly message: string; readonly count: number }[] {
    const similar = this.texts.get(`${uid} ${type} ${reason}`) ?? new Set<string>();
    const isNew = !similar.has(message);
    similar.add(message);
    this.texts.set(`${uid} ${type} ${reason}`, similar);
    const plain = { message, key: `${uid} ${type} ${reason} ${message}` };
    const combined = { message: COMBINED + message, key: `${uid} ${type} ${reason}` };
    // Of ten texts one is forgotten, whichever: one that comes again may be new or not.
    const forms = similar.size < SIMILAR ? [plain] : isNew ? [combined] : [plain, combined];
    return forms.map(({ message: form, key }) => ({ message: form, count: (this.counts.get(key) ?? 0) + 1 }));
  }

  /** Takes note of an event that arrived, or was dropped on its way. */
  public hear({ uid, type, reason, message, count, t }: Heard, dropped = false): void {
    const key = message.startsWith(COMBINED) ? `${uid} ${type} ${reason}` : `${uid} ${type} ${reason} ${message}`;
    this.counts.set(key, count);
    const bucket = this.bucket(uid, type);
    if (!dropped) this.sent.set(bucket, [...this.sent.get(bucket) ?? [], t]);
  }

  private bucket(uid: string, type: string): string {
    return this.minor >= 31 ? `${uid} ${type}` : uid;
  }
}
