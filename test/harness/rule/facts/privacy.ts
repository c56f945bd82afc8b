import type { ErasedSamples, Facts, PersonalHit } from '../../../../src/model/facts.ts';

/** What the metadata of each image tell, as `Metadata.found` has it, and what of them could not be read. */
export function metadata(dataset: string, rows: readonly (string | { damaged: string })[]): Facts['metadata'] {
  return {
    [dataset]: {
      dataset,
      found: rows.map((row) => (typeof row === 'string' ? row : '')),
      damaged: rows.map((row) => (typeof row === 'string' ? '' : row.damaged)),
    },
  };
}

/** What texts hold; each hit is one e-mail address in line 2 of `data/people.csv`, but for what is said. */
export function personalData(dataset: string, hits: readonly Partial<PersonalHit>[] = []): Facts['personalData'] {
  return {
    [dataset]: {
      dataset,
      hits: hits.map((hit) => ({
        path: 'data/people.csv',
        kind: 'email',
        column: 'contact',
        where: 'text',
        certain: false,
        count: 1,
        lines: [2],
        columns: [7],
        ...hit,
      })),
    },
  };
}

/** The erasure register, by the names of its entries. */
export function erasure(...entries: string[]): Facts['erasure'] {
  const at = { path: 'vision-gate.yml', line: 5 };
  return { repository: { path: 'erased.jsonl', at, entries } };
}

/** Rows that the register names, each by its line there. */
export function erasedSamples(
  dataset: string,
  rows: readonly [row: number, by: ErasedSamples['by'][number], line: number][],
  models: string[] = [],
): Facts['erasedSamples'] {
  const [row, by, line] = [rows.map(([r]) => r), rows.map(([, b]) => b), rows.map(([, , l]) => l)];
  return { [dataset]: { dataset, row, by, line, name: line.map((l) => `entry ${l}`), models } };
}
