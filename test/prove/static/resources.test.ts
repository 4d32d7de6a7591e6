import { SOUND, changed, findings } from './sound';

const REQUESTS = 'resources: {requests: {cpu: 500m, memory: 1Gi}}';
const message = 'hygiene/resources warning 17:9 no container of StatefulSet db requests cpu or memory';

describe('hygiene/resources', () => {
  it('objects to pods without cpu and memory', () => {
    expect(findings(changed([REQUESTS, 'resources: {}']))).toEqual([message]);
    expect(findings(changed([REQUESTS, 'resources: {requests: {ephemeral-storage: 1Gi}}']))).toEqual([message]);
  });

  it('takes one of the two, a limit, which is also a request, and what a LimitRange or the pod says', () => {
    expect(findings(changed([REQUESTS, 'resources: {requests: {memory: 1Gi}}']))).toEqual([]);
    expect(findings(changed([REQUESTS, 'resources: {limits: {memory: 1Gi}}']))).toEqual([]);
    expect(findings(changed([REQUESTS, 'resources: {}'], ['      volumes:\n', '      resources: {requests: {cpu: 1}}\n      volumes:\n']))).toEqual([]);
    expect(findings(`${changed([REQUESTS, 'resources: {}'])}---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: defaults, namespace: shop}\n`)).toEqual([]);
  });

  it('does not take a LimitRange of another namespace', () => {
    expect(findings(`${SOUND.replace(REQUESTS, 'resources: {}')}---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: defaults}\n`)).toEqual([message]);
  });
});
