import type { Images, Samples } from '../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ImageDescription } from '../model/vision.ts';
import { pathsByHash, readImages } from './contents.ts';

/** Raised when a description changes its meaning. */
const version = 1;
const batch = 256;

export const images: Gatherer<'images'> = {
  fact: 'images',
  async gather(snapshot, _policy, tools, { facts }) {
    const result: GatherResult<Record<string, Images>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      const descriptions = await describe(snapshot, samples, tools, (fault) =>
        result.faults.push({ name: samples.dataset, fault }),
      );
      result.entries[samples.dataset] = toColumns(samples, descriptions);
    }
    return result;
  },
};

async function describe(
  snapshot: Snapshot,
  samples: Samples,
  tools: Tools,
  onFault: (fault: GatherResult<unknown>['faults'][number]['fault']) => void,
): Promise<Map<string, ImageDescription>> {
  const { decoder } = await tools.vision.versions();
  const kind = `images@${version} ${decoder}`;
  const paths = pathsByHash(samples);
  const descriptions = new Map<string, ImageDescription>();
  for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
    descriptions.set(hash, decode(value));
    paths.delete(hash);
  }
  const total = paths.size;
  let unsaved: ImageDescription[] = [];
  let unavailable = 0;
  const save = () => {
    tools.cache.putMany(
      kind,
      unsaved.map((description) => [description.key, encode(description)] as const),
    );
    unsaved = [];
  };
  const encoded = readImages(snapshot, paths, (hash, fault) => {
    if (fault.kind === 'broken') descriptions.set(hash, unreadable(hash, fault.message));
    else if (unavailable++ === 0) onFault(fault);
  });
  if (total > 0) {
    for await (const description of tools.vision.describe(encoded)) {
      descriptions.set(description.key, description);
      unsaved.push(description);
      if (unsaved.length >= batch) save();
      tools.progress(`images of ${samples.dataset}`, descriptions.size, samples.count);
    }
    save();
  }
  return descriptions;
}

function encode(description: ImageDescription): Uint8Array {
  return Buffer.from(JSON.stringify(description, (_key, value) => (Number.isNaN(value) ? null : value)));
}

function decode(value: Uint8Array): ImageDescription {
  return JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()) as ImageDescription;
}

function unreadable(key: string, error: string): ImageDescription {
  const none = Number.NaN;
  return {
    key,
    error,
    format: '',
    width: 0,
    height: 0,
    channels: 0,
    orientation: 1,
    location: false,
    dark: none,
    bright: none,
    blurry: none,
    lowInformation: none,
    phash: '',
  };
}

function toColumns(samples: Samples, descriptions: ReadonlyMap<string, ImageDescription>): Images {
  const { count } = samples;
  const column = <T>(value: (description: ImageDescription | undefined) => T): T[] =>
    samples.hash.map((hash) => value(descriptions.get(hash)));
  const score = (name: 'dark' | 'bright' | 'blurry' | 'lowInformation') =>
    Float64Array.from({ length: count }, (_, row) => descriptions.get(samples.hash[row])?.[name] ?? Number.NaN);
  const number = (name: 'width' | 'height' | 'channels' | 'orientation') => (_: unknown, row: number) =>
    descriptions.get(samples.hash[row])?.[name] ?? (name === 'orientation' ? 1 : 0);
  return {
    dataset: samples.dataset,
    error: samples.hash.map((hash, row) => errorOf(hash, samples.path[row], descriptions.get(hash))),
    format: column((description) => description?.format ?? ''),
    width: Int32Array.from({ length: count }, number('width')),
    height: Int32Array.from({ length: count }, number('height')),
    channels: Uint8Array.from({ length: count }, number('channels')),
    orientation: Uint8Array.from({ length: count }, number('orientation')),
    location: Uint8Array.from({ length: count }, (_, row) => (descriptions.get(samples.hash[row])?.location ? 1 : 0)),
    dark: score('dark'),
    bright: score('bright'),
    blurry: score('blurry'),
    lowInformation: score('lowInformation'),
    phash: column((description) => description?.phash ?? ''),
  };
}

function errorOf(hash: string, path: string, description: ImageDescription | undefined): string | null {
  if (hash === '') return `${path} is listed but is not in the commit.`;
  return description ? description.error : 'Its bytes could not be had.';
}
