import { changed, findings } from './sound';

const rule = 'hygiene/partition';
const from = (start: number, partition: number) =>
  changed(['  replicas: 3\n', `  replicas: 3\n  ordinals: {start: ${start}}\n  updateStrategy: {rollingUpdate: {partition: ${partition}}}\n`]);
const message = (partition: number, last: number) =>
  `${rule} warning 7:36 partition ${partition} of StatefulSet db is counted from its first ordinal, 2: db-2 to db-${last} keep the old revision`;

describe(rule, () => {
  it('objects to a partition that looks like an ordinal and is none', () => {
    expect(findings(from(2, 2))).toEqual([message(2, 3)]);
    expect(findings(from(2, 4))).toEqual([message(4, 4)]);
  });

  it.each([[0, 2], [1, 0], [2, 1]])('takes ordinals from %i with partition %i', (start, partition) => {
    expect(findings(from(start, partition))).toEqual([]);
  });
});
