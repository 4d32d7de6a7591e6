/**
 * A floating-point key as sigs.k8s.io/yaml writes it (yaml.go:convertToJSONableObject): Go's format 'g' with the shortest digits that
 * identify the number among 32-bit floats. So the key `16777217.5` becomes "1.6777218e+07".
 */
export function float32Text(value: number): string {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return '.nan';
  if (!Number.isFinite(rounded)) return rounded > 0 ? '.inf' : '-.inf';
  if (rounded === 0) return Object.is(rounded, -0) ? '-0' : '0';
  const [mantissa, exponentText] = shortestExponential(rounded).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= EXPONENT_FROM) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return plainDecimal(mantissa, exponent);
}

/** strconv.FormatFloat, format 'g' with the shortest digits: exponents from this decimal exponent on. */
const EXPONENT_FROM = 6;
/** Nine digits identify every 32-bit float. */
const DIGITS = 9;

function shortestExponential(value: number): string {
  for (let digits = 1; digits < DIGITS; digits += 1) {
    const text = halfToEven(value, digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(DIGITS - 1);
}

/** Half-way between two texts, JavaScript takes the larger and Go the even one: 3775610.25 is 3.7756102e+06. */
function halfToEven(value: number, digits: number): string {
  const rounded = value.toExponential(digits - 1);
  const [mantissa, exponent] = value.toExponential(EXACT_DIGITS).split('e');
  const length = mantissa.indexOf('.') + (digits === 1 ? 0 : digits);
  const [kept, dropped] = [mantissa.slice(0, length), mantissa.slice(length).replace('.', '')];
  return /^50*$/.test(dropped) && /[02468]$/.test(kept) ? `${kept}e${exponent}` : rounded;
}

/** More than a tie at nine digits can have. */
const EXACT_DIGITS = 60;

function plainDecimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}
