import { revisionData, revisionHash, revisionName } from '../../src/manifest/revision-name';

const SET = {
  metadata: { name: 'web' },
  spec: {
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80, name: 'web' }], volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }] }] },
    },
  },
};

// Goal: the names that the real controller gives. These two were recorded of one manifest on real control planes.
describe('the name of a ControllerRevision', () => {
  it.each([['1.28.15', 'web-5b8f4f7475'], ['1.35.4', 'web-57576c7ddf']])('in %s', (version, name) => {
    expect(revisionName(version, SET)).toBe(name);
  });

  it('differs with the count of collisions', () => {
    expect(revisionName('1.35', SET, 1)).not.toBe(revisionName('1.35', SET));
  });

  it('hashes data with nothing but defaults left out', () => {
    expect(revisionData('1.34', { spec: { containers: [] } })).toBe('{"spec":{"template":{"$patch":"replace","metadata":{},"spec":{"containers":[],'
      + '"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}}}}');
    expect(revisionHash('', 0)).toMatch(/^[bcdfghjklmnpqrstvwxz2-9]{1,10}$/);
  });
});
