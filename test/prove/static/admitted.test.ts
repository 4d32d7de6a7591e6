import { changed, findings } from './sound';

const rule = 'rollout/admitted';
const withoutImage = changed(['        image: registry.example:5000/db:17.2\n', '']);
const named = (length: number): string => changed(['name: db,', `name: db${'x'.repeat(length - 2)},`]);

/** Of this rule: which places, and why. */
const told = (text: string, kubernetes: string): string[] => findings(text, { kubernetes })
  .filter((line) => line.startsWith(rule)).map((line) => line.slice(rule.length + 1));

// A set that is refused is no subject: what is told of it, test/prove/admission.test.ts asks.
describe(rule, () => {
  it.each(['1.28', '1.33'])('objects to pods that %s refuses, though it takes the set', (kubernetes) => {
    expect(told(withoutImage, kubernetes)).toEqual([
      'error 17:9 no pod of StatefulSet db can be created: Pod "db-0" is invalid: spec.containers[0].image: Required value',
    ]);
  });

  it('objects to claims that 1.33 refuses', () => {
    expect(told(changed(['accessModes: [ReadWriteOnce]', 'accessModes: [RWO]']), '1.33')).toEqual([
      'error 30:12 no pod of StatefulSet db can be created: failed to create PVC data-db-0: PersistentVolumeClaim "data-db-0" is invalid: '
      + 'spec.accessModes: Unsupported value: "RWO": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ]);
  });

  it('objects to a mount without a claim or a volume', () => {
    expect(told(changed(['- {name: data, mountPath', '- {name: dta, mountPath']), '1.33')).toEqual([
      'error 24:12 no pod of StatefulSet db can be created: Pod "db-0" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "dta"',
    ]);
  });

  it.each([['1.28', 'characters'], ['1.36', 'bytes']])('objects to a name too long for the labels of the pods, in %s', (kubernetes, units) => {
    const [line] = told(named(55), kubernetes);
    expect(line).toMatch(/^error 3:12 no pod of StatefulSet dbx+ can be created: Pod "dbx+-0" is invalid: metadata.labels: Invalid value: "dbx+-[a-z0-9]+": must be no more than 63/);
    expect(line.endsWith(`must be no more than 63 ${units}`)).toBe(true);
  });

  it('takes a name as long as can be, and what is sound', () => {
    expect(told(named(52), '1.28')).toEqual([]);
    expect(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'].flatMap((kubernetes) => told(changed(), kubernetes))).toEqual([]);
  });

  it('objects where no replicas are asked for, too', () => {
    expect(told(withoutImage.replace('replicas: 3', 'replicas: 0'), '1.28')).toHaveLength(1);
  });
});
