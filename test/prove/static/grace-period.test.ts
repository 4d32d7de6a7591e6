import { changed, findings } from './sound';

describe('hygiene/grace-period', () => {
  it('objects to 0', () => {
    expect(findings(changed(['PeriodSeconds: 60', 'PeriodSeconds: 0'])))
      .toEqual(['hygiene/grace-period error 11:7 the pods of StatefulSet db have terminationGracePeriodSeconds 0: every delete is a forced one']);
  });

  it('takes 1, and the default', () => {
    expect(findings(changed(['PeriodSeconds: 60', 'PeriodSeconds: 1']))).toEqual([]);
    expect(findings(changed(['      terminationGracePeriodSeconds: 60\n', '']))).toEqual([]);
  });
});
