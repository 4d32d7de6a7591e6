/** Quantities as apimachinery's resource.Quantity reads, compares and writes them (pkg/api/resource/quantity.go). */

export interface Quantity {
  /** In units of 10^-9, beyond which the server rounds up. */
  readonly nanos: bigint;
  readonly format: 'BinarySI' | 'DecimalSI' | 'DecimalExponent';
}

const PARTS = /^([-+]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const ONE = 1_000_000_000n;
const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_SUFFIX = "unable to parse quantity's suffix";

/** The quantity, or what the server says of the text. */
export function parseQuantity(text: string): Quantity | string {
  const match = PARTS.exec(text);
  if (match === null) return WRONG_FORMAT;
  const [, sign, whole, fraction = '', suffix] = match;
  if (whole === '' && fraction === '') return WRONG_FORMAT;
  const scale = scaleOf(suffix);
  if (scale === undefined) return WRONG_SUFFIX;
  const numerator = BigInt(whole + fraction) * ONE * scale.factor;
  const denominator = 10n ** BigInt(fraction.length) * scale.divisor;
  const magnitude = (numerator + denominator - 1n) / denominator;
  return { nanos: sign === '-' ? -magnitude : magnitude, format: scale.format };
}

function scaleOf(suffix: string): { factor: bigint; divisor: bigint; format: Quantity['format'] } | undefined {
  const binary = BINARY.indexOf(suffix);
  if (binary > 0) return { factor: 1024n ** BigInt(binary), divisor: 1n, format: 'BinarySI' };
  const decimal = DECIMAL.indexOf(suffix);
  if (decimal >= 0) return { ...power(3 * (decimal - 3)), format: 'DecimalSI' };
  const exponent = /^[eE]([-+]?[0-9]{1,4})$/.exec(suffix);
  return exponent === null ? undefined : { ...power(Number(exponent[1])), format: 'DecimalExponent' };
}

function power(exponent: number): { factor: bigint; divisor: bigint } {
  return exponent >= 0 ? { factor: 10n ** BigInt(exponent), divisor: 1n } : { factor: 1n, divisor: 10n ** BigInt(-exponent) };
}

/** The quantity that a field holds. What is no quantity was refused before, or nobody has looked at it. */
export function quantityOf(value: unknown): Quantity {
  const parsed = parseQuantity(typeof value === 'object' ? '' : String(value));
  return typeof parsed === 'string' ? { nanos: 0n, format: 'DecimalSI' } : parsed;
}

/** CanonicalizeBytes: the largest suffix that keeps the mantissa whole. */
export function quantityText({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  if (format === 'BinarySI' && nanos % ONE === 0n && (nanos >= 1024n * ONE || nanos <= -1024n * ONE)) {
    const [mantissa, times] = divided(nanos / ONE, 1024n, BINARY.length - 1);
    return `${mantissa}${BINARY[times]}`;
  }
  const [mantissa, times] = divided(nanos, 1000n, DECIMAL.length - 1);
  if (format !== 'DecimalExponent') return `${mantissa}${DECIMAL[times]}`;
  return times === 3 ? String(mantissa) : `${mantissa}e${3 * (times - 3)}`;
}

function divided(value: bigint, by: bigint, most: number): [bigint, number] {
  let [rest, times] = [value, 0];
  while (times < most && rest % by === 0n) {
    rest /= by;
    times += 1;
  }
  return [rest, times];
}

/** core/v1/defaults.go:SetDefaults_ResourceList: resources are kept to a thousandth, rounded up. */
export function roundedToMilli({ nanos, format }: Quantity): Quantity {
  const milli = 1_000_000n;
  const rounded = nanos >= 0n ? (nanos + milli - 1n) / milli : nanos / milli;
  return { nanos: rounded * milli, format };
}

export const isWhole = ({ nanos }: Quantity): boolean => nanos % ONE === 0n;
