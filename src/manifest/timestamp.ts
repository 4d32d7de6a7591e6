const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:([Tt])|( +)|$)/;
const TIME = /^([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?/;
const ZONE = /^(?:Z|[-+]([0-9]{2}):([0-9]{2}))$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether go-yaml v2 takes this for a timestamp (resolve.go:parseTimestamp): a date; a date, spaces and a time; or a date, `T`, a time and a zone.
 * It decides only whether an explicit `!!timestamp` is in order: the value stays the text.
 */
export function isTimestamp(text: string): boolean {
  const date = DATE.exec(text);
  if (date === null || !isDay(Number(date[1]), Number(date[2]), Number(date[3]))) return false;
  const rest = text.slice(date[0].length);
  if (date[4] === undefined && date[5] === undefined) return true;
  const time = TIME.exec(rest);
  if (time === null || Number(time[1]) > 23 || Number(time[2]) > 59 || Number(time[3]) > 59) return false;
  const zone = rest.slice(time[0].length);
  return date[4] === undefined ? zone === '' : isZone(zone);
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month !== 2 || day < 29 || isLeapYear;
}

/** Go takes offsets up to 24:60. */
function isZone(text: string): boolean {
  const zone = ZONE.exec(text);
  return zone !== null && Number(zone[1] ?? 0) <= 24 && Number(zone[2] ?? 0) <= 60;
}
