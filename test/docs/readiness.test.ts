import { readFileSync } from 'fs';
import { join } from 'path';
import { ENGINES } from '../../src/prove/engines';
import { isImageOf } from '../../src/prove/probe';
import { READINESS_MODELS, readinessOf } from '../../src/prove/readiness';
import { admittedBy } from '../prove/manifests';

/** Goal: what the page says of a probe is what is inferred from it. Method: each probe in the table is put in a manifest, with what its row asks for. */
const page = readFileSync(join(__dirname, '../../docs/reference/readiness.md'), 'utf8');

const cellsOf = (line: string): string[] => line.replace(/\\\|/g, '\0').split('|').slice(1, -1).map((cell) => cell.replace(/\0/g, '|').trim());
const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
const [models, engines] = [...page.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trimEnd().split('\n').map(cellsOf));

function probe(code: string): string {
  if (code.startsWith('/')) return `{httpGet: {path: '${code}', port: 8080}}`;
  if (code.startsWith('tcp ')) return `{tcpSocket: {port: ${code.slice('tcp '.length)}}}`;
  return `{exec: {command: [sh, -c, '${code}']}}`;
}

/** JetStream has a volume, and a broker that is a controller too says so. */
const inferred = (image: string, code: string): string => readinessOf(admittedBy(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  selector: {matchLabels: {app: db}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: ${image}, env: [{name: KAFKA_PROCESS_ROLES, value: 'broker,controller'}], readinessProbe: ${probe(code)}}]
`).statefulSets[0]).text.split(' ')[0];

const [[, ...columns], , ...rows] = engines;
const cases = rows.flatMap(([image, ...cells]) => codes(image.split(',').slice(0, 2).join().replace(/-js/, '')).flatMap((name) => cells.flatMap((cell, column) =>
  codes(cell).map((code) => ({ name, code, model: codes(columns[column])[0] })))));

test.each(cases)('$name with $code is $model', ({ name, code, model }) => expect(inferred(name, code)).toBe(model));

test('all models and all engines are named', () => {
  expect(models.slice(2).map(([name]) => codes(name)[0])).toEqual(READINESS_MODELS);
  const images = rows.flatMap(([image]) => codes(image));
  // Galera of other images is known for its quorum only.
  expect(ENGINES.filter(({ name, images: own }) => name !== 'galera' && !images.some((image) => isImageOf(image, own))).map(({ name }) => name)).toEqual([]);
  expect(cases.length).toBeGreaterThan(30);
});
