/** Security contexts: core/validation/validation.go:ValidateSecurityContext and validatePodSpecSecurityContext, the rules for Linux. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { invalid, notSupported, required } from './field';
import { json, pointer } from './print';
import type { Profile } from './profile';
import { fieldOf, flag, numberIf, object, objectIf, text, textIf, texts } from './values';

const ID = 'must be between 0 and 2147483647, inclusive';
/** The fields of the server's internal type, all pointers, and what they point to. */
const FIELDS: { readonly [name: string]: string } = {
  capabilities: 'core.Capabilities',
  privileged: 'bool',
  seLinuxOptions: 'core.SELinuxOptions',
  windowsOptions: 'core.WindowsSecurityContextOptions',
  runAsUser: 'int64',
  runAsGroup: 'int64',
  runAsNonRoot: 'bool',
  readOnlyRootFilesystem: 'bool',
  allowPrivilegeEscalation: 'bool',
  procMount: 'core.ProcMountType',
  seccompProfile: 'core.SeccompProfile',
  appArmorProfile: 'core.AppArmorProfile',
};
/** What is recorded of those that are structs themselves. */
const INNER_FIELDS: { readonly [name: string]: readonly string[] } = {
  capabilities: ['add', 'drop'],
  seccompProfile: ['type', 'localhostProfile'],
  appArmorProfile: ['type', 'localhostProfile'],
};

function idErrors(of: JsonObject, name: string, path: string): FieldError[] {
  const id = numberIf(of, name);
  return id !== undefined && (id < 0 || id > 2147483647) ? [invalid(`${path}.${name}`, id, ID)] : [];
}

export function containerSecurityErrors(context: JsonObject | undefined, path: string, hostUsers: boolean, { minor }: Profile): FieldError[] {
  if (context === undefined) return [];
  const errors = [...idErrors(context, 'runAsUser', path), ...idErrors(context, 'runAsGroup', path)];
  const mount = textIf(context, 'procMount');
  if (mount !== undefined && !['Default', 'Unmasked'].includes(mount)) errors.push(notSupported(`${path}.procMount`, mount, ['Default', 'Unmasked']));
  if (mount === 'Unmasked' && hostUsers) errors.push(invalid(`${path}.procMount`, mount, '`hostUsers` must be false to use `Unmasked`'));
  errors.push(...seccompErrors(context, path));
  if (fieldOf(context, 'allowPrivilegeEscalation') === false) {
    const told = { json: contextJson(context), go: goContext(context, minor) };
    if (flag(context, 'privileged')) errors.push(invalid(path, told, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    if (texts(object(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
      errors.push(invalid(path, told, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'));
    }
  }
  return errors;
}

/** The server's internal type has no JSON names of its own. */
function contextJson(context: JsonObject): string {
  return `{${Object.keys(FIELDS).map((name) => `"${internal(name)}":${internalJson(name, context)}`).join(',')}}`;
}

/** appArmorProfile came with 1.30. */
function goContext(context: JsonObject, minor: number): string {
  const fields = Object.entries(FIELDS).filter(([name]) => minor >= 30 || name !== 'appArmorProfile');
  return `core.SecurityContext{${fields.map(([name, type]) => `${internal(name)}:${pointer(fieldOf(context, name), type)}`).join(', ')}}`;
}

const internal = (name: string): string => (name === 'seLinuxOptions' ? 'SELinuxOptions' : name.charAt(0).toUpperCase() + name.slice(1));

function internalJson(name: string, context: JsonObject): string {
  const value = fieldOf(context, name);
  if (value === undefined || !Object.hasOwn(INNER_FIELDS, name)) return json(value);
  const inner = object(context, name);
  return `{${INNER_FIELDS[name].map((each) => `"${internal(each)}":${json(fieldOf(inner, each))}`).join(',')}}`;
}

function seccompErrors(context: JsonObject, path: string): FieldError[] {
  const profile = objectIf(context, 'seccompProfile');
  if (profile === undefined) return [];
  const at = `${path}.seccompProfile`;
  const [type, file] = [text(profile, 'type'), textIf(profile, 'localhostProfile')];
  if (type === '') return [required(`${at}.type`, 'type is required when seccompProfile is set')];
  if (!['Localhost', 'RuntimeDefault', 'Unconfined'].includes(type)) return [notSupported(`${at}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])];
  if (type === 'Localhost' && file === undefined) return [required(`${at}.localhostProfile`, 'must be set when seccomp type is Localhost')];
  if (type === 'Localhost' || file === undefined) return [];
  const told = {
    json: `{"Type":${json(type)},"LocalhostProfile":${json(file)}}`, go: `core.SeccompProfile{Type:${json(type)}, LocalhostProfile:${pointer(file, 'string')}}`,
  };
  return [invalid(`${at}.localhostProfile`, told, 'can only be set when seccomp type is Localhost')];
}

export function podSecurityErrors(spec: JsonObject, path: string): FieldError[] {
  const context = object(spec, 'securityContext');
  const at = `${path}.securityContext`;
  const errors = ['fsGroup', 'runAsUser', 'runAsGroup'].flatMap((name) => idErrors(context, name, at));
  const groups = fieldOf(context, 'supplementalGroups');
  if (Array.isArray(groups)) {
    groups.forEach((id, index) => {
      if (typeof id === 'number' && (id < 0 || id > 2147483647)) errors.push(invalid(`${at}.supplementalGroups[${index}]`, id, ID));
    });
  }
  const isShared = flag(spec, 'shareProcessNamespace');
  if (isShared && flag(spec, 'hostPID')) errors.push(invalid(`${at}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled'));
  const change = textIf(context, 'fsGroupChangePolicy');
  if (change !== undefined && !['Always', 'OnRootMismatch'].includes(change)) {
    errors.push(notSupported(`${at}.fsGroupChangePolicy`, change, ['Always', 'OnRootMismatch']));
  }
  return [...errors, ...seccompErrors(context, at)];
}
