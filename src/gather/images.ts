import type { Images, Samples } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type EncodedImage, undecoded } from '../model/vision.ts';
import { firstRows, readImages } from './contents.ts';
import { copyImages, createColumns, putImage } from './image-columns.ts';
import { encodeRecord, readRecords } from './image-records.ts';
import { keepInBatches } from './keep.ts';
import { areSame, type DescribedImages, keepImages, keptImages } from './kept-images.ts';
import { type Pointer, pointerIn } from './pointers.ts';

/** Raised when a description changes its meaning. */
const version = 3;
/** Where descriptions are kept. */
export const describedKind = (decoder: string) => `images@${version} ${decoder}`;

export const images: Gatherer<'images'> = {
  fact: 'images',
  async gather(snapshot, _policy, tools, { facts }, other) {
    const result: GatherResult<Record<string, Images>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      const { dataset } = samples;
      const [before, described] = [other?.facts.samples?.[dataset], other?.facts.images?.[dataset]];
      const known = before && described ? { hash: before.hash, images: described } : null;
      result.entries[dataset] = await describe(snapshot, samples, known, tools, (fault) =>
        result.faults.push({ name: dataset, fault }),
      );
    }
    return result;
  },
};

/** Rows of the images that are still to be described, by content. */
type Wanted = ReadonlyMap<string, number[]>;

/**
 * One dataset's descriptions: from the other side where it has them, else as the base branch had them last, else from the
 * cache, else from the decoder.
 */
async function describe(
  snapshot: Snapshot,
  samples: Samples,
  other: DescribedImages | null,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Images> {
  const { hash } = samples;
  const { decoder } = await tools.vision.versions();
  const kind = describedKind(decoder);
  const kept = other ? null : keptImages(tools.cache, kind, samples.dataset, samples.count);
  const known = other ?? kept;
  if (known && areSame(known.hash, hash) && known.images.error.every((error) => error === null)) return known.images;

  const columns = createColumns(samples.dataset, samples.count);
  const wanted = takeKnown(columns, samples, known);
  const unknown = readKept(columns, wanted, kind, tools);
  await decodeImages(snapshot, samples, columns, wanted, unknown, kind, tools, onFault);
  for (const content of unknown) {
    putImage(columns, wanted.get(content)![0], undecoded(content, 'Its bytes could not be had.'));
  }
  copyToOthers(columns, wanted);
  if (snapshot.side === 'base') keepImages(tools.cache, kind, { hash, images: columns }, kept);
  return columns;
}

/** Copies what is known; returns the contents that are not. */
function takeKnown(columns: Images, samples: Samples, known: DescribedImages | null): Wanted {
  const rows = known ? firstRows(known) : new Map<string, number>();
  const wanted = new Map<string, number[]>();
  const to: number[] = [];
  const from: number[] = [];
  for (const [row, hash] of samples.hash.entries()) {
    const source = rows.get(hash);
    if (hash === '') {
      putImage(columns, row, undecoded(hash, `${samples.path[row]} is listed but is not in the commit.`));
    } else if (source !== undefined && known!.images.error[source] === null) {
      to.push(row);
      from.push(source);
    } else {
      const alike = wanted.get(hash);
      if (alike) alike.push(row);
      else wanted.set(hash, [row]);
    }
  }
  if (known) copyImages(columns, to, known.images, from);
  return wanted;
}

/** Reads what the cache has into the first row of each content; returns the contents that it has not. */
function readKept(columns: Images, wanted: Wanted, kind: string, tools: Tools): Set<string> {
  const records = tools.cache.getMany(kind, [...wanted.keys()]);
  const rows = [...records.keys()].map((content) => wanted.get(content)![0]);
  readRecords(columns, rows, [...records.values()]);
  return new Set([...wanted.keys()].filter((content) => !records.has(content)));
}

/** Copies the first row of each content to the others. */
function copyToOthers(columns: Images, wanted: Wanted): void {
  const to: number[] = [];
  const from: number[] = [];
  for (const [first, ...others] of wanted.values()) {
    for (const row of others) {
      to.push(row);
      from.push(first);
    }
  }
  copyImages(columns, to, columns, from);
}

/** Decodes the unknown contents, keeps what was found, and takes them off the unknown ones; those whose bytes cannot be had stay. */
async function decodeImages(
  snapshot: Snapshot,
  samples: Samples,
  columns: Images,
  wanted: Wanted,
  unknown: Set<string>,
  kind: string,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<void> {
  if (unknown.size === 0) return;
  const rowOf = (content: string) => wanted.get(content)![0];
  const paths = new Map([...unknown].map((content) => [content, samples.path[rowOf(content)]]));
  let unavailable = 0;
  const encoded = readImages(snapshot, paths, (content, fault) => {
    if (fault.kind !== 'broken') {
      if (unavailable++ === 0) onFault(fault);
      return;
    }
    putImage(columns, rowOf(content), undecoded(content, fault.message));
    unknown.delete(content);
  });

  const kept = keepInBatches(tools.cache, kind);
  const all = firstRows(samples).size;
  const begun = all - unknown.size;
  let done = 0;
  const pictures = withoutPointers(encoded, (content, pointer) => {
    putImage(columns, rowOf(content), { ...undecoded(content, `It is a ${pointer}.`), format: pointer });
    unknown.delete(content);
  });
  for await (const description of tools.vision.describe(pictures)) {
    const row = rowOf(description.key);
    putImage(columns, row, description);
    unknown.delete(description.key);
    done += 1;
    kept.add(description.key, encodeRecord(columns, row));
    tools.progress(`images of ${samples.dataset}`, begun + done, all);
  }
  kept.flush();
}

/** Hands pointers that lie in place of images over, and lets the others through. */
async function* withoutPointers(
  encoded: AsyncIterable<EncodedImage>,
  onPointer: (hash: string, pointer: Pointer) => void,
): AsyncGenerator<EncodedImage> {
  for await (const image of encoded) {
    const pointer = pointerIn(image.bytes);
    if (pointer === null) yield image;
    else onPointer(image.key, pointer);
  }
}
