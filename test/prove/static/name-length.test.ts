import { changed, findings } from './sound';

const named = (length: number) => `db${'x'.repeat(length - 2)}`;

describe('hygiene/name-length', () => {
  // The hash of this template has 8 characters, of the next perhaps 10.
  it('objects to 54 characters, though the pods of this revision are taken', () => {
    expect(findings(changed(['name: db,', `name: ${named(54)},`], ['db:17.2', 'db:17.1'])))
      .toEqual([`hygiene/name-length error 3:12 the name of StatefulSet ${named(54)} has 54 characters, more than 52`]);
  });

  it('leaves a name for which this revision is refused to rollout/admitted', () => {
    const rules = findings(changed(['name: db,', `name: ${named(54)},`])).map((line) => line.split(' ')[0]);
    expect(rules).toEqual(['rollout/admitted']);
  });

  it('takes 52', () => {
    expect(findings(changed(['name: db,', `name: ${named(52)},`]))).toEqual([]);
  });
});
