import { selects, serviceSelects } from '../../src/manifest/selector';

const labels = { app: 'web', tier: 'db' };

describe('selects', () => {
  it.each([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'web', zone: 'a' } }, false],
    [{ matchLabels: { constructor: 'x' } }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'x'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['x'] }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true],
    [{ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Is', values: ['web'] }] }, false],
  ])('%j: %s', (selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  it('selects nothing but by absence where there are no labels', () => {
    expect(selects({ matchLabels: { app: 'web' } }, undefined)).toBe(false);
    expect(selects({ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, undefined)).toBe(true);
  });
});

describe('a Service', () => {
  it.each([[undefined, false], [{}, false], [{ app: 'web' }, true], [{ app: 'x' }, false]])('with the selector %j: %s', (selector, expected) => {
    expect(serviceSelects(selector, labels)).toBe(expected);
  });
});
