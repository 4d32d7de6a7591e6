/** Services: core/validation/validation.go:validateService, ValidateServiceUpdate, and the addresses that registry/core/service allocates. */
import type { JsonObject } from '../objects';
import { portOrNameErrors } from './container';
import type { FieldError } from './field';
import { duplicate, forbidden, invalid, invalids, notSupported, required } from './field';
import { coreMetadataUpdateErrors, finalizersErrors, labelsErrors, metadataErrors } from './meta';
import { dns1035Label, dnsLabel, dnsSubdomain, ipAddress, portNumber, qualifiedName } from './names';
import { servicePortPrinted, textsPrinted } from './print';
import type { Profile } from './profile';
import { fieldOf, list, number, numberIf, object, objectIf, text, textIf, texts } from './values';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

export function serviceErrors(service: JsonObject, profile: Profile): FieldError[] {
  return [...serviceMetadataErrors(object(service, 'metadata'), profile), ...specErrors(object(service, 'spec'), profile)];
}

function serviceMetadataErrors(metadata: JsonObject, profile: Profile): FieldError[] {
  return [...metadataErrors(metadata, profile.relaxedServiceNames ? dnsLabel : dns1035Label, profile), ...finalizersErrors(metadata)];
}

export function serviceUpdateErrors(service: JsonObject, old: JsonObject, profile: Profile): FieldError[] {
  const [spec, before] = [object(service, 'spec'), object(old, 'spec')];
  return [
    ...coreMetadataUpdateErrors(object(service, 'metadata'), object(old, 'metadata'), profile),
    ...addressChangeErrors(spec, before),
    ...(profile.validatesServiceMetadataOnUpdate ? serviceMetadataErrors(object(service, 'metadata'), profile) : []),
    ...specErrors(spec, profile, texts(before, 'clusterIPs')),
  ];
}

/** A field whose gate is off (registry/core/service/strategy.go:dropServiceDisabledFields). */
export function withoutDisabledTraffic(service: JsonObject, { trafficDistribution }: Profile): JsonObject {
  return trafficDistribution ? service : { ...service, spec: { ...object(service, 'spec'), trafficDistribution: undefined } };
}

/** clusterIPs follows clusterIP where only that was written (registry/core/service/strategy.go:NormalizeClusterIPs). */
export function withClusterIps(service: JsonObject, old?: JsonObject): JsonObject {
  const spec = object(service, 'spec');
  const before = object(old ?? {}, 'spec');
  const [one, all] = [text(spec, 'clusterIP'), texts(spec, 'clusterIPs')];
  if (old === undefined) return all.length === 0 && one !== '' ? { ...service, spec: { ...spec, clusterIPs: [one] } } : service;
  if (one === text(before, 'clusterIP') || all.join() !== texts(before, 'clusterIPs').join()) return service;
  return { ...service, spec: one === '' ? { ...spec, clusterIPs: undefined } : { ...spec, clusterIPs: [one, ...all.slice(1)] } };
}

const isHeadless = (spec: JsonObject): boolean => text(spec, 'type') === 'ClusterIP' && text(spec, 'clusterIP') === 'None';

/** validateUpgradeDowngradeClusterIPs. */
function addressChangeErrors(spec: JsonObject, before: JsonObject): FieldError[] {
  if (text(spec, 'type') === 'ExternalName' || text(before, 'type') === 'ExternalName' || (isHeadless(spec) && isHeadless(before))) return [];
  const [now, then] = [texts(spec, 'clusterIPs'), texts(before, 'clusterIPs')];
  const changed = (index: number): FieldError => invalid(`spec.clusterIPs[${index}]`, textsPrinted(now), 'may not change once set');
  if (now.length === then.length) return then.flatMap((ip, index) => (ip === now[index] ? [] : [changed(index)]));
  const errors: FieldError[] = [];
  if (now.length === 0) errors.push(invalid('spec.clusterIPs[0]', textsPrinted(now), 'primary clusterIP can not be unset'));
  else if (then.length > 0 && now[0] !== then[0]) errors.push(changed(0));
  const policy = textIf(spec, 'ipFamilyPolicy');
  if (then.length > now.length && now.length === 1 && policy !== 'SingleStack') {
    const told = policy === undefined ? { json: 'null', go: '"null"' } : policy;
    errors.push(invalid('spec.ipFamilyPolicy', told, "must be set to 'SingleStack' when releasing the secondary clusterIP"));
  }
  return errors;
}

function specErrors(spec: JsonObject, profile: Profile, known: readonly string[] = []): FieldError[] {
  const [type, ports] = [text(spec, 'type'), list(spec, 'ports')];
  const errors = ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName' ? [required('spec.ports')] : [];
  errors.push(...typeErrors(spec), ...portsErrors(ports, profile), ...labelsErrors(spec, 'selector', 'spec.selector', profile), ...affinityErrors(spec));
  if (type !== 'ExternalName') errors.push(...addressErrors(spec, known));
  if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  return [...errors, ...portUseErrors(type, ports), ...loadBalancerErrors(spec), ...trafficErrors(spec, profile)];
}

function typeErrors(spec: JsonObject): FieldError[] {
  const [type, ips] = [text(spec, 'type'), texts(spec, 'clusterIPs')];
  if ((type === 'LoadBalancer' || type === 'NodePort') && text(spec, 'clusterIP') === 'None') {
    return [invalid('spec.clusterIPs[0]', ips[0] ?? '', `may not be set to 'None' for ${type} services`)];
  }
  if (type !== 'ExternalName') return [];
  const errors = ips.length > 0 ? [forbidden('spec.clusterIPs', 'may not be set for ExternalName services')] : [];
  if (texts(spec, 'ipFamilies').length > 0) errors.push(forbidden('spec.ipFamilies', 'may not be set for ExternalName services'));
  if (textIf(spec, 'ipFamilyPolicy') !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', 'may not be set for ExternalName services'));
  const name = text(spec, 'externalName').replace(/\.$/, '');
  return [...errors, ...(name === '' ? [required('spec.externalName')] : invalids('spec.externalName', name, dnsSubdomain(name)))];
}

function portsErrors(ports: readonly JsonObject[], { minor }: Profile): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const at = `spec.ports[${index}]`;
    const [name, protocol, application] = [text(port, 'name'), text(port, 'protocol'), textIf(port, 'appProtocol')];
    const errors = name === '' ? (ports.length > 1 ? [required(`${at}.name`)] : []) : invalids(`${at}.name`, name, dnsLabel(name));
    if (name !== '' && names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    errors.push(...invalids(`${at}.port`, number(port, 'port'), portNumber(number(port, 'port'))));
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
    errors.push(...portOrNameErrors(fieldOf(port, 'targetPort'), `${at}.targetPort`));
    return application === undefined ? errors : [...errors, ...invalids(`${at}.appProtocol`, application, qualifiedName(application, minor))];
  });
}

function affinityErrors(spec: JsonObject): FieldError[] {
  const affinity = text(spec, 'sessionAffinity');
  if (!['ClientIP', 'None'].includes(affinity)) return [notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None'])];
  const timeout = numberIf(object(object(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (affinity !== 'ClientIP' || timeout === undefined || (timeout > 0 && timeout <= 86400)) return [];
  return [invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', timeout, 'must be greater than 0 and less than 86400')];
}

function addressErrors(spec: JsonObject, known: readonly string[]): FieldError[] {
  const [one, all] = [text(spec, 'clusterIP'), texts(spec, 'clusterIPs')];
  const path = 'spec.clusterIPs';
  const errors: FieldError[] = [];
  if (one !== '' && all.length === 0) errors.push(required(path));
  else if (one !== '' && all[0] !== one) errors.push(invalid(path, textsPrinted(all), 'first value must match `clusterIP`'));
  if (one === '' && all.length > 0) errors.push(invalid(path, textsPrinted(all), 'must be empty when `clusterIP` is not specified'));
  const seen = new Set<string>();
  texts(spec, 'ipFamilies').forEach((family, index) => {
    if (!FAMILIES.includes(family)) errors.push(notSupported(`spec.ipFamilies[${index}]`, family, FAMILIES));
    if (seen.has(family)) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
    seen.add(family);
  });
  const policy = textIf(spec, 'ipFamilyPolicy');
  if (policy !== undefined && !FAMILY_POLICIES.includes(policy)) errors.push(notSupported('spec.ipFamilyPolicy', policy, FAMILY_POLICIES));
  const wrong: FieldError[] = [];
  all.forEach((ip, index) => {
    if (index === 0 && ip === 'None') {
      if (all.length > 1) wrong.push(invalid(path, textsPrinted(all), "'None' must be the first and only value"));
    } else if (!known.includes(ip)) {
      wrong.push(...invalids(`${path}[${index}]`, ip, ipAddress(ip)));
    }
  });
  errors.push(...wrong);
  if (all.length > 2) errors.push(invalid(path, textsPrinted(all), 'may only hold up to 2 values'));
  if (wrong.length > 0) return errors;
  if (all.length === 2 && all[0].includes(':') === all[1].includes(':')) {
    errors.push(invalid(path, textsPrinted(all), 'may specify no more than one IP for each IP family'));
  }
  return errors;
}

function portUseErrors(type: string, ports: readonly JsonObject[]): FieldError[] {
  const errors = ports.flatMap((port, index) => (
    type === 'ClusterIP' && number(port, 'nodePort') !== 0 ? [forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")] : []));
  const [nodePorts, taken] = [new Set<string>(), new Set<string>()];
  ports.forEach((port, index) => {
    const key = `${text(port, 'protocol')}/${number(port, 'nodePort')}`;
    if (number(port, 'nodePort') === 0) return;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${index}].nodePort`, number(port, 'nodePort')));
    nodePorts.add(key);
  });
  ports.forEach((port, index) => {
    const key = `${text(port, 'protocol')}/${number(port, 'port')}`;
    if (taken.has(key)) errors.push(duplicate(`spec.ports[${index}]`, servicePortPrinted(port)));
    taken.add(key);
  });
  return errors;
}

function loadBalancerErrors(spec: JsonObject): FieldError[] {
  const type = text(spec, 'type');
  const errors: FieldError[] = [];
  if (type === 'LoadBalancer') return errors;
  if (texts(spec, 'loadBalancerSourceRanges').length > 0) {
    errors.push(forbidden('spec.LoadBalancerSourceRanges', "may only be used when `type` is 'LoadBalancer'"));
  }
  if (fieldOf(spec, 'allocateLoadBalancerNodePorts') !== undefined) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'"));
  }
  if (textIf(spec, 'loadBalancerClass') !== undefined) errors.push(forbidden('spec.loadBalancerClass', "may only be used when `type` is 'LoadBalancer'"));
  return errors;
}

function trafficErrors(spec: JsonObject, { externalAddressesHavePolicy, preferSameTraffic }: Profile): FieldError[] {
  const [type, external, internal] = [text(spec, 'type'), text(spec, 'externalTrafficPolicy'), textIf(spec, 'internalTrafficPolicy')];
  const isOutside = externalAddressesHavePolicy && type === 'ClusterIP' && texts(spec, 'externalIPs').length > 0;
  const isExternal = type === 'LoadBalancer' || type === 'NodePort' || isOutside;
  const errors: FieldError[] = [];
  const onlyFor = externalAddressesHavePolicy ? 'for externally-accessible services' : "when `type` is 'NodePort' or 'LoadBalancer'";
  if (!isExternal && external !== '') errors.push(invalid('spec.externalTrafficPolicy', external, `may only be set ${onlyFor}`));
  if (isExternal && external === '') errors.push(required('spec.externalTrafficPolicy'));
  else if (isExternal && !['Cluster', 'Local'].includes(external)) errors.push(notSupported('spec.externalTrafficPolicy', external, ['Cluster', 'Local']));
  const check = number(spec, 'healthCheckNodePort');
  if (check !== 0 && !(type === 'LoadBalancer' && external === 'Local')) {
    errors.push(invalid('spec.healthCheckNodePort', check, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"));
  }
  if (internal !== undefined && !['Cluster', 'Local'].includes(internal)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, ['Cluster', 'Local']));
  }
  const distribution = textIf(spec, 'trafficDistribution');
  const known = preferSameTraffic ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
  if (distribution !== undefined && !known.includes(distribution)) errors.push(notSupported('spec.trafficDistribution', distribution, known));
  return errors;
}

/** What the server gives to a Service whose addresses need no allocation: a headless one gets the families of a cluster with IPv4 only. */
export function withFamilies(service: JsonObject): JsonObject {
  const spec = object(service, 'spec');
  if (text(spec, 'type') === 'ExternalName') return service;
  const policy = textIf(spec, 'ipFamilyPolicy') ?? (isHeadless(spec) && objectIf(spec, 'selector') === undefined ? 'RequireDualStack' : 'SingleStack');
  const families = texts(spec, 'ipFamilies').length > 0 ? fieldOf(spec, 'ipFamilies') : policy === 'RequireDualStack' ? ['IPv4', 'IPv6'] : ['IPv4'];
  return { ...service, spec: { ...spec, ipFamilies: families, ipFamilyPolicy: policy } };
}
