import { file } from './files';
import { proofOf, refutedRules } from '../../examples/proof';
import { REFUTED } from '../../examples/refuted';

const broken = proofOf(REFUTED.map(({ name }) => file(`refuted/${name}/broken.yaml`))).sets;
const fixed = proofOf(REFUTED.map(({ name }) => file(`refuted/${name}/fixed.yaml`))).sets;

test.each(REFUTED)('$name is refuted for what it shows, and for nothing else', ({ name, errors, limits }) => {
  const sets = broken.filter(({ where }) => where.file === `refuted/${name}/broken.yaml`);
  expect(sets).toHaveLength(1);
  expect(refutedRules(sets, 'error').sort()).toEqual([...errors].sort());
  expect(refutedRules(sets, 'limit', limits).sort()).toEqual([...limits].sort());
  expect(refutedRules(sets, 'question')).toEqual([]);
  expect(refutedRules(sets, 'warning')).toEqual([]);
  expect(sets[0].verdict).toBe(errors.length > 0 ? 'REFUTED' : 'PROVED');
});

test.each(REFUTED)('$name is proved once it is fixed, but for the limits that it tells of', ({ name, limits, remaining }) => {
  const sets = fixed.filter(({ where }) => where.file === `refuted/${name}/fixed.yaml`);
  expect(sets).toHaveLength(1);
  expect(sets[0].cells.filter(({ verdict }) => verdict !== 'PROVED' && verdict !== 'REFUTED')).toEqual([]);
  expect(refutedRules(sets, 'error')).toEqual([]);
  const gone = name === 'bad-image-ordered' ? limits : [];
  expect(refutedRules(sets, 'limit', gone)).toEqual(remaining);
  expect(sets[0].diagnostics).toEqual([]);
});

test.each(REFUTED)('$name takes a fix of one line', ({ name }) => {
  const [before, after] = ['broken', 'fixed'].map((which) => file(`refuted/${name}/${which}.yaml`).text.split('\n'));
  expect(after.filter((line) => !before.includes(line))).toHaveLength(1);
});
