/** Where something stands: a place in a file, and the construct that made it when that is known. */
export interface Location {
  /** The path as the user gave it, relative to the folder the command ran in. */
  readonly file: string;
  /** First line is 1. */
  readonly line: number;
  /** First column is 1, counted in UTF-16 code units as editors do. */
  readonly column: number;
  /** The path of the construct in the cdk8s tree, such as `app/db`. */
  readonly construct?: string;
}

/**
 * How much a finding matters.
 *
 * - `error`: the author can have the guarantee by changing the manifest, without giving up what they asked for.
 * - `limit`: Kubernetes itself does not give the guarantee to a set of this kind.
 * - `question`: something that the files given do not contain would decide it.
 * - `warning`: hygiene.
 */
export type Severity = 'error' | 'limit' | 'question' | 'warning';

/** From the worst. */
export const SEVERITIES: readonly Severity[] = ['error', 'limit', 'question', 'warning'];

/** Whether a finding of this severity fails a run that is asked to fail on `failOn` and worse. */
export const failsOn = (failOn: Severity, severity: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);

/** One finding, in the form from which every output is rendered. */
export interface Diagnostic {
  /** The rule's id, such as `network/governing-service`, or `manifest/...` for input that cannot be read. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in lower case and without a full stop: it must make sense alone. */
  readonly message: string;
  /** Why it matters, one sentence. */
  readonly reason?: string;
  /** What to write instead. */
  readonly advice?: string;
  readonly where?: Location;
}
