/** What is wrong with a name, in the words of apimachinery's pkg/util/validation/validation.go. No line means nothing. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const DNS_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const ENVIRONMENT = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const HEADER = '[-A-Za-z0-9]+';
const PERCENT = '[0-9]+%';

const ALPHANUMERIC = 'and must start and end with an alphanumeric character';
const LABEL_ADVICE = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${ALPHANUMERIC}`;
const SUBDOMAIN_ADVICE = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${ALPHANUMERIC}`;
const QUALIFIED_ADVICE = `must consist of alphanumeric characters, '-', '_' or '.', ${ALPHANUMERIC}`;
const LABEL_VALUE_ADVICE = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${ALPHANUMERIC}`;
const DNS_1035_ADVICE = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
  + 'and end with an alphanumeric character';
const ENVIRONMENT_ADVICE = "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
const RELAXED_ENVIRONMENT_ADVICE = "a valid environment variable name must consist only of printable ASCII characters other than '='";
const CONFIG_KEY_ADVICE = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";

/** Each pattern is made once: many sets have many names. */
const made = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  const whole = made.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  made.set(pattern, whole);
  return whole.test(value);
}

/** RegexError. */
function advice(message: string, pattern: string, ...examples: readonly string[]): string {
  const told = examples.map((example, index) => `${index === 0 ? "(e.g. '" : " or '"}${example}', `).join('');
  return `${message} ${told}regex used for validation is '${pattern}')`;
}

const atMost = (length: number): string => `must be no more than ${length} characters`;
/** From 1.35 on what has moved to pkg/api/validate/content counts, and says, bytes. */
const labelAtMost = (length: number, minor: number): string => (minor >= 35 ? `must be no more than ${length} bytes` : atMost(length));

const ASCII = /^[\0-\x7f]*$/;
const encoder = new TextEncoder();
const sizeOf = (value: string): number => ASCII.test(value) ? value.length : encoder.encode(value).length;

export function dnsLabel(value: string): string[] {
  const wrong = sizeOf(value) > 63 ? [atMost(63)] : [];
  if (matches(LABEL, value)) return wrong;
  return [...wrong, matches(SUBDOMAIN, value) ? 'must not contain dots' : advice(LABEL_ADVICE, LABEL, 'my-name', '123-abc')];
}

export function dnsSubdomain(value: string): string[] {
  const wrong = sizeOf(value) > 253 ? [atMost(253)] : [];
  return matches(SUBDOMAIN, value) ? wrong : [...wrong, advice(SUBDOMAIN_ADVICE, SUBDOMAIN, 'example.com')];
}

export function dns1035Label(value: string): string[] {
  const wrong = sizeOf(value) > 63 ? [atMost(63)] : [];
  return matches(DNS_1035, value) ? wrong : [...wrong, advice(DNS_1035_ADVICE, DNS_1035, 'my-name', 'abc-123')];
}

export function qualifiedName(value: string, minor: number): string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [`a ${minor >= 35 ? 'valid label key' : 'qualified name'} ${advice(QUALIFIED_ADVICE, QUALIFIED, 'MyName', 'my.name', '123-abc')} `
      + "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
  }
  const name = parts[parts.length - 1];
  const wrong: string[] = [];
  if (parts.length === 2) wrong.push(...(parts[0] === '' ? ['prefix part must be non-empty'] : dnsSubdomain(parts[0]).map((message) => `prefix part ${message}`)));
  if (name === '') wrong.push('name part must be non-empty');
  else if (sizeOf(name) > 63) wrong.push(`name part ${labelAtMost(63, minor)}`);
  if (!matches(QUALIFIED, name)) wrong.push(`name part ${advice(QUALIFIED_ADVICE, QUALIFIED, 'MyName', 'my.name', '123-abc')}`);
  return wrong;
}

export function labelValue(value: string, minor: number): string[] {
  const wrong = sizeOf(value) > 63 ? [labelAtMost(63, minor)] : [];
  return matches(LABEL_VALUE, value) ? wrong : [...wrong, advice(LABEL_VALUE_ADVICE, LABEL_VALUE, 'MyValue', 'my_value', '12345')];
}

export function environmentName(value: string, relaxed: boolean): string[] {
  if (relaxed) {
    return [...(value === '' ? ['environment variable name must be non-empty'] : []), ...(/^[ -<>-~]*$/.test(value) ? [] : [RELAXED_ENVIRONMENT_ADVICE])];
  }
  const wrong = matches(ENVIRONMENT, value) ? [] : [advice(ENVIRONMENT_ADVICE, ENVIRONMENT, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1')];
  return [...wrong, ...parentDirectory(value)];
}

function parentDirectory(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

export function configKey(value: string): string[] {
  const wrong = sizeOf(value) > 253 ? [atMost(253)] : [];
  if (!matches(CONFIG_KEY, value)) wrong.push(advice(CONFIG_KEY_ADVICE, CONFIG_KEY, 'key.name', 'KEY_NAME', 'key-name'));
  return [...wrong, ...parentDirectory(value)];
}

export function headerName(value: string): string[] {
  return matches(HEADER, value) ? [] : [advice("a valid HTTP header must consist of alphanumeric characters or '-'", HEADER, 'X-Header-Name')];
}

export function percent(value: string): string[] {
  return matches(PERCENT, value) ? [] : [advice("a valid percent string must be a numeric string followed by an ending '%'", PERCENT, '1%', '93%')];
}

export function portName(value: string): string[] {
  const wrong = sizeOf(value) > 15 ? [atMost(15)] : [];
  if (!/^[-a-z0-9]+$/.test(value)) wrong.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) wrong.push('must contain at least one letter (a-z)');
  if (value.includes('--')) wrong.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) wrong.push('must not begin or end with a hyphen');
  return wrong;
}

export function portNumber(value: number): string[] {
  return value >= 1 && value <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** apimachinery, pkg/api/validation/path/name.go. */
export function pathSegment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((character) => value.includes(character)).map((character) => `may not contain '${character}'`);
}

export function ipAddress(value: string): string[] {
  return isIp(value) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}

/** netutils.ParseIPSloppy, but for the rarer forms of IPv6. */
function isIp(value: string): boolean {
  if (/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(value)) return value.split('.').every((part) => Number(part) <= 255);
  return /^(?=.*:.*:)[0-9a-fA-F:]+(?::[0-9.]+)?$/.test(value) && value.split('::').length <= 2 && !value.includes(':::');
}
