import { changed, findings } from './sound';

const rule = 'hygiene/partition';
const from = (start: number, partition: number) =>
  changed(['  replicas: 3\n', `  replicas: 3\n  ordinals: {start: ${start}}\n  updateStrategy: {rollingUpdate: {partition: ${partition}}}\n`]);

describe(rule, () => {
  it.each([[1, 3], [2, 4], [5, 5], [5, 7]])('objects to pods from %i on with partition %i, where none of three is updated', (start, partition) => {
    expect(findings(from(start, partition)))
      .toEqual([`${rule} warning 7:36 partition ${partition} of StatefulSet db keeps all 3 pods at the old revision, db-${partition} too`]);
  });

  // With the last three nothing is to be updated, however the partition is read.
  it.each([[0, 2], [1, 0], [1, 2], [2, 2], [0, 3], [1, 4], [5, 3]])('takes pods from %i on with partition %i', (start, partition) => {
    expect(findings(from(start, partition))).toEqual([]);
  });
});
