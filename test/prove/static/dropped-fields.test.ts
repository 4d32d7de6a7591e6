import { changed, findings } from './sound';

const rule = 'hygiene/dropped-fields';
const withSpec = (field: string): string => changed(['  replicas: 3\n', `  replicas: 3\n  ${field}\n`]);

// What is dropped while a gate is off: registry/apps/statefulset/strategy.go:dropStatefulSetDisabledFields.
describe(rule, () => {
  it.each([
    ['1.34', 'updateStrategy: {rollingUpdate: {maxUnavailable: 2}}', 'MaxUnavailableStatefulSet', 'maxUnavailable', '6:36'],
    ['1.35', 'updateStrategy: {rollingUpdate: {maxUnavailable: 2}}', 'MaxUnavailableStatefulSet', 'maxUnavailable', '6:36'],
    ['1.31', 'persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}', 'StatefulSetAutoDeletePVC', 'persistentVolumeClaimRetentionPolicy', '6:3'],
    ['1.30', 'ordinals: {start: 3}', 'StatefulSetStartOrdinal', 'ordinals', '6:3'],
  ])('in %s, %s is dropped without %s', (kubernetes, field, gate, name, place) => {
    const text = withSpec(field);
    const off = [`${rule} warning ${place} Kubernetes ${kubernetes}`, `drops ${name} of StatefulSet db: the feature gate ${gate} is off`];
    expect(findings(text, { kubernetes, featureGates: { [gate]: false } })).toEqual([expect.stringContaining(off[1])]);
    expect(findings(text, { kubernetes, featureGates: { [gate]: false } })[0]).toContain(off[0]);
    expect(findings(text, { kubernetes, featureGates: { [gate]: true } })).toEqual([]);
  });

  it('takes what is kept, or not written', () => {
    expect(findings(withSpec('updateStrategy: {rollingUpdate: {maxUnavailable: 2}}'), { kubernetes: '1.35.3' })).toEqual([]);
    expect(findings(withSpec('updateStrategy: {rollingUpdate: {maxUnavailable: null}}'))).toEqual([]);
    expect(findings(withSpec('updateStrategy: {type: OnDelete}'))).toEqual([]);
  });
});
