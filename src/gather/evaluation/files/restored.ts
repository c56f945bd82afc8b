import { Fault, type Position } from '../../../model/fault.ts';
import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import { written } from '../../formats/coco/fields.ts';
import { folderOf, resolvePath } from '../../formats/files/paths.ts';
import { keepInBatches } from '../../keep.ts';
import { picturesBelow } from './folders.ts';
import { imageFinder } from './image-finder.ts';
import { comparePictures, type Likeness } from './likeness.ts';
import { type Row, rowsOf } from './rows.ts';
import { placeText, refuseSecond, type Source } from './source.ts';

/** Raised when a score changes its meaning. */
const kind = 'restored@1';

/** Pairs of pictures that are held at once. */
const together = 8;

/** A restored picture, and what it should be. */
interface Pair {
  rows: readonly number[];
  restored: FileEntry;
  target: FileEntry;
  at: Position;
}

/** Reads a folder of restored pictures with the names of their images. */
export async function readRestoredFolder(source: Source): Promise<void> {
  const pairs = picturesBelow(source).flatMap(({ entry, rows }) => pairOf(source, rows, entry, { path: entry.path }));
  await scorePairs(source, pairs);
}

/** Reads rows whose `restored` is the path of a picture, relative to the file's folder or the repository's root. */
export async function readRestoredRows(source: Source): Promise<void> {
  const find = imageFinder(source);
  const pairs: Pair[] = [];
  for await (const row of rowsOf(source)) {
    source.into.count += 1;
    const rows = await find(row);
    if (rows === null) continue;
    const entry = pictureIn(source, row);
    if (typeof entry === 'string') source.mistakes.refused.add(entry, row.at);
    else pairs.push(...pairOf(source, rows, entry, row.at));
  }
  await scorePairs(source, pairs);
}

function pictureIn({ snapshot, place }: Source, row: Row): FileEntry | string {
  const name = row.get('restored');
  if (typeof name !== 'string') {
    return `Expected the path of a picture for \`restored\` in ${placeText(row.at)} but received ${written(name)}. Write the path relative to the file.`;
  }
  for (const folder of [folderOf(place.path), '']) {
    const resolved = resolvePath(folder, name);
    const entry = 'path' in resolved ? snapshot.files.get(resolved.path) : undefined;
    if (entry?.kind === 'file') return entry;
  }
  return `Expected a picture of the commit for \`restored\` in ${placeText(row.at)} but received ${written(name)}. Commit the picture, or correct the path.`;
}

/** None for an image without a target: it is not asked for. */
function pairOf({ snapshot, claim }: Source, rows: readonly number[], restored: FileEntry, at: Position): Pair[] {
  const { dataset, targets } = claim.samples;
  if (targets === null) {
    const sentence = `Expected a dataset with targets for restoration but \`${dataset}\` has none. Write \`format: pairs\`.`;
    throw new Fault('broken', sentence, at);
  }
  const target = snapshot.files.get(targets.path[rows[0]]);
  return target === undefined ? [] : [{ rows, restored, target, at }];
}

async function scorePairs(source: Source, pairs: readonly Pair[]): Promise<void> {
  const { cache, signal, progress } = source.tools;
  const known = cache.getMany(kind, pairs.map(keyOf));
  const kept = keepInBatches(cache, kind);
  source.into.contents.push(...pairs.map(({ restored }) => restored.hash));
  for (let done = 0; done < pairs.length; done += together) {
    signal.throwIfAborted();
    progress(`Compare restored pictures of ${source.claim.model.name}`, done, pairs.length);
    const some = pairs.slice(done, done + together);
    const missing = some.filter((pair) => !known.has(keyOf(pair)));
    const bytes = await bytesOf(source.snapshot, missing);
    for (const pair of some) {
      const value = known.get(keyOf(pair));
      if (value !== undefined) {
        take(source, pair, JSON.parse(Buffer.from(value).toString()) as Likeness);
        continue;
      }
      const likeness = likenessOf(pair, bytes);
      take(source, pair, likeness);
      kept.add(keyOf(pair), Buffer.from(JSON.stringify(likeness)));
    }
  }
  kept.flush();
}

function keyOf({ restored, target }: Pair): string {
  return `${restored.hash} ${target.hash}`;
}

/** @throws Fault when content could not be had */
async function bytesOf(snapshot: Snapshot, pairs: readonly Pair[]): Promise<Map<string, Buffer | Fault>> {
  const paths = new Set(pairs.flatMap(({ restored, target }) => [restored.path, target.path]));
  const contents = new Map<string, Buffer | Fault>();
  for await (const file of snapshot.readMany(paths)) {
    if ('fault' in file && file.fault.kind !== 'broken') throw file.fault;
    contents.set(file.path, 'fault' in file ? file.fault : file.bytes);
  }
  return contents;
}

function likenessOf({ restored, target }: Pair, contents: ReadonlyMap<string, Buffer | Fault>): Likeness {
  const [own, wanted] = [contents.get(restored.path)!, contents.get(target.path)!];
  if (wanted instanceof Fault) return { fault: wanted.message, of: 'target' };
  if (own instanceof Fault) return { fault: own.message, of: 'restored' };
  return comparePictures(own, wanted);
}

function take(source: Source, { rows, restored, target, at }: Pair, likeness: Likeness): void {
  const { into, mistakes } = source;
  if (!('fault' in likeness)) {
    const answer = {
      task: 'restoration',
      psnr: likeness.psnr ?? Number.POSITIVE_INFINITY,
      ssim: likeness.ssim,
    } as const;
    const before = into.put(rows, answer, at);
    if (before !== null) refuseSecond(source, rows, before, at);
  } else if (likeness.of === 'target') {
    const sentence = `Expected a target that can be compared but ${target.path} is none. ${likeness.fault}`;
    mistakes.leftOut.add(sentence, { path: target.path });
  } else {
    mistakes.refused.add(
      `Expected a restored picture like ${target.path} but ${restored.path} is none. ${likeness.fault}`,
      at,
    );
  }
}
