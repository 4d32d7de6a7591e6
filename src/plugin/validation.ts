/**
 * What cdk8s-cli and its validation plugins say to each other, restated in the parts that are used: the plugin works with every version of
 * cdk8s-cli that speaks so, and nobody downloads cdk8s-cli for the sake of four interfaces.
 */
export interface ValidationContext {
  /** The paths of the manifests. */
  readonly manifests: readonly string[];
  readonly metadata: { readonly [resourceName: string]: { readonly path: string } };
  /** Whether the manifests themselves go to standard output. */
  readonly stdout?: boolean;
  readonly report: ValidationReport;
  readonly logger: { log(message: string): void };
}

export interface ValidationReport {
  addViolation(violation: Violation): void;
  submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
}

export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}
