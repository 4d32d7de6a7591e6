/** A pod that is not to be scheduled yet may still be told more of where: core/validation/validation.go:ValidatePodUpdate, validateNodeAffinityMutation. */
import type { Json, JsonObject } from '../objects';
import type { FieldError } from './field';
import { invalid } from './field';
import { labelsPrinted, nodeTermPrinted, nodeTermsPrinted } from './print';
import { fieldOf, list, object, objectIf, pairs, same } from './values';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

export function gatedErrors(spec: JsonObject, before: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const isAddition = pairs(before, 'nodeSelector').every(([key, value]) => fieldOf(object(spec, 'nodeSelector'), key) === value);
  if (!isAddition) {
    errors.push(invalid('spec.nodeSelector', labelsPrinted(spec, 'nodeSelector'), 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'));
  }
  return [...errors, ...nodeAffinityErrors(termsOf(spec), termsOf(before))];
}

function termsOf(spec: JsonObject): readonly JsonObject[] {
  return list(object(object(object(spec, 'affinity'), 'nodeAffinity'), REQUIRED), 'nodeSelectorTerms');
}

function nodeAffinityErrors(terms: readonly JsonObject[], before: readonly JsonObject[]): FieldError[] {
  const at = `spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
  if (before.length === 0) return [];
  if (terms.length !== before.length) {
    return [invalid(at, nodeTermsPrinted(terms), 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return terms.flatMap((term, index) => (
    isAdditionTo(term, before[index]) ? [] : [invalid(`${at}[${index}]`, nodeTermPrinted(term), 'only additions are allowed (no mutations or deletions)')]));
}

/** validateNodeSelectorTermHasOnlyAdditions: a term without requirements matches nothing, and one with some would match more. */
function isAdditionTo(term: JsonObject, before: JsonObject): boolean {
  const names = ['matchExpressions', 'matchFields'];
  if (names.every((name) => list(before, name).length === 0)) return names.every((name) => list(term, name).length === 0);
  return names.every((name) => same([...list(term, name).slice(0, list(before, name).length)], [...list(before, name)]));
}

/** The spec, with the node selector and the affinity to nodes as they were: what is wrong with them is told by itself. */
export function withGatedFields(spec: JsonObject, before: JsonObject): JsonObject {
  return { ...spec, nodeSelector: before.nodeSelector, affinity: affinityOf(objectIf(spec, 'affinity'), objectIf(before, 'affinity')) };
}

function affinityOf(affinity: JsonObject | undefined, before: JsonObject | undefined): Json | undefined {
  const nodeAffinity = before?.nodeAffinity;
  if (same(affinity?.nodeAffinity, nodeAffinity)) return affinity;
  const others = affinity?.podAffinity ?? affinity?.podAntiAffinity;
  return before === undefined && others === undefined ? undefined : { ...affinity, nodeAffinity };
}
