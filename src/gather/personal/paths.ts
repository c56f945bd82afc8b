import type { PersonalHit, Samples, TextKind } from '../../model/facts.ts';
import { textKinds } from '../../model/facts.ts';
import { createNumberReader } from './number-reader.ts';
import { emailAround, ibanEnd } from './words.ts';

interface Span {
  kind: TextKind;
  pattern: string;
  certain: boolean;
  at: number;
  to: number;
}

/** Paths that are named. */
const MOST_PATHS = 50;

/**
 * Looks through the paths of a dataset's images. Names that are numbers pass a checksum by chance: a kind counts only where
 * at least half of the numbers of its shape do.
 *
 * @returns a hit for each path, which is given with the value left out
 */
export function scanPaths({ path, line, manifest, column }: Samples): PersonalHit[] {
  const tries = new Map<string, { tries: number; rows: { row: number; span: Span }[] }>();
  const tally = (pattern: string) => {
    const known = tries.get(pattern) ?? { tries: 0, rows: [] };
    tries.set(pattern, known);
    return known;
  };
  for (const [row, written] of path.entries()) {
    if (!/@|\d{8}|\d[ -]\d/.test(written)) continue;
    for (const span of spansOf(written, (pattern) => tally(pattern).tries++))
      tally(span.pattern).rows.push({ row, span });
  }
  const hits = new Map<string, PersonalHit>();
  for (const { tries: all, rows } of tries.values()) {
    if (2 * rows.length < all) continue;
    for (const { row, span } of rows) {
      const { kind, certain } = span;
      const shown = masked(
        path[row],
        spansOf(path[row], () => {}),
      );
      const known = hits.get(`${kind} ${shown}`);
      if (known !== undefined) {
        known.count++;
        continue;
      }
      const place = line[row] > 0 ? { lines: [line[row]], columns: [column[row] || 1], manifest: manifest[row] } : null;
      const hit = { path: shown, kind, column: '', where: 'path' as const, certain, count: 1, lines: [], columns: [] };
      hits.set(`${kind} ${shown}`, { ...hit, ...place });
      if (hits.size >= MOST_PATHS) return [...hits.values()];
    }
  }
  return [...hits.values()];
}

function spansOf(path: string, onTry: (pattern: string) => void): Span[] {
  const bytes = Buffer.from(path);
  const spans: Span[] = [];
  let last = 0;
  const read = createNumberReader({
    onNumber({ name, kind, chance }, isHit, at) {
      onTry(name);
      if (isHit) spans.push({ kind, pattern: name, certain: chance <= 0.015, at, to: at });
    },
    onPhone: (at) => spans.push({ kind: 'phone', pattern: 'phone', certain: false, at, to: at }),
    onSocialSecurity: (at) =>
      spans.push({ kind: 'national-id', pattern: 'social security (US)', certain: false, at, to: at }),
  });
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte >= 48 && byte <= 57) {
      const known = spans.length;
      // In names of files an underscore divides as a space does.
      const before = at > 0 ? bytes[at - 1] : 0;
      last = read(bytes, at, bytes.length, before === 95 ? 32 : before);
      for (const span of spans.slice(known)) span.to = last;
      at = last - 1;
    } else if (byte === 64) {
      const email = emailAround(bytes, at, bytes.length);
      if (email) spans.push({ kind: 'email', pattern: 'e-mail', certain: false, at: email.from, to: email.to });
    } else {
      const end =
        at === 0 || !/[0-9A-Za-z]/.test(String.fromCharCode(bytes[at - 1])) ? ibanEnd(bytes, at, bytes.length) : 0;
      if (end > 0) spans.push({ kind: 'iban', pattern: 'IBAN', certain: true, at, to: end });
    }
  }
  return spans;
}

/** The path with each value replaced by its kind: `photos/[e-mail address]/1.jpg`. */
function masked(path: string, spans: readonly Span[]): string {
  let text = Buffer.from(path);
  for (const { kind, at, to } of [...spans].sort((a, b) => b.at - a.at)) {
    const word = `[${textKinds[kind][0].replace(/^an? |^the /, '')}]`;
    text = Buffer.concat([text.subarray(0, at), Buffer.from(word), text.subarray(to)]);
  }
  return text.toString('utf8');
}
