import { failure } from './problem';

/**
 * Refuses the tabs that libyaml refuses and YAML 1.2 allows: outside brackets, wherever a key could start, that is at the start of a line and after
 * `-` and `?` (scannerc.go:yaml_parser_scan_to_next_token). Looks at what stands between two values.
 */
export function refuseTabs(text: string, start: number, end: number, isKeyPossible: boolean): void {
  let mayBeKey = isKeyPossible;
  for (let offset = start; offset < end; offset += 1) {
    switch (text[offset]) {
      case '\t':
        if (mayBeKey) {
          throw failure({ name: 'syntax', message: 'found character that cannot start any token', offset, advice: 'indent with spaces, not with tabs' });
        }
        break;
      // The marker of a document: no key may follow it on its line.
      case '-':
        if (text.startsWith('---', offset)) {
          offset += 2;
          mayBeKey = false;
        } else {
          mayBeKey = true;
        }
        break;
      case '#':
      case '%':
        while (offset + 1 < end && text[offset + 1] !== '\n' && text[offset + 1] !== '\r') offset += 1;
        break;
      case '\n':
      case '\r':
      case '?':
        mayBeKey = true;
        break;
      case ' ': break;
      default: mayBeKey = false;
    }
  }
}

/**
 * The end of the white space that libyaml reads as part of a plain scalar, to see whether it goes on: there a tab is wrong only left of where it would
 * go on (scannerc.go:yaml_parser_scan_plain_scalar).
 */
export function afterPlain(text: string, start: number, end: number, indentation: number): number {
  let column = indentation;
  for (let offset = start; offset < end; offset += 1) {
    const character = text[offset];
    if (character !== ' ' && character !== '\t' && character !== '\n' && character !== '\r') return offset;
    if (character === '\t' && column < indentation) {
      throw failure({ name: 'syntax', message: 'found a tab character that violates indentation', offset, advice: 'leave the line empty, or indent with spaces' });
    }
    column = character === '\n' || character === '\r' ? 0 : column + 1;
  }
  return end;
}
