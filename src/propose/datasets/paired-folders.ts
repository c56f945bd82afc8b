import { stemOf } from '../../gather/formats/files/paired-files.ts';
import { isImagePath } from '../../gather/formats/files/paths.ts';
import { splitOfFolder } from '../../gather/formats/files/split-names.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { byFolder, type Look } from '../look.ts';
import { inOrder } from './splits.ts';

/** What the folders of two kinds are called, and which names a file's partner may have. */
export interface Kind {
  images: RegExp;
  partners: RegExp;
  /** Endings of partners' files. */
  endings: RegExp;
  names(stem: string): readonly string[];
}

/** Folders of images, and beside them folders of partners: one of each, or one of each for each split. */
export interface PairedFolders {
  /** The folder above both. */
  home: string;
  images: string | Record<string, string>;
  partners: string | Record<string, string>;
  /** Folders of images that are not among them, because their split is not said. */
  leftOut: string[];
}

/** Share of a folder's images that must have a partner of their name. */
const enough = 0.5;

/** Pairs of folders whose paths differ in one step, that says what they hold, and whose files have the same names. */
export function findPairedFolders(look: Look, kind: Kind): PairedFolders[] {
  // The same images may have boxes in one dataset and masks in another.
  const folders = byFolder(look.files.filter(({ path }) => isImagePath(path)));
  const pairs: { images: string; partners: string; split: string | null; home: string }[] = [];
  for (const [partners, files] of folders) {
    if (!files.every(({ path }) => kind.endings.test(path))) continue;
    for (const [images, of] of folders) {
      const step = differingStep(images, partners, kind);
      if (step === null || !matches(of, files, kind)) continue;
      const steps = images.split('/');
      const split = steps.findIndex((name) => splitOfFolder(name.toLowerCase()) !== null);
      const last = Math.max(step, split) + 1;
      const upTo = (folder: string) => folder.split('/').slice(0, last).join('/');
      const pair = {
        images: upTo(images),
        partners: upTo(partners),
        split: split < 0 ? null : splitOfFolder(steps[split].toLowerCase()),
        home: steps.slice(0, split < 0 ? step : Math.min(step, split)).join('/'),
      };
      if (!pairs.some((known) => known.images === pair.images && known.partners === pair.partners)) pairs.push(pair);
    }
  }
  return [...Map.groupBy(pairs, ({ home }) => home)].map(([home, of]) => {
    const splits = new Set(of.map(({ split }) => split));
    if (splits.has(null) || splits.size < of.length) {
      const [first, ...others] = of;
      return { home, images: first.images, partners: first.partners, leftOut: others.map(({ images }) => images) };
    }
    const each = (side: 'images' | 'partners') =>
      inOrder(Object.fromEntries(of.map((pair) => [pair.split as string, pair[side]])));
    return { home, images: each('images'), partners: each('partners'), leftOut: [] };
  });
}

/** Index of the one step in which two folders differ, where it says what each of them holds; else `null`. */
function differingStep(images: string, partners: string, kind: Kind): number | null {
  const [a, b] = [images.split('/'), partners.split('/')];
  if (a.length !== b.length) return null;
  const different = a.flatMap((step, index) => (step === b[index] ? [] : [index]));
  if (different.length !== 1) return null;
  const [index] = different;
  return kind.images.test(a[index]) && kind.partners.test(b[index]) ? index : null;
}

function matches(images: readonly FileEntry[], partners: readonly FileEntry[], kind: Kind): boolean {
  const nameOf = (path: string) => stemOf(path.slice(path.lastIndexOf('/') + 1));
  const known = new Set(partners.map(({ path }) => nameOf(path)));
  const matched = images.filter(({ path }) => kind.names(nameOf(path)).some((name) => known.has(name))).length;
  return matched >= enough * images.length;
}
