import type { Gates } from '../../src/kubernetes/gates';
import { admitted } from '../../src/manifest/admitted';
import type { Diagnostic } from '../../src/manifest/diagnostic';
import type { Manifests } from '../../src/manifest/objects';
import { readManifests } from '../../src/manifest/read';
import type { ReadResult } from '../../src/manifest/read';

/** A file from text, as the tests write it. */
export function file(path: string, text: string): { path: string; bytes: Uint8Array } {
  return { path, bytes: new TextEncoder().encode(text) };
}

export function read(text: string): ReadResult {
  return readManifests([file('app.yaml', text)]);
}

/** What an API server makes of it. */
export function admit(text: string, version = '1.35.4', gates: Gates = {}): { manifests: Manifests; diagnostics: Diagnostic[] } {
  const { manifests, refusals } = admitted(read(text).manifests, { version, gates });
  const warnings = manifests.statefulSets.flatMap((set) => set.warnings);
  return { manifests, diagnostics: [...refusals.flatMap(({ diagnostics }) => diagnostics), ...warnings] };
}

/** `rule line:column message` of every diagnostic. */
export function told({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): string[] {
  return diagnostics.map(({ rule, where, message }) => `${rule} ${where?.line}:${where?.column} ${message}`);
}

export const STATEFUL_SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx
`;
