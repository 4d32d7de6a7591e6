import { changed, findings } from './sound';

const IMAGE = 'registry.example:5000/db:17.2';
const SIDECAR = (image: string) => `      - {name: agent, image: "${image}"}\n      volumes:\n`;

describe('hygiene/image-tag', () => {
  it.each(['nginx', 'nginx:latest', 'registry.example:5000/db', 'nginx:'])('objects to %s', (image) => {
    expect(findings(changed([IMAGE, JSON.stringify(image)])))
      .toEqual([`hygiene/image-tag warning 18:9 the image ${image} of StatefulSet db names no version: container db`]);
  });

  it('says it once of an image that several containers have', () => {
    expect(findings(changed([IMAGE, 'db'], ['      volumes:\n', SIDECAR('db')])))
      .toEqual(['hygiene/image-tag warning 18:9 the image db of StatefulSet db names no version: containers db, agent']);
  });

  it.each(['nginx:1.27', 'nginx@sha256:0123', 'nginx:latest@sha256:0123', '${IMAGE}', 'nginx:${TAG}'])('takes %s', (image) => {
    expect(findings(changed([IMAGE, JSON.stringify(image)]))).toEqual([]);
  });

  it('takes an init container, which ends', () => {
    expect(findings(changed(['      volumes:\n', '      initContainers: [{name: init, image: busybox}]\n      volumes:\n']))).toEqual([]);
  });
});
