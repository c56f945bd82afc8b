import type { ClassParity, Fairness, SplitScores } from '../../model/facts.ts';
import type { ModelScores } from '../../model/report.ts';

export interface GroupRow {
  value: string;
  n: number;
  /** Whether it has too few images to count in the gap. */
  isSmall: boolean;
  /** One for each score of the table. */
  cells: { base: number | null; head: number | null; interval: [number, number] | null }[];
}

/** What a report shows of one attribute's groups. */
export interface GroupTable {
  attribute: string;
  /** The score by which groups are compared, and the declared one where that is another. */
  scores: string[];
  rows: GroupRow[];
  gaps: { score: string; base: number | null; head: number | null; ratio: number | null; worst: string }[];
  /** Images from which a group counts in the gaps. */
  smallest: number;
  /** The class whose rates differ most at head. */
  parity: ClassParity | null;
}

/** Base's and head's groups side by side; a group that one side lacks has no value there. */
export function groupTables({ base, head }: ModelScores): GroupTable[] {
  const side = head ?? base;
  if (!side) return [];
  const scores = [...new Set([side.groupScore, side.declared.name])];
  const attributes = [...new Set([base, head].flatMap((of) => (of?.fairness ?? []).map(({ attribute }) => attribute)))];
  return attributes.map((attribute) => {
    const [before, after] = [of(base, attribute), of(head, attribute)];
    const values = [...new Set([before, after].flatMap((own) => (own?.groups ?? []).map(({ value }) => value)))];
    const smallest = (after ?? before)?.smallest ?? 0;
    return {
      attribute,
      scores,
      smallest,
      rows: values.map((value) => rowOf(value, before, after, scores, smallest)),
      gaps: scores.flatMap((score) => {
        const [own, was] = [after?.spreads[score], before?.spreads[score]];
        const shown = own ?? was;
        if (!shown) return [];
        return [
          {
            score,
            base: was?.difference ?? null,
            head: own?.difference ?? null,
            ratio: shown.ratio,
            worst: shown.worst,
          },
        ];
      }),
      parity: (after ?? before)?.parity[0] ?? null,
    };
  });
}

function rowOf(
  value: string,
  before: Fairness | undefined,
  after: Fairness | undefined,
  scores: readonly string[],
  smallest: number,
): GroupRow {
  const [was, own] = [before, after].map((side) => side?.groups.find((group) => group.value === value));
  const n = own?.n ?? 0;
  return {
    value,
    n,
    isSmall: n < smallest,
    cells: scores.map((score) => ({
      base: was?.values[score] ?? null,
      head: own?.values[score] ?? null,
      interval: own?.intervals[score] ?? null,
    })),
  };
}

function of(side: SplitScores | null, attribute: string): Fairness | undefined {
  return side?.fairness?.find((one) => one.attribute === attribute);
}
