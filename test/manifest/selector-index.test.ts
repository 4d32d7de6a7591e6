import type { LabelSelector } from '../../src/manifest/objects';
import { selects } from '../../src/manifest/selector';
import { labelIndex, selectorIndex } from '../../src/manifest/selector-index';

/** Goal: an index finds what asking each thing would find, in the same order, and asks few. */
const LABELS: readonly ({ readonly [key: string]: string } | undefined)[] = [{}, { app: 'a' }, { app: 'b' }, { app: 'a', product: 'shop' }, { product: 'shop', app: 'b' }, { product: 'shop' }, { constructor: 'x' }, undefined];
const SELECTORS: readonly (LabelSelector | undefined)[] = [
  undefined,
  {},
  { matchLabels: { app: 'a' } },
  { matchLabels: { product: 'shop', app: 'b' } },
  { matchLabels: { product: 'shop' } },
  { matchLabels: { app: 'c' } },
  { matchLabels: { constructor: 'x' } },
  { matchLabels: { product: 'shop' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'c'] }] },
];

test.each(LABELS.map((labels) => [labels]))('what selects %j', (labels) => {
  const found = selectorIndex(SELECTORS, (selector) => selector)(labels);
  expect(found).toEqual(SELECTORS.filter((selector) => selects(selector, labels)));
});

test.each(SELECTORS.map((selector) => [selector]))('what %j selects', (selector) => {
  const found = labelIndex(LABELS, (labels) => labels)(selector);
  expect(found).toEqual(LABELS.filter((labels) => selects(selector, labels)));
});

describe('of a hundred that share the label of a product, one is asked:', () => {
  const names = Array.from({ length: 100 }, (_, i) => `app${i}`);
  const labelsOf = (app: string) => ({ product: 'shop', app });
  let asked = 0;

  test('of selectors', () => {
    const find = selectorIndex(names, (name) => ({ get matchLabels() { asked++; return labelsOf(name); } }));
    asked = 0;
    expect([find(labelsOf('app7')), asked]).toEqual([['app7'], 1]);
  });

  test('of labels', () => {
    const find = labelIndex(names, (name) => { asked++; return labelsOf(name); });
    asked = 0;
    expect([find({ matchLabels: labelsOf('app7') }), asked]).toEqual([['app7'], 1]);
  });
});
