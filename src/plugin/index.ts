import { readFileSync } from 'fs';
import { relative } from 'path';
import { constructPaths, withConstructs } from './construct-paths';
import { checked, type StatefulValidationProperties } from './properties';
import type { ValidationContext } from './validation';
import { violations } from './violations';
import { readManifests } from '../manifest/read';
import { prove } from '../prove';
import { kubernetesText } from '../prove/kubernetes';
import { thousands } from '../prove/thousands';
import { text } from '../report/text';

export type { StatefulValidationProperties } from './properties';
export type { ValidationContext, ValidationReport, Violation } from './validation';

/**
 * Proves every StatefulSet of the app in `cdk8s synth`, which fails where a guarantee is refuted. In cdk8s.yaml:
 *
 *     validations:
 *       - package: ./node_modules/cdk8s-stateful/lib/plugin
 *         version: 0.0.0
 *         class: StatefulValidation
 *
 * The package is named by its path because cdk8s-cli would install a name from the registry a second time, and does not know sub-paths.
 */
export class StatefulValidation {
  private readonly properties: StatefulValidationProperties;

  constructor(properties: StatefulValidationProperties = {}) {
    this.properties = properties;
  }

  async validate(context: ValidationContext): Promise<void> {
    const { cluster, ...rest } = checked(this.properties);
    const options = { ...rest, ...cluster === undefined ? {} : { cluster: { path: cluster, bytes: readFileSync(cluster) } } };
    const files = context.manifests.map((path) => ({ path: relative(process.cwd(), path), bytes: readFileSync(path) }));
    const read = readManifests(files);
    const manifests = withConstructs(read.manifests, constructPaths(context.metadata, read.manifests));
    const report = prove({ ...read, manifests, files: files.length }, options);
    for (const violation of violations(report, options.failOn)) context.report.addViolation(violation);
    const source = (path: string) => files.find((file) => file.path === path)?.bytes.toString('utf8').split(/\r?\n/);
    // The table of cdk8s-cli has no room for a counterexample. Where the manifests go to standard output, nothing else may.
    if (report.exitCode !== 0 && !context.stdout) context.logger.log(text(report, { source, failOn: options.failOn }));
    context.report.submit(report.exitCode === 0 ? 'success' : 'failure', {
      'Stateful sets': thousands(report.sets.length),
      'Kubernetes': kubernetesText(report.kubernetes, report.featureGates),
    });
  }
}
