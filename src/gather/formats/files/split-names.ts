/** Hugging Face's keywords of the three splits (`datasets`, data_files.py). */
const keywords: Record<string, string[]> = {
  train: ['train', 'training'],
  validation: ['validation', 'valid', 'dev', 'val'],
  test: ['test', 'testing', 'eval', 'evaluation'],
};
const splitOf = new Map(Object.entries(keywords).flatMap(([split, words]) => words.map((word) => [word, split])));

export const knownSplits: ReadonlySet<string> = new Set(Object.keys(keywords));

/** `train`, `validation` or `test` for any of their keywords in any case; another name as it is. */
export function canonicalSplit(name: string): string {
  return splitOf.get(name.toLowerCase()) ?? name;
}

/** The names that a split commonly has, its own first. */
export function namesOfSplit(split: string): string[] {
  return [...new Set([split, ...(Object.hasOwn(keywords, split) ? keywords[split] : [])])];
}

/** Split that a folder's name holds as a whole word (`train`, `my-train_2`); words end at `-`, `.`, `_`, space and digits. */
export function splitOfFolder(name: string): string | null {
  for (const word of name.split(/[-._ 0-9]/)) if (splitOf.has(word)) return splitOf.get(word)!;
  return null;
}

/** As `splitOfFolder`, for a file's name: the word must be followed by a delimiter (`train_01.png`, `a-test.jpg`). */
export function splitOfFile(name: string): string | null {
  return splitOfFolder(name.replace(/[^-._ 0-9]*$/, ''));
}

export interface NamedSplit {
  split: string | null;
  /** The folder whose name says so; `''` when a file's name or nothing does. */
  folder: string;
}

/**
 * The split of each path below one root, by Hugging Face's conventions: folders' names decide where any of them names a
 * split, else files' names; where nothing does, all is `train`.
 */
export function splitsByConvention(paths: string[]): NamedSplit[] {
  const byFolder = paths.map(splitByFolder);
  if (byFolder.some(({ split }) => split !== null)) return byFolder;
  const byFile = paths.map((path) => splitOfFile(path.slice(path.lastIndexOf('/') + 1)));
  const named = byFile.some((split) => split !== null);
  return byFile.map((split) => ({ split: named ? split : 'train', folder: '' }));
}

/** The outermost folder that names a split decides. */
export function splitByFolder(path: string): NamedSplit {
  for (let slash = path.indexOf('/'), start = 0; slash >= 0; start = slash + 1, slash = path.indexOf('/', start)) {
    const split = splitOfFolder(path.slice(start, slash));
    if (split !== null) return { split, folder: path.slice(0, slash) };
  }
  return { split: null, folder: '' };
}
