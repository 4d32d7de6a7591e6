/** Volumes of a pod: core/validation/validation.go:ValidateVolumes and validateVolumeSource. */
import type { JsonObject } from '../objects';
import { claimSpecErrors } from './claim';
import { descendingErrors } from './container';
import type { FieldError } from './field';
import { duplicate, forbidden, invalid, invalids, notSupported, required } from './field';
import { dnsLabel, dnsSubdomain } from './names';
import type { Profile } from './profile';
import { quantityOf } from './quantity';
import { fieldOf, list, numberIf, object, objectIf, text, textIf } from './values';

/** In the order in which the server looks for them. The first is the one, the others are too many. */
const SOURCES = ['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker',
  'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume',
  'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'];
/** Upstream's spelling of the fields of superfluous sources. */
const SPELLING: { readonly [source: string]: string } = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };
const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const MODE_ADVICE = 'must be a number between 0 and 0777 (octal), both inclusive';

export interface CheckedVolumes {
  readonly errors: readonly FieldError[];
  /** The ones without errors: only they can be mounted. */
  readonly volumes: ReadonlyMap<string, JsonObject>;
}

export function checkVolumes(volumes: readonly JsonObject[], path: string, profile: Profile): CheckedVolumes {
  const errors: FieldError[] = [];
  const good = new Map<string, JsonObject>();
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const name = text(volume, 'name');
    const own = [...sourceErrors(volume, at, profile), ...(name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabel(name)))];
    if (good.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) good.set(name, volume);
    errors.push(...own);
  });
  return { errors, volumes: good };
}

function sourceErrors(volume: JsonObject, at: string, profile: Profile): FieldError[] {
  const [first, ...others] = SOURCES.filter((name) => objectIf(volume, name) !== undefined);
  if (first === undefined) return [required(at, 'must specify a volume type')];
  return [
    ...ownErrors(first, object(volume, first), `${at}.${first}`, profile),
    ...others.map((name) => forbidden(`${at}.${SPELLING[name] ?? name}`, 'may not specify more than 1 volume type')),
  ];
}

function ownErrors(name: string, source: JsonObject, at: string, profile: Profile): FieldError[] {
  switch (name) {
    case 'emptyDir': {
      const limit = fieldOf(source, 'sizeLimit');
      return limit !== undefined && quantityOf(limit).nanos < 0n ? [forbidden(`${at}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : [];
    }
    case 'hostPath': return hostPathErrors(source, at);
    case 'secret': return [...missing(source, ['secretName'], at), ...modeErrors(source, at)];
    case 'configMap': return [...missing(source, ['name'], at), ...modeErrors(source, at)];
    case 'nfs': {
      const path = text(source, 'path');
      return [...missing(source, ['server', 'path'], at), ...(path.startsWith('/') ? [] : [invalid(`${at}.path`, path, 'must be an absolute path')])];
    }
    case 'persistentVolumeClaim': return missing(source, ['claimName'], at);
    case 'gcePersistentDisk': return missing(source, ['pdName'], at.replace('gcePersistentDisk', 'persistentDisk'));
    case 'awsElasticBlockStore': return missing(source, ['volumeID'], at);
    case 'csi': {
      const driver = text(source, 'driver');
      // Until 1.34 an empty name was also told to be a wrong one.
      if (driver === '' && profile.minor >= 35) return [required(`${at}.driver`)];
      return [...missing(source, ['driver'], at), ...invalids(`${at}.driver`, driver, dnsSubdomain(driver.toLowerCase()))];
    }
    case 'ephemeral': return ephemeralErrors(source, at, profile);
    default: return [];
  }
}

const missing = (source: JsonObject, names: readonly string[], at: string): FieldError[] =>
  names.filter((name) => text(source, name) === '').map((name) => required(`${at}.${name}`));

function hostPathErrors(source: JsonObject, at: string): FieldError[] {
  const [path, type] = [text(source, 'path'), textIf(source, 'type')];
  if (path === '') return [required(`${at}.path`)];
  const errors = path.split('/').includes('..') ? [invalid(`${at}.path`, path, "must not contain '..'")] : [];
  return type === undefined || HOST_PATH_TYPES.includes(type) ? errors : [...errors, notSupported(`${at}.type`, type, HOST_PATH_TYPES)];
}

function modeErrors(source: JsonObject, at: string): FieldError[] {
  return [...modeError(source, 'defaultMode', at), ...list(source, 'items').flatMap((item, index) => itemErrors(item, `${at}.items[${index}]`))];
}

function modeError(of: JsonObject, name: string, at: string): FieldError[] {
  const mode = numberIf(of, name);
  return mode !== undefined && (mode < 0 || mode > 0o777) ? [invalid(`${at}.${name}`, mode, MODE_ADVICE)] : [];
}

function itemErrors(item: JsonObject, at: string): FieldError[] {
  const path = text(item, 'path');
  const errors = [...missing(item, ['key', 'path'], at), ...descendingErrors(path, `${at}.path`)];
  // ValidateLocalNonReservedPath: two dots are for the kubelet's own links.
  if (path.startsWith('..') && path !== '..' && !path.startsWith('../')) errors.push(invalid(`${at}.path`, path, "must not start with '..'"));
  return [...errors, ...modeError(item, 'mode', at)];
}

function ephemeralErrors(source: JsonObject, at: string, profile: Profile): FieldError[] {
  const template = objectIf(source, 'volumeClaimTemplate');
  if (template === undefined) return [required(`${at}.volumeClaimTemplate`)];
  return claimSpecErrors(object(template, 'spec'), `${at}.volumeClaimTemplate.spec`, profile);
}
