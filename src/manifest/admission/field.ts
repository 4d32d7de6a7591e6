/** Field errors, as apimachinery's field package makes and words them (pkg/util/validation/field/errors.go). */
import type { Profile } from './profile';

/** A value in an error: texts and numbers print alike in every version, the rest as JSON or in Go's syntax. */
export type Printed = string | number | boolean | { readonly json: string; readonly go: string };

export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly value?: Printed;
  readonly detail: string;
}

export interface FieldCause {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

export const required = (field: string, detail = ''): FieldError => ({ field, reason: 'FieldValueRequired', detail });
export const forbidden = (field: string, detail: string): FieldError => ({ field, reason: 'FieldValueForbidden', detail });
export const invalid = (field: string, value: Printed, detail: string): FieldError => ({ field, reason: 'FieldValueInvalid', value, detail });
export const duplicate = (field: string, value: Printed): FieldError => ({ field, reason: 'FieldValueDuplicate', value, detail: '' });
export const notFound = (field: string, value: Printed): FieldError => ({ field, reason: 'FieldValueNotFound', value, detail: '' });
export const tooLong = (field: string, most: number): FieldError => ({ field, reason: 'FieldValueTooLong', detail: `may not be more than ${most} bytes` });

export const notSupported = (field: string, value: string, supported: readonly string[]): FieldError =>
  ({ field, reason: 'FieldValueNotSupported', value, detail: `supported values: ${supported.map(quoted).join(', ')}` });

/** One error for each thing that is wrong with a value. */
export const invalids = (field: string, value: Printed, details: readonly string[]): FieldError[] => details.map((detail) => invalid(field, value, detail));

const TITLES: { readonly [reason: string]: string } = {
  FieldValueRequired: 'Required value',
  FieldValueForbidden: 'Forbidden',
  FieldValueInvalid: 'Invalid value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueNotFound: 'Not found',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueTooLong: 'Too long',
};

export function causeOf({ field, reason, value, detail }: FieldError, profile: Profile): FieldCause {
  const title = TITLES[reason] ?? reason;
  const told = value === undefined ? title : `${title}: ${printed(value, profile)}`;
  return { field, reason, message: detail === '' ? told : `${told}: ${detail}` };
}

function printed(value: Printed, { valuesAsJson }: Profile): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  return valuesAsJson ? value.json : value.go;
}

/** Go's %q, for the characters that manifests have. */
export function quoted(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\x7f').replaceAll('\\u00', '\\x');
}
