import type { FileEntry } from '../../../model/snapshot.ts';
import { stemmedBelow } from '../../formats/files/paired-files.ts';
import { isImagePath } from '../../formats/files/paths.ts';
import { Tree } from '../../formats/files/tree.ts';
import { anImage, refuseSecond, type Source } from './source.ts';

/** A picture in a folder of predictions, and the rows of the image that it is for. */
export interface PredictedPicture {
  entry: FileEntry;
  rows: readonly number[];
}

/** The pictures below a folder by the images whose path, or end of it, they have without the extension. */
export function picturesBelow(source: Source): PredictedPicture[] {
  const { snapshot, place, names, mistakes, into } = source;
  const pictures: PredictedPicture[] = [];
  const first = new Map<number, FileEntry>();
  for (const { entry, stem } of stemmedBelow(new Tree(snapshot.files), place.path)) {
    if (!isImagePath(entry.path)) continue;
    into.count += 1;
    const at = { path: entry.path };
    if (entry.kind !== 'file') {
      mistakes.refused.add(`Expected a picture at ${entry.path} but received a link. Commit the file itself.`, at);
      continue;
    }
    const found = names.stemmed(stem);
    if ('fault' in found) {
      const sentence = `Expected ${anImage(source)} for ${entry.path} but none has the name ${found.fault}. It is passed over: give it the name of its image.`;
      mistakes.leftOut.add(sentence, at);
      continue;
    }
    const before = first.get(found.rows[0]);
    if (before !== undefined) {
      refuseSecond(source, found.rows, { path: before.path }, at);
      continue;
    }
    first.set(found.rows[0], entry);
    pictures.push({ entry, rows: found.rows });
  }
  return pictures;
}
