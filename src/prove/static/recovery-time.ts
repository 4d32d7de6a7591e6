import type { StaticRule } from './index';
import { found, runningContainers } from './pods';
import type { Container, Probe } from '../../manifest/objects';
import { engineOf } from '../readiness';

const id = 'hygiene/recovery-time';

/** Operators give a recovery far longer: CloudNativePG an hour (startDelay), the MySQL operator 10,000 tries (startupProbe). Below this it is rarely meant. */
const ENOUGH = 300;

/**
 * What fails as long as the server replays its log. MySQL and MongoDB open their port after that. PostgreSQL opens it at once, so that a probe of the port holds,
 * but pg_isready ends with 1, "the server is rejecting connections" (https://www.postgresql.org/docs/current/app-pg-isready.html). A script may know better.
 */
const FAILS: { readonly [engine: string]: (probe: Probe) => boolean } = {
  postgresql: runs(/\b(?:pg_isready|psql)\b/),
  mysql: either(runs(/\b(?:mysqladmin|mysql)\s/), asksPort),
  mariadb: either(runs(/\b(?:mysqladmin|mysql|mariadb-admin|mariadb)\s|\bhealthcheck\.sh\b/), asksPort),
  mongodb: either(runs(/\bmongo(?:sh)?\s/), asksPort),
};

function runs(client: RegExp): (probe: Probe) => boolean {
  return ({ exec }) => client.test((exec?.command ?? []).join(' '));
}

function asksPort({ tcpSocket }: Probe): boolean {
  return tcpSocket !== undefined;
}

function either(...ways: readonly ((probe: Probe) => boolean)[]): (probe: Probe) => boolean {
  return (probe) => ways.some((way) => way(probe));
}

export const recoveryTime: StaticRule = {
  id,
  title: 'a database has time to recover before a probe kills it',
  check: (subject) => runningContainers(subject).flatMap(({ container, path }) => {
    const engine = engineOf(container)?.name ?? '';
    const [field, probe] = killerOf(container, Object.hasOwn(FAILS, engine) ? FAILS[engine] : () => false);
    if (probe === undefined || secondsOf(probe) >= ENOUGH) return [];
    return [found(id, subject, [...path, field], {
      severity: 'warning',
      message: `the ${field} of container ${container.name} of StatefulSet ${subject.name} gives ${engine} ${secondsOf(probe)} seconds to recover`,
      reason: 'it fails as long as the log is replayed: killed in the middle, the member begins again, and never gets to the end',
      advice: 'write a startupProbe that asks the same with periodSeconds: 10 and failureThreshold: 360: it gives an hour, and holds the livenessProbe back until then',
    })];
  }),
};

/** Until the startup probe has succeeded, the liveness probe does not ask (kubelet, prober/worker.go:doProbe). */
function killerOf({ startupProbe, livenessProbe }: Container, fails: (probe: Probe) => boolean): ['startupProbe' | 'livenessProbe', Probe | undefined] {
  if (startupProbe !== undefined && fails(startupProbe)) return ['startupProbe', startupProbe];
  return ['livenessProbe', livenessProbe !== undefined && fails(livenessProbe) ? livenessProbe : undefined];
}

const secondsOf = ({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe): number =>
  initialDelaySeconds + periodSeconds * failureThreshold;
