import { namespaceOption } from './kubectl';
import { governingService } from './static/governing-service';
import type { Subject } from './subject';
import { podName } from './subject';
import type { Trouble } from './timeline';
import type { Manifests } from '../manifest/objects';

/** What keeps the names of the pods from resolving, as far as the files given decide it: a set may run well all the same. */
export function nameTroubles(subject: Subject, manifests: Manifests): Trouble[] {
  const { name, manifest } = subject;
  const inNamespace = namespaceOption(subject);
  const service = manifest.object.spec.serviceName ?? '';
  return governingService.check(subject, manifests).filter(({ severity }) => severity === 'error').map(({ message, advice }) => ({
    object: `statefulset/${name}`,
    problem: `${message}; ${advice}`,
    look: [
      `kubectl get statefulset ${name} -o jsonpath='{.spec.serviceName}'${inNamespace}`,
      `kubectl get service,endpointslices -o wide${inNamespace}`,
      `kubectl exec ${podName(subject, 0)}${inNamespace} -- nslookup ${podName(subject, 0)}${service === '' ? '' : `.${service}`}`,
    ],
  }));
}
