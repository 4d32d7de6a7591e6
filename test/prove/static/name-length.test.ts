import { changed, findings } from './sound';

const named = (length: number) => `db${'x'.repeat(length - 2)}`;

describe('hygiene/name-length', () => {
  it('objects to 53 characters', () => {
    expect(findings(changed(['name: db,', `name: ${named(53)},`])).filter((line) => line.startsWith('hygiene/'))).toEqual([`hygiene/name-length error 3:12 the name of StatefulSet ${named(53)} has 53 characters, more than 52`]);
  });

  it('takes 52', () => {
    expect(findings(changed(['name: db,', `name: ${named(52)},`]))).toEqual([]);
  });
});
