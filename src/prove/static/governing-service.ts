import type { Diagnostic } from '../../manifest/diagnostic';
import { groupedBy } from '../../manifest/grouped';
import { nearby } from '../../manifest/nearby';
import type { ManifestObject, Manifests, Service } from '../../manifest/objects';
import { perObject } from '../../manifest/per-object';
import { serviceSelector, serviceSelects } from '../../manifest/selector';
import type { Subject } from '../subject';
import { isHeadless } from '../surroundings';
import { flow } from './flow';
import type { StaticRule } from './index';
import { metadataOf, podLabels, servicesSelecting } from './pods';
import type { Finding } from './pods';
import { othersSelected } from './workloads';

const id = 'network/governing-service';
type Found = ManifestObject<Service>;

/**
 * A pod has a DNS name of its own only if its subdomain, which the controller takes from serviceName, is the name of a headless Service in its namespace
 * whose endpoints it is among (endpointslice, utils.go:podToEndpoint; https://github.com/kubernetes/dns/blob/master/docs/specification.md, 2.4). The API
 * server checks nothing of it.
 */
export const governingService: StaticRule = {
  id,
  title: 'serviceName names a headless Service that selects these pods and no others',
  check: (subject, manifests) => {
    const { serviceName = '' } = subject.manifest.object.spec;
    const service = servicesByName(nearby(manifests, subject.namespace)).get(serviceName)?.[0];
    const finding = serviceName === '' ? withoutName(subject, manifests)
      : service === undefined ? missing(subject, serviceName, manifests)
        : wrong(subject, service) ?? shared(subject, service, manifests);
    return finding === undefined ? [] : [finding];
  },
};

const REASON = 'only a headless Service that selects the pods gives each of them a DNS name';

const servicesByName = perObject(({ services }: Manifests) => groupedBy(services, ({ name }) => name));

const governing = (subject: Subject, manifests: Manifests): Found | undefined => servicesSelecting(subject, manifests).find(isHeadless);

function atSet(subject: Subject, finding: Finding): Diagnostic {
  return { rule: id, ...finding, where: subject.manifest.at('spec', 'serviceName') };
}

function withoutName(subject: Subject, manifests: Manifests): Diagnostic {
  const candidate = governing(subject, manifests);
  return atSet(subject, {
    severity: 'error',
    message: `StatefulSet ${subject.name} has no serviceName: its pods have no DNS names of their own`,
    reason: REASON,
    advice: candidate === undefined ? `write serviceName: ${subject.name}, and ${headlessService(subject, subject.name)}` : `write serviceName: ${candidate.name}`,
  });
}

/** Where the set's own headless Service is among the files, the name is wrong; else the Service may be in another file. */
function missing(subject: Subject, serviceName: string, manifests: Manifests): Diagnostic {
  const candidate = governing(subject, manifests);
  if (candidate !== undefined) {
    return atSet(subject, {
      severity: 'error',
      message: `StatefulSet ${subject.name} has serviceName ${serviceName}, but the headless Service that selects its pods is ${candidate.name}`,
      reason: REASON,
      advice: `write serviceName: ${candidate.name}`,
    });
  }
  return atSet(subject, {
    severity: 'question',
    message: `Service ${serviceName}, which StatefulSet ${subject.name} names as serviceName, is not among the files given`,
    reason: REASON,
    advice: `give the file that contains it too, or add ${headlessService(subject, serviceName)}`,
  });
}

function headlessService(subject: Subject, name: string): string {
  return `{apiVersion: v1, kind: Service, metadata: ${metadataOf(subject, name)}, spec: {clusterIP: None, selector: ${selectorText(subject)}}}`;
}

function selectorText(subject: Subject): string {
  return flow(subject.manifest.object.spec.selector.matchLabels ?? podLabels(subject));
}

function wrong(subject: Subject, service: Found): Diagnostic | undefined {
  const { type, clusterIP, selector } = service.object.spec;
  const called = `Service ${service.name}, which StatefulSet ${subject.name} names as serviceName,`;
  if (!isHeadless(service)) {
    const kind = type === 'ExternalName' ? 'has the type ExternalName' : clusterIP === 'None' ? `has the type ${type}` : 'is not headless';
    return {
      rule: id,
      severity: 'error',
      message: `${called} ${kind}: Kubernetes does not promise that the names of the pods resolve`,
      reason: REASON,
      advice: 'write clusterIP: None; clients that need one address get a Service of their own',
      where: service.at('spec', clusterIP === undefined || type === 'ExternalName' ? 'type' : 'clusterIP'),
    };
  }
  if (serviceSelects(selector, podLabels(subject))) return undefined;
  const hasSelector = selector !== undefined && Object.keys(selector).length > 0;
  return {
    rule: id,
    severity: hasSelector ? 'error' : 'question',
    message: hasSelector ? `${called} does not select its pods` : `${called} has no selector: it selects no pod`,
    reason: REASON,
    advice: `write selector: ${selectorText(subject)}`,
    where: service.at('spec', 'selector'),
  };
}

/** The names of the sets that name each Service. */
const families = perObject(({ statefulSets }: Manifests) =>
  new Map([...groupedBy(statefulSets, ({ object }) => object.spec.serviceName ?? '')].map(([service, sets]) => [service, new Set(sets.map(({ name }) => name))])));

/** Sets that share a Service on purpose all name it. */
function shared(subject: Subject, service: Found, manifests: Manifests): Diagnostic | undefined {
  const { selector } = service.object.spec;
  const family = families(manifests).get(service.name);
  const other = othersSelected(subject, manifests, serviceSelector(selector)).find(({ kind, name }) => !(kind === 'StatefulSet' && family?.has(name)));
  if (other === undefined) return undefined;
  return {
    rule: id,
    severity: 'warning',
    message: `Service ${service.name}, which StatefulSet ${subject.name} names as serviceName, also selects the pods of ${other.kind} ${other.name}`,
    reason: 'whoever looks up the Service finds members that are none',
    advice: 'give the pods of the set a label that no other pods have, and select by it',
    where: service.at('spec', 'selector'),
  };
}
