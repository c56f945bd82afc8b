import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'fixtures');

/** A file that `test/reference/containers.py` wrote with the libraries that users write it with. */
export function fixture(name: string): Buffer {
  return readFileSync(join(folder, name));
}

/** What those libraries read back. */
export interface Expected {
  classes: string[] | null;
  rows: {
    member: string;
    hash: string;
    bytes: number;
    label: string | null;
    attributes: Record<string, string | null>;
  }[];
  objects?: { image: number; id: string; area: number; box: number[]; label: string }[];
}

export const expected = JSON.parse(fixture('expected.json').toString()) as Record<string, Expected>;
