import type { Masks, Samples } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { DatasetPolicy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { noProblems } from './formats/listing/problems.ts';
import { readColours } from './formats/masks/colours.ts';
import { keepInBatches } from './keep.ts';
import { contentOfMask, type MaskContent, unreadableMask } from './mask-content.ts';

/** Raised when a content changes its meaning. */
const kind = 'masks@1';

/** Reads the masks of each dataset that has some. */
export const masks: Gatherer<'masks'> = {
  fact: 'masks',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Masks>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      if (samples.masks === null) continue;
      const dataset = policy.datasets[samples.dataset];
      const onFault = (fault: Fault) => result.faults.push({ name: samples.dataset, fault });
      const contents = await readContents(snapshot, samples.masks, tools, onFault);
      const classOf = await classesBy(snapshot, dataset);
      result.entries[samples.dataset] = toColumns(samples, samples.masks, contents, classOf, dataset.ignore);
    }
    return result;
  },
};

type Count = MaskContent['counts'][number];

/** What each mask holds, by its content hash. Content that could not be had is a fault, told once. */
async function readContents(
  snapshot: Snapshot,
  { path, hash }: NonNullable<Samples['masks']>,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Map<string, MaskContent>> {
  const paths = new Map<string, string>();
  for (const [row, key] of hash.entries()) if (key !== '' && !paths.has(key)) paths.set(key, path[row]);
  const contents = new Map<string, MaskContent>();
  for (const [key, value] of tools.cache.getMany(kind, [...paths.keys()])) {
    contents.set(key, JSON.parse(Buffer.from(value).toString()) as MaskContent);
    paths.delete(key);
  }
  const keys = new Map([...paths].map(([key, file]) => [file, key]));
  const kept = keepInBatches(tools.cache, kind);
  let unavailable = 0;
  for await (const file of snapshot.readMany(keys.keys())) {
    tools.signal.throwIfAborted();
    const key = keys.get(file.path)!;
    if ('fault' in file) {
      if (file.fault.kind === 'broken') contents.set(key, unreadableMask(file.fault.message));
      else if (unavailable++ === 0) onFault(file.fault);
      continue;
    }
    const content = contentOfMask(file.bytes);
    contents.set(key, content);
    kept.add(key, Buffer.from(JSON.stringify(content)));
    tools.progress('Read masks', contents.size, contents.size + keys.size);
  }
  kept.flush();
  return contents;
}

/** The value of `Masks` for what is stored, or why there is none. */
type ClassOf = (count: Count) => number | { error: string };

/** The index itself is the class, or the class of its colour where the policy declares colours. */
async function classesBy(snapshot: Snapshot, { colours }: DatasetPolicy): Promise<ClassOf> {
  if (colours === undefined) {
    const error =
      'Expected a palette or one channel, whose values are classes, but received colours. Declare `colours` in the policy.';
    return ([value]) => (value < 0 ? { error } : value);
  }
  const { byColour } = await readColours(snapshot, colours, noProblems());
  const error = `Expected colours, as ${colours} lists them, but received grey of 16 bits. Save the mask with 8 bits a channel.`;
  return ([, colour]) => (colour < 0 ? { error } : (byColour.get(colour) ?? -1 - colour));
}

function toColumns(
  samples: Samples,
  { hash }: NonNullable<Samples['masks']>,
  contents: ReadonlyMap<string, MaskContent>,
  classOf: ClassOf,
  ignore: number | undefined,
): Masks {
  const { count, dataset } = samples;
  const columns: Masks = {
    dataset,
    error: new Array<string | null>(count).fill(null),
    width: new Int32Array(count),
    height: new Int32Array(count),
    start: new Int32Array(count + 1),
    value: new Int32Array(0),
    pixels: new Float64Array(0),
    ignored: new Float64Array(count),
  };
  const value: number[] = [];
  const pixels: number[] = [];
  for (let row = 0; row < count; row++) {
    const content = contents.get(hash[row]);
    if (content !== undefined) {
      columns.width[row] = content.width;
      columns.height[row] = content.height;
      const { values, ignored, error } = meaningOf(content, classOf, ignore);
      columns.error[row] = error;
      columns.ignored[row] = ignored;
      for (const [key, n] of values) {
        value.push(key);
        pixels.push(n);
      }
    } else if (hash[row] !== '') columns.error[row] = 'Its bytes could not be had.';
    columns.start[row + 1] = value.length;
  }
  return { ...columns, value: Int32Array.from(value), pixels: Float64Array.from(pixels) };
}

function meaningOf(
  { error, counts }: MaskContent,
  classOf: ClassOf,
  ignore: number | undefined,
): { values: [value: number, pixels: number][]; ignored: number; error: string | null } {
  const values = new Map<number, number>();
  let ignored = 0;
  for (const count of counts) {
    const [stored, , pixels] = count;
    if (stored >= 0 && stored === ignore) {
      ignored += pixels;
      continue;
    }
    const value = classOf(count);
    if (typeof value !== 'number') return { values: [], ignored: 0, error: value.error };
    values.set(value, (values.get(value) ?? 0) + pixels);
  }
  return { values: [...values].sort(([a], [b]) => a - b), ignored, error };
}
