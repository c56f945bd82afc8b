import type { Facts, PersonalHit } from '../../../../src/model/facts.ts';

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
