import type { Images, Samples } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type EncodedImage, undecoded } from '../model/vision.ts';
import { firstRows, readImages } from './contents.ts';
import { copyImages, createColumns, putImage } from './image-columns.ts';
import { encodeRecord, readRecords } from './image-records.ts';
import { keepInBatches } from './keep.ts';
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
      const known = { samples: other?.facts.samples?.[dataset], images: other?.facts.images?.[dataset] };
      result.entries[dataset] = await describe(snapshot, samples, known, tools, (fault) =>
        result.faults.push({ name: dataset, fault }),
      );
    }
    return result;
  },
};

/** One dataset's descriptions: from the other side where it has them, else from the cache, else from the decoder. */
async function describe(
  snapshot: Snapshot,
  samples: Samples,
  known: { samples?: Samples; images?: Images },
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Images> {
  const columns = createColumns(samples.dataset, samples.count);
  const rows = firstRows(samples);
  const wanted = takeKnown(columns, rows, known);

  const { decoder } = await tools.vision.versions();
  const kind = describedKind(decoder);
  const records = tools.cache.getMany(kind, [...wanted]);
  readRecords(
    columns,
    [...records.keys()].map((hash) => rows.get(hash)!),
    [...records.values()],
  );
  for (const hash of records.keys()) wanted.delete(hash);
  await decodeImages(snapshot, samples, columns, rows, wanted, kind, tools, onFault);
  for (const hash of wanted) putImage(columns, rows.get(hash)!, undecoded(hash, 'Its bytes could not be had.'));

  const copies = { to: [] as number[], from: [] as number[] };
  for (let row = 0; row < samples.count; row += 1) {
    const hash = samples.hash[row];
    const first = rows.get(hash);
    if (first === undefined) {
      putImage(columns, row, undecoded(hash, `${samples.path[row]} is listed but is not in the commit.`));
    } else if (first !== row) {
      copies.to.push(row);
      copies.from.push(first);
    }
  }
  copyImages(columns, copies.to, columns, copies.from);
  return columns;
}

/** Copies what the other side has decoded; returns the contents that it has not. */
function takeKnown(
  columns: Images,
  rows: ReadonlyMap<string, number>,
  { samples, images }: { samples?: Samples; images?: Images },
): Set<string> {
  const wanted = new Set(rows.keys());
  if (!samples || !images) return wanted;
  const to: number[] = [];
  const from: number[] = [];
  for (const [row, hash] of samples.hash.entries()) {
    if (images.error[row] !== null || !wanted.delete(hash)) continue;
    to.push(rows.get(hash)!);
    from.push(row);
  }
  copyImages(columns, to, images, from);
  return wanted;
}

/** Decodes the wanted contents, keeps what was found, and takes them off the wanted ones; those whose bytes cannot be had stay. */
async function decodeImages(
  snapshot: Snapshot,
  samples: Samples,
  columns: Images,
  rows: ReadonlyMap<string, number>,
  wanted: Set<string>,
  kind: string,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<void> {
  if (wanted.size === 0) return;
  const paths = new Map([...wanted].map((hash) => [hash, samples.path[rows.get(hash)!]]));
  let unavailable = 0;
  const encoded = readImages(snapshot, paths, (hash, fault) => {
    if (fault.kind !== 'broken') {
      if (unavailable++ === 0) onFault(fault);
      return;
    }
    putImage(columns, rows.get(hash)!, undecoded(hash, fault.message));
    wanted.delete(hash);
  });

  const kept = keepInBatches(tools.cache, kind);
  const begun = rows.size - wanted.size;
  let done = 0;
  const pictures = withoutPointers(encoded, (hash, pointer) => {
    putImage(columns, rows.get(hash)!, { ...undecoded(hash, `It is a ${pointer}.`), format: pointer });
    wanted.delete(hash);
  });
  for await (const description of tools.vision.describe(pictures)) {
    const row = rows.get(description.key)!;
    putImage(columns, row, description);
    wanted.delete(description.key);
    done += 1;
    kept.add(description.key, encodeRecord(columns, row));
    tools.progress(`images of ${samples.dataset}`, begun + done, rows.size);
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
