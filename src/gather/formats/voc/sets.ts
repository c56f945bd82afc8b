import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import { imagesBelow, type StemmedFile, stemOf } from '../files/paired-files.ts';
import { isImagePath, normaliseFolder, resolvePath } from '../files/paths.ts';
import { Tree } from '../files/tree.ts';
import { addSample, type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { quoted, readText } from '../text/text.ts';
import { Pairs } from './pairs.ts';

/** The devkit's sets, by their file in ImageSets/Main. Those of one class (`cat_train.txt`) say the same again. */
const sets = { train: 'train', val: 'validation', test: 'test' };

/**
 * Lists a dataset in the devkit's layout. The samples are what ImageSets/Main lists; an image in no set is not part of the
 * dataset. Without any set all images are `train`; `trainval` is, where `train` and `val` are not told apart.
 * @returns `null` when the commit has neither images nor annotations there
 */
export async function listVocSets(snapshot: Snapshot, root: string, listing: Listing): Promise<Pairs[] | null> {
  const folder = normaliseFolder(root);
  const below = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const [images, annotations, main] = [below('JPEGImages'), below('Annotations'), below('ImageSets/Main')];
  for (const each of [images, annotations]) refuseSubmodule(snapshot.files, each);
  const tree = new Tree(snapshot.files);
  if (!tree.isFolder(images) && !tree.isFolder(annotations)) return null;

  listing.folders.push(images);
  const pairs = new Pairs(tree, annotations);
  const found = imagesBelow(tree, images, listing);
  const has = (set: string) => snapshot.files.has(`${main}/${set}.txt`);
  const present = Object.entries(sets).filter(([set]) => has(set));
  if (!has('train') && !has('val') && has('trainval')) present.unshift(['trainval', 'train']);
  if (present.length === 0) {
    for (const { entry, stem } of found) {
      pairs.add(
        stem,
        addSample(listing, { path: entry.path, entry, split: 'train', label: null, manifest: '', line: 0 }),
      );
    }
  }
  const byStem = new Map(found.map((image) => [image.stem, image]));
  for (const [set, split] of present) {
    const path = `${main}/${set}.txt`;
    const text = readText(await snapshot.read(path), path);
    listSet({ path, split, text }, images, byStem, pairs, listing);
  }
  pairs.reportOrphans(new Set(byStem.keys()), listing);
  return [pairs];
}

function listSet(
  set: { path: string; split: string; text: string },
  images: string,
  byStem: ReadonlyMap<string, StemmedFile>,
  pairs: Pairs,
  listing: Listing,
): void {
  const seen = new Set<string>();
  for (const [i, written] of set.text.split(/\r\n|\r|\n/).entries()) {
    if (written.trim() === '') continue;
    const at = { path: set.path, line: i + 1 };
    const stem = stemIn(written.trim(), byStem);
    const resolved = resolvePath(images, `${stem}.jpg`);
    if ('fault' in resolved) {
      const sentence = `Expected an image's name but received ${resolved.fault}. The line is left out: write the name without folder and extension.`;
      addProblem(listing.problems, sentence, at);
    } else if (seen.has(stem)) {
      const sentence = `Expected each image once in ${set.path} but received ${quoted(stem)} again. The line is left out: remove it.`;
      addProblem(listing.problems, sentence, at);
    } else {
      seen.add(stem);
      const entry: FileEntry | undefined = byStem.get(stem)?.entry;
      const place = { split: set.split, label: null, manifest: set.path, line: i + 1 };
      pairs.add(stem, addSample(listing, { path: resolved.path, entry, ...place }));
    }
  }
}

/** A line is the image's name; some tools add its extension, or the presence of a class (−1, 0, 1) after it. */
function stemIn(line: string, byStem: ReadonlyMap<string, unknown>): string {
  const withoutPresence = line.replace(/\s+(?:-1|0|1)$/, '');
  const candidates = [line, withoutPresence].flatMap((name) => (isImagePath(name) ? [name, stemOf(name)] : [name]));
  return candidates.find((name) => byStem.has(name)) ?? candidates.at(-1)!;
}
