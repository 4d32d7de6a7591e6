/** Values that are not texts or numbers, as the server prints them: JSON of its internal types from 1.34 on, Go's %#v before. */
import { byCodePoint } from '../json';
import type { Json, JsonObject } from '../objects';
import type { Printed } from './field';
import { fieldOf, list, numberIf, objectIf, pairs, text, texts } from './values';

/** Addresses differ from server to server, and tell nothing. */
const ADDRESS = '0x0';

export function labelsPrinted(of: JsonObject, name: string): Printed {
  const entries = pairs(of, name);
  if (entries.length === 0 && objectIf(of, name) === undefined) return { json: 'null', go: 'map[string]string(nil)' };
  return { json: json(fieldOf(of, name)), go: goMap(entries) };
}

function goMap(entries: readonly (readonly [string, string])[]): string {
  return `map[string]string{${entries.map(([key, value]) => `${json(key)}:${json(value)}`).join(', ')}}`;
}

export function textsPrinted(values: readonly string[]): Exclude<Printed, string | number | boolean> {
  return { json: values.length === 0 ? 'null' : json([...values]), go: values.length === 0 ? '[]string(nil)' : goTexts(values) };
}

function goTexts(values: readonly string[]): string {
  return `[]string{${values.map((value) => json(value)).join(', ')}}`;
}

export function selectorPrinted(selector: JsonObject): Printed {
  const expressions = list(selector, 'matchExpressions');
  const labels = objectIf(selector, 'matchLabels') === undefined ? 'map[string]string(nil)' : goMap(pairs(selector, 'matchLabels'));
  const told = expressions.map((each) => {
    const values = fieldOf(each, 'values') === undefined ? '[]string(nil)' : goTexts(texts(each, 'values'));
    return `v1.LabelSelectorRequirement{Key:${json(text(each, 'key'))}, Operator:${json(text(each, 'operator'))}, Values:${values}}`;
  });
  const requirements = fieldOf(selector, 'matchExpressions') === undefined
    ? '[]v1.LabelSelectorRequirement(nil)' : `[]v1.LabelSelectorRequirement{${told.join(', ')}}`;
  return { json: selectorJson(selector), go: `v1.LabelSelector{MatchLabels:${labels}, MatchExpressions:${requirements}}` };
}

/** The fields of a struct in its own order, and the labels of a map sorted. */
function selectorJson(selector: JsonObject): string {
  const parts: string[] = [];
  if (pairs(selector, 'matchLabels').length > 0) parts.push(`"matchLabels":${json(fieldOf(selector, 'matchLabels'))}`);
  const expressions = list(selector, 'matchExpressions').map((each) => {
    const values = texts(each, 'values');
    return `{"key":${json(text(each, 'key'))},"operator":${json(text(each, 'operator'))}${values.length === 0 ? '' : `,"values":${json([...values])}`}}`;
  });
  if (expressions.length > 0) parts.push(`"matchExpressions":[${expressions.join(',')}]`);
  return `{${parts.join(',')}}`;
}

export function intOrPercentPrinted(value: Json | undefined): Printed {
  return { json: json(value), go: goIntOrPercent(value) };
}

function goIntOrPercent(value: Json | undefined): string {
  return typeof value === 'number'
    ? `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}` : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${json(value)}}`;
}

const NODE_TERM = ['MatchExpressions', 'MatchFields'] as const;

const nodeRequirements = (term: JsonObject, name: (typeof NODE_TERM)[number]): readonly JsonObject[] => list(term, name.replace('M', 'm'));

export function nodeTermPrinted(term: JsonObject): Printed {
  return { json: nodeTermJson(term), go: `core.NodeSelectorTerm${goNodeTerm(term)}` };
}

export function nodeTermsPrinted(terms: readonly JsonObject[]): Printed {
  const type = '[]core.NodeSelectorTerm';
  return terms.length === 0 ? { json: 'null', go: `${type}(nil)` }
    : { json: `[${terms.map(nodeTermJson).join(',')}]`, go: `${type}{${terms.map((term) => `core.NodeSelectorTerm${goNodeTerm(term)}`).join(', ')}}` };
}

function nodeTermJson(term: JsonObject): string {
  const told = NODE_TERM.map((name) => {
    const requirements = nodeRequirements(term, name).map((each) => (
      `{"Key":${json(each.key)},"Operator":${json(each.operator)},"Values":${textsPrinted(texts(each, 'values')).json}}`));
    return `"${name}":${requirements.length === 0 ? 'null' : `[${requirements.join(',')}]`}`;
  });
  return `{${told.join(',')}}`;
}

function goNodeTerm(term: JsonObject): string {
  const told = NODE_TERM.map((name) => {
    const requirements = nodeRequirements(term, name).map((each) => (
      `core.NodeSelectorRequirement{Key:${json(each.key)}, Operator:${json(each.operator)}, Values:${textsPrinted(texts(each, 'values')).go}}`));
    const type = '[]core.NodeSelectorRequirement';
    return `${name}:${requirements.length === 0 ? `${type}(nil)` : `${type}{${requirements.join(', ')}}`}`;
  });
  return `{${told.join(', ')}}`;
}

export const pointer = (value: Json | undefined, type: string): string => (value === undefined ? `(*${type})(nil)` : `(*${type})(${ADDRESS})`);

export function budgetPrinted(spec: JsonObject): Printed {
  const [least, most, policy] = ['minAvailable', 'maxUnavailable', 'unhealthyPodEvictionPolicy'].map((name) => fieldOf(spec, name));
  const selector = objectIf(spec, 'selector');
  return {
    json: `{"MinAvailable":${json(least)},"Selector":${selector === undefined ? 'null' : selectorJson(selector)},"MaxUnavailable":${json(most)},`
      + `"UnhealthyPodEvictionPolicy":${json(policy)}}`,
    go: `policy.PodDisruptionBudgetSpec{MinAvailable:${pointer(least, 'intstr.IntOrString')}, Selector:${pointer(selector, 'v1.LabelSelector')}, `
      + `MaxUnavailable:${pointer(most, 'intstr.IntOrString')}, UnhealthyPodEvictionPolicy:${pointer(policy, 'policy.UnhealthyPodEvictionPolicyType')}}`,
  };
}

export function strategyPrinted(strategy: JsonObject): Printed {
  const block = objectIf(strategy, 'rollingUpdate');
  const type = json(text(strategy, 'type'));
  return {
    json: `{"Type":${type},"RollingUpdate":${block === undefined ? 'null' : blockJson(block)}}`,
    go: `apps.StatefulSetUpdateStrategy{Type:${type}, RollingUpdate:${pointer(block, 'apps.RollingUpdateStatefulSetStrategy')}}`,
  };
}

export function rollingUpdatePrinted(block: JsonObject): Printed {
  const most = fieldOf(block, 'maxUnavailable');
  const go = `apps.RollingUpdateStatefulSetStrategy{Partition:${numberIf(block, 'partition') ?? 0}, MaxUnavailable:${pointer(most, 'intstr.IntOrString')}}`;
  return { json: blockJson(block), go };
}

function blockJson(block: JsonObject): string {
  return `{"Partition":${numberIf(block, 'partition') ?? 0},"MaxUnavailable":${json(fieldOf(block, 'maxUnavailable'))}}`;
}

export function servicePortPrinted(port: JsonObject): Printed {
  const [protocol, number] = [json(text(port, 'protocol')), numberIf(port, 'port') ?? 0];
  return {
    json: `{"Name":"","Protocol":${protocol},"AppProtocol":null,"Port":${number},"TargetPort":0,"NodePort":0}`,
    go: `core.ServicePort{Name:"", Protocol:${protocol}, AppProtocol:(*string)(nil), Port:${number}, TargetPort:${goIntOrPercent(0)}, NodePort:0}`,
  };
}

/** JSON as Go writes it: maps sorted by key. */
export function json(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  const object = value as JsonObject;
  return `{${Object.keys(object).sort(byCodePoint).map((key) => `${JSON.stringify(key)}:${json(object[key])}`).join(',')}}`;
}
