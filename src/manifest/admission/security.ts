/** Security contexts: core/validation/validation.go:ValidateSecurityContext and validatePodSpecSecurityContext, the rules for Linux. */
import type { JsonObject } from '../objects';
import type { FieldError } from './field';
import { invalid, notSupported, required } from './field';
import { json } from './print';
import { fieldOf, flag, numberIf, object, objectIf, text, textIf, texts } from './values';

const ID = 'must be between 0 and 2147483647, inclusive';
const FIELDS = ['capabilities', 'privileged', 'seLinuxOptions', 'windowsOptions', 'runAsUser', 'runAsGroup', 'runAsNonRoot', 'readOnlyRootFilesystem',
  'allowPrivilegeEscalation', 'procMount', 'seccompProfile', 'appArmorProfile'];

function idErrors(of: JsonObject, name: string, path: string): FieldError[] {
  const id = numberIf(of, name);
  return id !== undefined && (id < 0 || id > 2147483647) ? [invalid(`${path}.${name}`, id, ID)] : [];
}

export function containerSecurityErrors(context: JsonObject | undefined, path: string, hostUsers: boolean): FieldError[] {
  if (context === undefined) return [];
  const errors = [...idErrors(context, 'runAsUser', path), ...idErrors(context, 'runAsGroup', path)];
  const mount = textIf(context, 'procMount');
  if (mount !== undefined && !['Default', 'Unmasked'].includes(mount)) errors.push(notSupported(`${path}.procMount`, mount, ['Default', 'Unmasked']));
  if (mount === 'Unmasked' && hostUsers) errors.push(invalid(`${path}.procMount`, mount, '`hostUsers` must be false to use `Unmasked`'));
  errors.push(...seccompErrors(context, path));
  if (fieldOf(context, 'allowPrivilegeEscalation') === false) {
    const told = { json: contextJson(context), go: 'core.SecurityContext{}' };
    if (flag(context, 'privileged')) errors.push(invalid(path, told, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    if (texts(object(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
      errors.push(invalid(path, told, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'));
    }
  }
  return errors;
}

/** The server's internal type has no JSON names of its own. */
function contextJson(context: JsonObject): string {
  return `{${FIELDS.map((name) => `"${internal(name)}":${internalJson(name, context)}`).join(',')}}`;
}

const internal = (name: string): string => (name === 'seLinuxOptions' ? 'SELinuxOptions' : name.charAt(0).toUpperCase() + name.slice(1));

function internalJson(name: string, context: JsonObject): string {
  const value = fieldOf(context, name);
  if (name !== 'capabilities' || value === undefined) return json(value);
  const capabilities = object(context, name);
  return `{"Add":${json(fieldOf(capabilities, 'add'))},"Drop":${json(fieldOf(capabilities, 'drop'))}}`;
}

function seccompErrors(context: JsonObject, path: string): FieldError[] {
  const profile = objectIf(context, 'seccompProfile');
  if (profile === undefined) return [];
  const at = `${path}.seccompProfile`;
  const [type, file] = [text(profile, 'type'), textIf(profile, 'localhostProfile')];
  if (type === '') return [required(`${at}.type`, 'type is required when seccompProfile is set')];
  if (!['Localhost', 'RuntimeDefault', 'Unconfined'].includes(type)) return [notSupported(`${at}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])];
  if (type === 'Localhost' && file === undefined) return [required(`${at}.localhostProfile`, 'must be set when seccomp type is Localhost')];
  return type !== 'Localhost' && file !== undefined ? [invalid(`${at}.localhostProfile`, { json: `{"Type":${json(type)},"LocalhostProfile":${json(file)}}`, go: 'core.SeccompProfile{}' }, 'can only be set when seccomp type is Localhost')] : [];
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
