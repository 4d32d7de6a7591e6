import type { Json, JsonObject } from '../objects';
import { isObject } from '../objects';

type Change = (of: JsonObject) => JsonObject;

/** The object with a field changed, where it is an object. */
export function within(of: JsonObject, name: string, change: Change): JsonObject {
  const value = of[name];
  return isObject(value) ? { ...of, [name]: change(value) } : of;
}

/** The same for the items of a list. */
export function withinEach(of: JsonObject, name: string, change: Change): JsonObject {
  const value = of[name];
  return Array.isArray(value) ? { ...of, [name]: value.map((item) => (isObject(item as Json) ? change(item as JsonObject) : item)) } : of;
}
