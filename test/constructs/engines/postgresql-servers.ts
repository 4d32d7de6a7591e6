import { spawn, spawnSync, SpawnSyncReturns } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Pods of synthesized manifests as processes of this machine: init container, server, probes and Jobs, exactly as they are in the manifest but for
 * paths, addresses and the port. A pod's address is 127.0.0.2 and up, and the names of pods and Services are replaced by addresses.
 */

/** Other runs of the tests may be going on. */
const PORT = String(20_000 + process.pid % 20_000);

/** Where the programs of PostgreSQL are, if they are here at all. */
export const PROGRAMS = ['18', '17', '16', '15', '14'].map(version => `/usr/lib/postgresql/${version}/bin`).find(folder => existsSync(join(folder, 'initdb')));

/** PostgreSQL refuses to run as root. */
const SYSTEM_USER = ((): { uid: number; gid: number } | undefined => {
  const me = userInfo();
  if (me.uid !== 0) return { uid: me.uid, gid: me.gid };
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim() || NaN);
  return Number.isNaN(id('-u')) ? undefined : { uid: id('-u'), gid: id('-g') };
})();

/** Why there are no servers to try with, or nothing if there are. Peer authentication goes by the name of the system user, as in the image. */
export const MISSING = PROGRAMS === undefined ? 'PostgreSQL is not installed here' : SYSTEM_USER === undefined || userInfo().uid !== 0
  ? 'it takes root, and a system user postgres' : undefined;

type Environment = { [name: string]: string };
export interface Result { status: number | null; stdout: string; stderr: string }

/** One cluster of pods, made from what a chart synthesizes. */
export class Servers {
  public readonly folder: string;
  private readonly running = new Map<string, ReturnType<typeof spawn>>();
  private readonly set: any;

  /**
   * @param objects what is synthesized
   * @param secrets what is in the Secrets that it names
   * @param first the last byte of the address of ordinal 0
   */
  constructor(private readonly objects: any[], private readonly secrets: { [name: string]: Environment }, private readonly first: number) {
    this.set = objects.find(object => object.kind === 'StatefulSet');
    this.folder = mkdtempSync(join(tmpdir(), 'servers-'));
    this.own(this.folder);
    const files = this.folderOf('configuration');
    for (const [name, text] of Object.entries<string>(objects.find(object => object.kind === 'ConfigMap').data)) writeFileSync(join(files, name), text);
  }

  public address(ordinal: number): string {
    return `127.0.0.${this.first + ordinal}`;
  }

  /** A folder that stands for a volume. Claims have one for each pod. */
  public folderOf(volume: string, ordinal?: number): string {
    const path = join(this.folder, ordinal === undefined ? volume : `${volume}-${ordinal}`);
    if (!existsSync(path)) {
      mkdirSync(path);
      this.own(path);
    }
    return path;
  }

  public data(ordinal: number): string {
    return join(this.folderOf('data', ordinal), 'pgdata');
  }

  /** Runs the init container. */
  public prepare(ordinal: number): Result {
    const [container] = this.set.spec.template.spec.initContainers;
    return this.run(container.command, this.environment(container, ordinal), ordinal);
  }

  /** Starts the server and waits until the readiness probe succeeds. */
  public start(ordinal: number): void {
    const [container] = this.set.spec.template.spec.containers;
    const log = join(this.folder, `log-${ordinal}`);
    const out = openSync(log, 'a');
    const environment = this.environment(container, ordinal);
    const args = [...container.args.slice(1).map((arg: string) => this.localize(expand(arg, environment), ordinal)),
      '-c', `unix_socket_directories=${this.folderOf('socket', ordinal)}`];
    const child = spawn(join(PROGRAMS!, 'postgres'), args, { env: this.local(environment, ordinal), stdio: ['ignore', out, out], ...SYSTEM_USER });
    this.running.set(String(ordinal), child);
    for (let left = 300; left > 0; left--) {
      if (this.probe('readinessProbe', ordinal).status === 0) return;
      spawnSync('sleep', ['0.1']);
    }
    throw new Error(`server ${ordinal} is never ready:\n${readFileSync(log, 'utf8')}`);
  }

  public probe(name: string, ordinal: number): Result {
    const [container] = this.set.spec.template.spec.containers;
    return this.run(container[name].exec.command, this.environment(container, ordinal), ordinal);
  }

  /** As the kubelet does with the image's stop signal, SIGINT. */
  public stop(ordinal: number): void {
    const child = this.running.get(String(ordinal));
    if (!child) return;
    process.kill(child.pid!, 'SIGINT');
    this.running.delete(String(ordinal));
    for (let left = 300; left > 0 && existsSync(join(this.data(ordinal), 'postmaster.pid')); left--) spawnSync('sleep', ['0.1']);
  }

  public stopAll(): void {
    for (const ordinal of [...this.running.keys()].reverse()) this.stop(Number(ordinal));
  }

  /** Runs the pod of a CronJob or Job, such as 'backup'. */
  public task(role: string, environment: Environment = {}): Result {
    const spec = this.objects.map(object => object.spec?.jobTemplate?.spec ?? object.spec)
      .map(each => each?.template?.spec?.containers?.[0]).find(container => container?.name === role);
    return this.run(spec.command, { ...this.environment(spec, 0), ...environment }, 0);
  }

  /** A client of the same machine as the pod, through its socket. */
  public socketSql(ordinal: number, user: string, sql: string): Result {
    return this.psql({ PGHOST: this.folderOf('socket', ordinal), PGUSER: user }, sql);
  }

  /** A client from elsewhere. */
  public sql(ordinal: number, sql: string, environment: Environment = {}): Result {
    return this.psql({ PGHOST: this.address(ordinal), PGUSER: 'postgres', PGPASSWORD: this.password(), ...environment }, sql);
  }

  private password(): string {
    return Object.values(this.secrets).map(secret => secret.password).find(password => password !== undefined)!;
  }

  private psql(environment: Environment, sql: string): Result {
    return this.run(['psql', '-X', '-A', '-t', '-q', '-w', '-v', 'ON_ERROR_STOP=1', '-c', sql], { PGDATABASE: 'postgres', ...environment }, 0);
  }

  private environment(container: any, ordinal: number): Environment {
    return Object.fromEntries(container.env.map(({ name, value, valueFrom }: any) => [name, value
      ?? (valueFrom.fieldRef ? `${this.set.metadata.name}-${ordinal}` : this.secrets[valueFrom.secretKeyRef.name][valueFrom.secretKeyRef.key])]));
  }

  private run(command: string[], environment: Environment, ordinal: number): Result {
    const [program, ...args] = command.map(each => this.localize(each, ordinal));
    const result: SpawnSyncReturns<string> = spawnSync(program, args, { env: this.local(environment, ordinal), encoding: 'utf8', timeout: 60_000, ...SYSTEM_USER });
    return { status: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  private local(environment: Environment, ordinal: number): NodeJS.ProcessEnv {
    const here = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, this.localize(value, ordinal, name)]));
    return { PATH: `${PROGRAMS}:/usr/bin:/bin`, PGPORT: PORT, PGDATABASE: 'postgres', LC_ALL: 'C.UTF-8', ...here };
  }

  private localize(text: string, ordinal: number, variable = ''): string {
    const name = this.set.metadata.name;
    if (variable === 'POD_NAME' || variable === 'PRIMARY' || variable === 'NAME' || /PASSWORD/.test(variable)) return text;
    const all = [0, 1].map(each => this.address(each)).join();
    return text
      .replaceAll('/var/lib/postgresql/data', this.folderOf('data', ordinal))
      .replaceAll('/etc/postgresql-configuration', this.folderOf('configuration'))
      .replaceAll('/etc/postgresql-certificates', this.folderOf('certificates'))
      .replaceAll('/run/replication', this.folderOf('replication', ordinal))
      .replaceAll('/backups', this.folderOf('backups'))
      .replaceAll(`${name}-0.${name}-headless`, this.address(0))
      .replaceAll(`${name}-headless`, all)
      .replaceAll(`${name}-read-write`, this.address(0))
      .replaceAll('listen_addresses=*', `listen_addresses=${this.address(ordinal)},127.0.0.1`)
      .replaceAll('127.0.0.1', this.address(ordinal))
      .replaceAll('port=5432', `port=${PORT}`);
  }

  private own(path: string): void {
    chmodSync(path, 0o700);
    chownSync(path, SYSTEM_USER!.uid, SYSTEM_USER!.gid);
  }

  /** The files in a volume. */
  public files(volume: string): string[] {
    return readdirSync(this.folderOf(volume)).sort();
  }

  /** Puts a file where a Secret is mounted, for the server to read and for nobody else. */
  public certificate(name: string, text: string): void {
    const path = join(this.folderOf('certificates'), name);
    writeFileSync(path, text, { mode: 0o400 });
    chownSync(path, SYSTEM_USER!.uid, SYSTEM_USER!.gid);
  }
}

/** Kubernetes puts variables into arguments. */
function expand(text: string, environment: Environment): string {
  return text.replace(/\$\(([A-Z_]+)\)/g, (whole, name: string) => environment[name] ?? whole);
}
