import { mutantsOf } from './program';

/** Broken rules of pod templates: core/validation/validation.go. */
export const PODS = [
  ...mutantsOf('src/manifest/admission/container.ts', [
    ['validateContainers: there need be none', 'if (containers.length === 0) return [required(path)];', 'if (containers.length === 0) return [];'],
    ['validateContainers: two may have one name', "...(isTaken ? [duplicate(`${at}.name`, name)] : []),\n", ''],
    ['validateContainerCommon: the name may be missing', "name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabel(name));\n  if (text(", "name === '' ? [] : invalids(`${at}.name`, name, dnsLabel(name));\n  if (text("],
    ['validateContainerCommon: the image may be missing', "  if (text(container, 'image') === '') errors.push(required(`${at}.image`));\n", ''],
    ['validatePullPolicy: any word', "if (!['Always', 'IfNotPresent', 'Never'].includes(pull))", 'if (false)'],
    ['validateContainerPorts: any number', 'invalids(`${at}.containerPort`, containerPort, portNumber(containerPort))', 'invalids(`${at}.containerPort`, containerPort, [])'],
    ['validateContainerPorts: any name', "const wrong = name === '' ? [] : portName(name);", 'const wrong: string[] = [];'],
    ['ValidateVolumeMounts: the volume may be missing', '    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));\n', ''],
    ['ValidateVolumeMounts: two at one path', "if (paths.has(mountPath)) errors", "if (false) errors"],
    ['validateLocalDescendingPath: may go up', "return path.split('/').includes('..') ? [...errors, invalid(at, path, \"must not contain '..'\")] : errors;", 'return errors;'],
    ['ValidateVolumeMounts names the index in the path of subPath', "descendingErrors(subPath, `${path}.subPath`)", "descendingErrors(subPath, `${at}.subPath`)"],
    ['validateHandler: two handlers', "[...actionErrors(first, object(handler, first), `${at}.${first}`, context), ...others.map((name) => forbidden(`${at}.${name}`, 'may not specify more than 1 handler type'))]", 'actionErrors(first, object(handler, first), `${at}.${first}`, context)'],
    ['validateHandler looks at sockets before requests', "const HANDLERS = ['exec', 'httpGet', 'tcpSocket',", "const HANDLERS = ['exec', 'tcpSocket', 'httpGet',"],
    ['validateProbe: liveness alone', "if (kind === 'readiness') {", "if (kind !== 'readiness') {"],
    ['ValidatePortNumOrName: names are as numbers', "if (typeof port === 'string') return invalids(at, port, portName(port));\n", ''],
    ['ValidateEnv: no name is looked at', 'invalids(`${at}.name`, name, environmentName(name, profile.relaxedEnvironmentNames))', '[]'],
  ]),
  ...mutantsOf('src/manifest/admission/volume.ts', [
    ['ValidateVolumes: the name may be missing', "...(name === '' ? [required(`${at}.name`)] : invalids(`${at}.name`, name, dnsLabel(name)))", "...(name === '' ? [] : invalids(`${at}.name`, name, dnsLabel(name)))"],
    ['ValidateVolumes: a bad one can be mounted', 'if (own.length === 0) good.set(name, volume);', 'good.set(name, volume);'],
    ['validateVolumeSource: two sources', "    ...others.map((name) => forbidden(`${at}.${SPELLING[name] ?? name}`, 'may not specify more than 1 volume type')),\n", ''],
    ['validateVolumeSource looks at hostPath first', "['emptyDir', 'hostPath',", "['hostPath', 'emptyDir',"],
    ['validatePersistentClaimVolumeSource: no claim', "case 'persistentVolumeClaim': return missing(source, ['claimName'], at);", "case 'persistentVolumeClaim': return [];"],
  ]),
  ...mutantsOf('src/manifest/admission/resources.ts', [
    ['ValidateContainerResourceRequirements: requests over their limit', 'else if (asked.nanos > most.nanos)', 'else if (asked.nanos < 0n)'],
    ['ValidateContainerResourceRequirements: requests equal to their limit are refused', 'asked.nanos > most.nanos', 'asked.nanos >= most.nanos'],
    ['ValidatePersistentVolumeClaimSpec: no size', 'if (storage === undefined) return [required(at)];', 'if (storage === undefined) return [];'],
    ['ValidatePersistentVolumeClaimSpec: a size of nothing', 'quantity.nanos <= 0n ?', 'quantity.nanos < 0n ?'],
  ]),
  ...mutantsOf('src/manifest/admission/scheduling.ts', [
    ['ValidateTolerations: any operator', "else if (operator !== 'Exists') errors", "else if (operator === '') errors"],
    ['validateTopologySpreadConstraints: a skew of 0', 'if (skew <= 0) errors', 'if (skew < 0) errors'],
    ['validateTopologySpreadConstraints: the selector', "constraint, at, profile), ...selectorErrors(objectIf(constraint, 'labelSelector'), `${at}.labelSelector`, profile)]", "constraint, at, profile), ...(objectIf(constraint, 'labelSelector') === undefined ? [required(at)] : [])]"],
  ]),
];
