/** What stands before the first document's end, as libyaml sees it: a marker at the start of a line ends what has begun. */
export function firstDocument(text: string): string {
  let hasBegun = false;
  for (const match of text.matchAll(/^.*$/gm)) {
    const line = match[0];
    if (/^---(?:[ \t\r]|$)/.test(line)) {
      if (hasBegun) return text.slice(0, match.index);
      hasBegun = true;
    } else if (hasBegun && /^\.\.\.(?:[ \t\r]|$)/.test(line)) {
      return text.slice(0, match.index);
    } else if (!/^[ \t\r\ufeff]*(?:#|%|$)/.test(line)) {
      hasBegun = true;
    }
  }
  return text;
}
