import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Size, Testing, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { withWeb } from './support';
import { AntiAffinity, FailOn, KubernetesVersion, Proof, ProofOptions, ReadinessModel, StatefulWorkload, UpdateStrategy } from '../../src';
import * as kplus from '../../src/constructs/kplus';
import { readManifests } from '../../src/manifest/read';
import { type ProveOptions, prove } from '../../src/prove';
import { text } from '../../src/report/text';

/** A set that waits for a majority under OrderedReady, so that it never boots. */
function quorum(chart: Chart): StatefulWorkload {
  const workload = new StatefulWorkload(chart, 'quorum', { replicas: 3, readinessModel: ReadinessModel.MAJORITY, podManagementPolicy: kplus.PodManagementPolicy.PARALLEL });
  // The construct would refuse it, but a patch is a patch.
  ApiObject.of(workload).addJsonPatch(JsonPatch.remove('/spec/podManagementPolicy'));
  workload.addContainer({ image: 'quorum:1.0', readiness: kplus.Probe.fromCommand(['true']), liveness: kplus.Probe.fromCommand(['true']) });
  return workload;
}

const boots: ProofOptions = { scenarios: ['bootstrap'], guarantees: ['boot/completes'] };
const read: ProofOptions = { guarantees: ['network/governing-service'] };

test('what is refuted fails the synthesis, with the report of the command line', () => {
  const chart = new Chart(Testing.app(), 'shop');
  quorum(chart);
  const yaml = Yaml.stringify(...Testing.synth(chart));
  Proof.inSynth(chart, boots);

  const files = [{ path: 'shop.k8s.yaml', bytes: new TextEncoder().encode(yaml) }];
  const report = prove({ ...readManifests(files), files: 1 }, boots as ProveOptions);
  const told = text(report, { source: () => yaml.split('\n') });
  expect(told).toContain('error[boot/completes]');
  let message = '';
  try { Testing.synth(chart); } catch (error) { message = (error as Error).message; }
  // The command line has no constructs to name.
  expect(message.replace(/ \(construct shop\/quorum\/Resource\)/g, '')).toBe(`Validation failed with the following errors:\n  [shop] not proved\n\n${told}`);
  expect(message).toContain('(construct shop/quorum/Resource)');
});

test('what is proved passes, in app.synth and app.synthYaml too, and a later refutation is seen', () => {
  const app = new App({ outdir: Testing.app().outdir });
  const chart = new Chart(app, 'shop');
  const workload = withWeb(chart, { replicas: 2 });
  Proof.inSynth(app, read);
  expect(() => app.synth()).not.toThrow();
  const yaml = app.synthYaml();
  expect(yaml).toContain('kind: StatefulSet');
  expect(Testing.synth(chart)).toHaveLength(3);

  ApiObject.of(workload).addJsonPatch(JsonPatch.replace('/spec/serviceName', 'other'));
  expect(() => app.synth()).toThrow('error[network/governing-service]');
  expect(() => app.synthYaml()).toThrow('error[network/governing-service]');
});

test('the app is proved with all its charts, a chart with those in it, and something in a chart with that chart', () => {
  const synthesis = (scopeOf: (app: App, outer: Chart, web: StatefulWorkload) => IConstruct) => {
    const app = Testing.app();
    const outer = new Chart(app, 'outer');
    const inner = new Chart(outer, 'inner');
    const web = withWeb(outer);
    quorum(inner);
    Proof.inSynth(scopeOf(app, outer, web), boots);
    return () => app.synthYaml();
  };
  expect(synthesis((app) => app)).toThrow(/StatefulSet default\/quorum  outer-inner-[0-9a-f]{8}\.k8s\.yaml/);
  expect(synthesis((_, outer) => outer)).toThrow('[outer] not proved');
  expect(synthesis((_app, _outer, web) => web)).not.toThrow();
});

test('what is accepted passes', () => {
  const chart = Testing.chart();
  const workload = quorum(chart);
  Proof.inSynth(chart, boots);
  expect(() => Testing.synth(chart)).toThrow('boot/completes');
  workload.accept('boot/completes', 'a person starts the second member by hand');
  expect(Testing.synth(chart)).toHaveLength(3);
});

test('the options are those of the command line', () => {
  const synthesis = (options: ProofOptions, change: (chart: Chart) => unknown = withWeb) => {
    const chart = Testing.chart();
    change(chart);
    Proof.inSynth(chart, options);
    return () => Testing.synth(chart);
  };
  expect(synthesis({ scenarios: ['no-such'] })).toThrow('[test] cannot be proved: unknown scenario no-such');
  expect(synthesis({ cluster: 'no-such.yaml' })).toThrow('[test] cannot be proved: no-such.yaml');
  expect(synthesis({ faults: -1 })).toThrow('faults is a whole number from 0 to 100, not -1');
  expect(synthesis({ ...boots, maxStates: 5 })).toThrow('BOUNDED');
  expect(synthesis({ ...read, guarantees: ['hygiene/resources'], failOn: FailOn.WARNING })).toThrow('warning[hygiene/resources]');
  const updateStrategy = UpdateStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(2) });
  const maxUnavailable = (chart: Chart) => withWeb(chart, { updateStrategy });
  const dropped = { guarantees: ['network/governing-service', 'hygiene/dropped-fields'], failOn: FailOn.WARNING };
  const on = KubernetesVersion.of('1.34', { featureGates: { MaxUnavailableStatefulSet: true } });
  expect(synthesis({ ...dropped, kubernetes: KubernetesVersion.of('1.33.2') }, maxUnavailable)).toThrow('Kubernetes 1.33.2 drops maxUnavailable');
  expect(synthesis({ ...dropped, kubernetes: on }, maxUnavailable)).not.toThrow();
});

test('what of the cluster is known is read from a profile', () => {
  const profile = join(mkdtempSync(join(tmpdir(), 'profile-')), 'cluster.yaml');
  const synthesis = (nodes: string) => {
    writeFileSync(profile, `nodes:\n${nodes}`);
    const chart = Testing.chart();
    withWeb(chart, { replicas: 2, antiAffinity: AntiAffinity.REQUIRED });
    Proof.inSynth(chart, { guarantees: ['placement/schedulable'], cluster: profile });
    return () => Testing.synth(chart);
  };
  expect(synthesis('- {name: a}\n')).toThrow('error[placement/schedulable]');
  expect(synthesis('- {name: a}\n- {name: b}\n')).not.toThrow();
});

test('a chart without a StatefulSet is not proved', () => {
  const chart = Testing.chart();
  new kplus.ConfigMap(chart, 'config');
  Proof.inSynth(chart, read);
  expect(() => Testing.synth(chart)).toThrow('[test] not proved');
});

test('what is wrong besides is told as well, by who found it', () => {
  const chart = Testing.chart();
  withWeb(chart).addClaim('logs', { storage: Size.gibibytes(1) });
  Proof.inSynth(chart, read);
  expect(() => Testing.synth(chart)).toThrow("[test/web] claim 'logs' is mounted by no container");
});
