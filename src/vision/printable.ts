import { stripVTControlCharacters } from 'node:util';

// Control characters, line and paragraph separators, bidirectional controls and zero-width characters.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * One line of text that neither a terminal nor the Actions runner takes for a command, whatever an image, a model or a
 * native library wrote: escape sequences go, control characters become spaces, `::` and `##[` are broken up.
 *
 * @param limit - most characters kept
 */
export function printable(text: string, limit = 2_000): string {
  const line = stripVTControlCharacters(text.slice(0, limit * 4))
    .replace(INVISIBLE, ' ')
    .replace(/:(?=:)/g, ': ')
    .replace(/##(?=\[)/g, '## ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}
