import { changed, findings } from './sound';

const rule = 'hygiene/claim-mounts';
const DATA = '        - {name: data, mountPath: /data}\n';

describe(rule, () => {
  it('objects to a claim that nothing mounts', () => {
    expect(findings(changed([DATA, '']))).toEqual([`${rule} warning 28:16 no container of StatefulSet db mounts the claim data`]);
  });

  it('takes a claim that an init container mounts, and a block device', () => {
    const init = '      initContainers:\n      - {name: init, image: "db:17.2", volumeMounts: [{name: data, mountPath: /data}]}\n      volumes:\n';
    expect(findings(changed([DATA, ''], ['      volumes:\n', init]))).toEqual([]);
    expect(findings(changed([DATA, ''], ['        volumeMounts:\n', '        volumeDevices: [{name: data, devicePath: /dev/data}]\n        volumeMounts:\n']))).toEqual([]);
  });
});
