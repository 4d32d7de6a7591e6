import { readManifests } from '../../src/manifest/read';
import type { ReadResult } from '../../src/manifest/read';

/** A file from text, as the tests write it. */
export function file(path: string, text: string): { path: string; bytes: Uint8Array } {
  return { path, bytes: new TextEncoder().encode(text) };
}

export function read(text: string): ReadResult {
  return readManifests([file('app.yaml', text)]);
}

/** `rule line:column message` of every diagnostic. */
export function told({ diagnostics }: ReadResult): string[] {
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
