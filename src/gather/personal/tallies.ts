import type { TextKind } from '../../model/facts.ts';

/** Places that are kept of one kind in one column. */
const MOST_PLACES = 1_000;
/** Decimal orders of magnitude below one that chance must lie for a match to be certain: with a single card number it does. */
const CERTAIN = 1.8;

/** What was found of one pattern in one column. */
interface Tally {
  kind: TextKind;
  column: string;
  /** Chance that something random of this shape is taken for a hit; 1 for what has no checksum. */
  chance: number;
  /** Numbers of the same shape, hits among them. */
  tries: number;
  count: number;
  lines: number[];
  columns: number[];
}

export interface Found {
  kind: TextKind;
  column: string;
  /** Whether a checksum or a structure proves it, and not a pattern alone. */
  certain: boolean;
  count: number;
  lines: number[];
  columns: number[];
}

/** Counts by column and pattern, so that the many ids of a table of which some satisfy a checksum by chance are told from numbers of which all do. */
export function createTallies() {
  const byColumn = new Map<string, Map<string, Tally>>();

  function tallyOf(column: string, pattern: string, kind: TextKind, chance: number): Tally {
    const patterns = byColumn.get(column) ?? new Map<string, Tally>();
    byColumn.set(column, patterns);
    let tally = patterns.get(pattern);
    if (tally === undefined) {
      tally = { kind, column, chance, tries: 0, count: 0, lines: [], columns: [] };
      patterns.set(pattern, tally);
    }
    return tally;
  }

  return {
    /** Something of the pattern's shape that is no hit. */
    miss(column: string, pattern: string, kind: TextKind, chance: number): void {
      tallyOf(column, pattern, kind, chance).tries++;
    },
    hit(column: string, pattern: string, kind: TextKind, chance: number, line: number, place: number): void {
      const tally = tallyOf(column, pattern, kind, chance);
      tally.tries++;
      if (tally.count++ >= MOST_PLACES) return;
      tally.lines.push(line);
      tally.columns.push(place);
    },
    /** What most of a column's numbers of one shape are; one for each column and kind. */
    found(): Found[] {
      const all = new Map<string, Found>();
      for (const [column, patterns] of byColumn) {
        for (const tally of patterns.values()) {
          if (tally.count === 0 || 2 * tally.count < tally.tries) continue;
          const key = `${column}\0${tally.kind}`;
          const certain = isProven(tally);
          const known = all.get(key);
          if (known === undefined || tally.count > known.count || (certain && !known.certain)) {
            const { kind, count, lines, columns } = tally;
            all.set(key, { kind, column, certain: certain || known?.certain === true, count, lines, columns });
          }
        }
      }
      return [...all.values()];
    },
  };
}

function isProven({ kind, chance, count, tries }: Tally): boolean {
  if (kind === 'email' || kind === 'phone' || kind === 'name') return false;
  return -Math.log10(chance) * count * (count / tries) >= CERTAIN;
}
