import type { DatasetFormat } from '../model/policy.ts';

/** Values of the policy file, in the order in which they are written. */
export type Keys = Record<string, string | number | string[] | Record<string, string>>;

/** A dataset as it would be declared. */
export interface FoundDataset {
  name: string;
  format: DatasetFormat;
  keys: Keys;
  /** What nobody but its owner can say; each a sentence. */
  doubts: string[];
}

/** A model as it would be declared. */
export interface FoundModel {
  name: string;
  keys: Keys;
  /** What was seen of it, for a comment. */
  seen: string;
  doubts: string[];
}

/** A name that a policy may use, made of a file's or folder's. */
export function nameOf(path: string, otherwise: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const name = last.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return name || otherwise;
}

/** The same names, each once: a name that is used already gets a number. */
export function uniquely<T extends { name: string }>(found: readonly T[]): T[] {
  const used = new Map<string, number>();
  return found.map((each) => {
    const count = (used.get(each.name) ?? 0) + 1;
    used.set(each.name, count);
    return count === 1 ? each : { ...each, name: `${each.name}-${count}` };
  });
}
