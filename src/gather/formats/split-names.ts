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

/** Split that a folder's name holds as a whole word (`train`, `my-train_2`); words end at `-`, `.`, `_`, space and digits. */
export function splitOfFolder(name: string): string | null {
  for (const word of name.split(/[-._ 0-9]/)) if (splitOf.has(word)) return splitOf.get(word)!;
  return null;
}

/** As `splitOfFolder`, for a file's name: the word must be followed by a delimiter (`train_01.png`, `a-test.jpg`). */
export function splitOfFile(name: string): string | null {
  return splitOfFolder(name.replace(/[^-._ 0-9]*$/, ''));
}
