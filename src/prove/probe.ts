import type { Container, Probe } from '../manifest/objects';

/** A probe as one line: `exec command and its arguments`, `GET /path?query`, `tcp 5672` or `grpc 2379`. */
export function probeText(probe: Probe, container: Container): string {
  if (probe.exec !== undefined) return `exec ${(probe.exec.command ?? []).join(' ')}`;
  if (probe.httpGet !== undefined) return `GET ${probe.httpGet.path ?? '/'}`;
  if (probe.tcpSocket !== undefined) return `tcp ${portNumber(probe.tcpSocket.port, container)}`;
  return `grpc ${probe.grpc?.port ?? ''}`;
}

const portNumber = (port: number | string, { ports = [] }: Container): number | string => ports.find(({ name }) => name === port)?.containerPort ?? port;

/** Whether a probe looks at the answer that it gets. The kubelet does so for GET; a command has to, and its own exit code is what counts. */
export const looksAtAnswer = (text: string): boolean =>
  text.startsWith('GET ') || /\b[ef]?grep\b|\bwget\b|--fail\b|\s-[a-zA-Z]*f[a-zA-Z]*\s|\[|\btest\s|\bjq\s+-e/.test(text);

/** The last part of an image's name: `zookeeper` of `localhost:5000/bitnami/zookeeper:3.9@sha256:...`. */
const nameOf = (image: string): string => image.split('@')[0].split('/').at(-1)!.split(':')[0];

/**
 * Whether an image is one of these: so named, or with something before it, such as `our-etcd` or `docker-elasticsearch`. What follows says that it is another
 * program: `etcd-operator`.
 */
export const isImageOf = (image: string, names: readonly string[]): boolean => {
  const name = nameOf(image).toLowerCase();
  return names.some((each) => name === each || /[-_.]$/.test(name.slice(0, -each.length)) && name.endsWith(each));
};
