import { Chart, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulWorkload, StatefulWorkloadProps } from '../../src';
import { defaultGates } from '../../src/kubernetes/gates';
import { versionIn } from '../../src/kubernetes/version';
import { admit, isAdmittedKind } from '../../src/manifest/admission/admit';

/** The oldest and the newest version that is known, and the one that is proved for by default. */
export const VERSIONS = ['1.28', '1.34', '1.36'];

/** A web server with one claim, in the simplest words. */
export function withWeb(scope: Construct, props: StatefulWorkloadProps = {}, id = 'web'): StatefulWorkload {
  const workload = new StatefulWorkload(scope, id, props);
  const claim = workload.addClaim('www', { storage: Size.gibibytes(1) });
  workload.addContainer({ image: 'nginx:1.21', ports: [{ number: 80, name: 'web' }] }).mount('/usr/share/nginx/html', claim);
  return workload;
}

export function objects(chart: Chart, kind: string): any[] {
  return Testing.synth(chart).filter(object => object.kind === kind);
}

export function podOf(chart: Chart): any {
  return objects(chart, 'StatefulSet')[0].spec.template.spec;
}

/**
 * What the API server of a version would say, if it does not take all of the objects, or what the controller makes of them; with `old`, each as
 * an update of the one of its name.
 */
export function refusals(version: string, manifests: readonly any[], old: readonly any[] = []): string[] {
  const surroundings = { gates: defaultGates(versionIn(version)!) };
  const told = manifests.filter(({ kind }) => isAdmittedKind(kind)).flatMap(object => {
    const before = old.find(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name);
    const kept = before && applied(admit(version, object.kind, applied(before), undefined, surroundings).defaulted);
    return admit(version, object.kind, applied(object), kept, surroundings).message ?? [];
  });
  const made = manifests.filter(({ kind }) => kind === 'StatefulSet').flatMap(madeFrom);
  return [...told, ...made.flatMap(object => admit(version, object.kind, object, undefined, surroundings).message ?? [])];
}

/** A pod and its claims. The API server looks at neither when it is given a set, so they are where the controller would fail. */
function madeFrom({ metadata, spec }: any): any[] {
  const replica = `${metadata.name}-${spec.ordinals?.start ?? 0}`;
  const { template, volumeClaimTemplates = [] } = spec;
  const claims = volumeClaimTemplates.map((claim: any) => ({ name: claim.metadata.name, persistentVolumeClaim: { claimName: `${claim.metadata.name}-${replica}` } }));
  const pod = { metadata: { ...template.metadata, name: replica, namespace: 'default' }, spec: { ...template.spec, volumes: [...template.spec.volumes ?? [], ...claims] } };
  return [
    { apiVersion: 'v1', kind: 'Pod', ...pod },
    ...volumeClaimTemplates.map((claim: any) => ({
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim, metadata: { ...claim.metadata, name: `${claim.metadata.name}-${replica}`, namespace: 'default' },
    })),
  ];
}

/** As kubectl applies it: in a namespace, and a Service with the address that the server gave it. */
function applied(object: any): any {
  const metadata = { namespace: 'default', ...object.metadata };
  if (object.kind !== 'Service') return { ...object, metadata };
  const { clusterIP = '10.0.0.1' } = object.spec;
  return { ...object, metadata, spec: { ...object.spec, clusterIP, clusterIPs: [clusterIP] } };
}
