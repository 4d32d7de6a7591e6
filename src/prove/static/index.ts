import type { Subject } from '../subject';
import type { Diagnostic } from '../../manifest/diagnostic';
import type { Manifests } from '../../manifest/objects';

/** A rule that is decided by reading the manifests: each finding says where, why it matters and what to write instead. */
export interface StaticRule {
  /** Such as `hygiene/readiness-probe`. */
  readonly id: string;
  /** The guarantee in a few words, as it stands when it holds. */
  readonly title: string;
  readonly check: (subject: Subject, manifests: Manifests) => readonly Diagnostic[];
}

export const STATIC_RULES: readonly StaticRule[] = [];
