import { SOUND, manifestsIn } from './static/sound';
import type { Asked } from '../../src/prove/asked';
import { kubernetesOf } from '../../src/prove/kubernetes';
import { staticCells } from '../../src/prove/static-cells';
import { subjectOf } from '../../src/prove/subject';

const pod = (name: string) => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`;

/** What is told of the set, when these rules are asked for. */
function told(text: string, guarantees: readonly string[]) {
  const manifests = manifestsIn(text);
  return staticCells(subjectOf(manifests.statefulSets[0], kubernetesOf({}), manifests), manifests, { guarantees } as Asked);
}

test('a guarantee is a cell with its first finding, and its other findings are told besides', () => {
  const { cells, diagnostics } = told(SOUND + pod('db-1') + pod('db-2'), ['identity/undisturbed']);
  expect(cells.map(({ guarantee, verdict, severity, diagnostic }) => [guarantee, verdict, severity, diagnostic?.message]))
    .toEqual([['identity/undisturbed', 'REFUTED', 'error', 'Pod db-1 has the name of a pod of StatefulSet db']]);
  expect(diagnostics.map(({ message }) => message)).toEqual(['Pod db-2 has the name of a pod of StatefulSet db']);
});

test('hygiene is no cell, and what is not asked for is not told', () => {
  const untagged = SOUND.replace('db:17.2', 'db');
  expect(told(untagged, ['hygiene/image-tag'])).toMatchObject({ cells: [], diagnostics: [{ rule: 'hygiene/image-tag' }] });
  expect(told(untagged, ['hygiene/resources'])).toEqual({ cells: [], diagnostics: [] });
});
