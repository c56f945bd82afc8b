import { folderOf } from '../../gather/formats/files/paths.ts';
import { splitOfFolder } from '../../gather/formats/files/split-names.ts';

/** The split that a file's own name says, else the innermost of its folders that says one; `null` when none does. */
export function splitOfPath(path: string): string | null {
  const steps = path.split('/');
  const file = steps.pop()!.replace(/\.[^.]*$/, '');
  for (const name of [file, ...steps.reverse()]) {
    const split = splitOfFolder(name.toLowerCase());
    if (split !== null) return split;
  }
  return null;
}

/** One path for each split where all of them say theirs and no two the same; else `null`. */
export function oneForEach(paths: readonly string[]): Record<string, string> | null {
  const bySplit: Record<string, string> = {};
  for (const path of paths) {
    const split = splitOfPath(path);
    if (split === null || Object.hasOwn(bySplit, split)) return null;
    bySplit[split] = path;
  }
  return inOrder(bySplit);
}

/** Splits in the order of a dataset's life. */
export function inOrder(bySplit: Record<string, string>): Record<string, string> {
  const order = ['train', 'validation', 'test'];
  return Object.fromEntries(order.flatMap((split) => (Object.hasOwn(bySplit, split) ? [[split, bySplit[split]]] : [])));
}

/** The folder above the one that says the split, for a dataset's name. */
export function homeOf(path: string): string {
  const folder = folderOf(path);
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  return /^(annotations?|labels?|json|images?|data)$/i.test(last) || splitOfFolder(last.toLowerCase()) !== null
    ? folderOf(folder)
    : folder;
}
