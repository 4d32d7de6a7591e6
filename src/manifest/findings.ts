/** The diagnostics of this folder, one function each: what, why, and what to write instead. */
import type { Diagnostic, Location } from './diagnostic';
import type { Problem } from './problem';

/** The rule that what the API server says belongs to. */
export const ADMITTED = 'rollout/admitted';

function error(name: string, where: Location, message: string, reason: string, advice: string): Diagnostic {
  return { rule: `manifest/${name}`, severity: 'error', message, reason, advice, where };
}

export function unreadableDocument(problem: Problem, where: Location): Diagnostic {
  const isLimit = problem.name === 'limit';
  const reason = isLimit ? 'input is bounded, so that no file can exhaust the machine that checks it' : 'Kubernetes refuses the document too';
  return error(problem.name, where, problem.message, reason, problem.advice ?? 'correct the YAML here');
}

export function badEncoding(message: string, advice: string, where: Location): Diagnostic {
  return error('encoding', where, message, 'Kubernetes reads UTF-8', advice);
}

export function tooMuch(message: string, where: Location): Diagnostic {
  return error('limit', where, message, 'input is bounded, so that no file can exhaust the machine that checks it', 'split the input, or leave out what holds no manifests');
}

export function badSeparator(found: string, where: Location): Diagnostic {
  const shown = found.length <= 40 ? found : `${found.slice(0, 37)}...`;
  return error('separator', where, `invalid Yaml document separator: ${shown}`, 'kubectl takes every line that starts with --- for the end of a document',
    'put what follows --- on a line of its own');
}

export function notRead(where: Location): Diagnostic {
  return error('unread', where, 'what follows is not read: the document has already ended', 'Kubernetes reads one document and goes on after the next ---',
    'correct the indentation, or put --- before it');
}

export function duplicateKey(message: string, where: Location): Diagnostic {
  return error('duplicate-key', where, message, 'strict validation refuses it; otherwise the last one wins', 'keep one of them');
}

export function template(where: Location): Diagnostic {
  return error('template', where, 'this is a template, not a manifest', 'what {{ }} becomes decides what is deployed',
    'render the chart first, for example: helm template RELEASE CHART > manifests.yaml');
}

export function notAnObject(found: string, where: Location): Diagnostic {
  return error('not-an-object', where, `not a Kubernetes object: ${found}`, 'every object has an apiVersion and a kind',
    'write apiVersion and kind, or leave the file out');
}

export function removedApi(apiVersion: string, kind: string, since: string, instead: string, where: Location): Diagnostic {
  return error('removed-api', where, `${apiVersion} ${kind} is gone since Kubernetes ${since}`, 'no API server of this decade creates it', `write apiVersion: ${instead}`);
}

export function duplicateObject(name: string, first: Location, where: Location): Diagnostic {
  return error('duplicate-object', where, `${name} was already defined at ${first.file}:${first.line}`, 'whichever is applied last wins', 'keep one of them, or give them two names');
}

export function generatedName(kind: string, where: Location): Diagnostic {
  return error('generated-name', where, `${kind} has a generateName, so its name is not known before it is created`, 'kubectl apply refuses it', 'write metadata.name');
}

export function unknownKind(apiVersion: string, kind: string, meant: string, where: Location): Diagnostic {
  return error('unknown-kind', where, `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`, 'kinds are case-sensitive', `write kind: ${meant}`);
}

/** The API server's own sentence. */
export function refused(message: string, where: Location): Diagnostic {
  return { rule: ADMITTED, severity: 'error', message, advice: 'change the field as the API server says', where };
}

/** One of the causes for which the API server finds an object invalid. */
export function invalid(kind: string, name: string, cause: string, where: Location): Diagnostic {
  return refused(`${kind} ${JSON.stringify(name)} is invalid: ${cause}`, where);
}

/** A warning that the API server gives with an object that it takes. */
export function warned(message: string, where: Location): Diagnostic {
  return { rule: ADMITTED, severity: 'warning', message, reason: 'the API server takes the object, and kubectl prints this warning', where };
}
