import { changed, findings } from './sound';

const rule = 'hygiene/history-limit';
const text = changed(['  replicas: 3\n', '  replicas: 3\n  revisionHistoryLimit: -1\n']);

describe(rule, () => {
  it.each(['1.28', '1.29.12', '1.32.0'])('objects to a negative one in %s', (kubernetes) => {
    expect(findings(text, { kubernetes })).toContainEqual(expect.stringMatching(`^${rule} error 6:3 revisionHistoryLimit -1 of StatefulSet db makes the controller manager`));
  });

  it.each(['1.29', '1.32.1', '1.34', '1.36'])('takes one in %s', (kubernetes) => {
    expect(findings(text, { kubernetes })).toEqual([]);
  });

  it('takes 0', () => {
    expect(findings(text.replace('-1', '0'), { kubernetes: '1.28' })).toEqual([]);
  });
});
