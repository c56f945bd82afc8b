import type { Samples } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EncodedImage } from '../model/vision.ts';
import { openContainers } from './containers/open.ts';

/** Content hash → one path that holds it, for the given rows (all when absent). Rows whose image is not in the commit are left out. */
export function pathsByHash(samples: Samples, rows?: Iterable<number>): Map<string, string> {
  const paths = new Map<string, string>();
  for (const row of rows ?? samples.path.keys()) {
    const hash = samples.hash[row];
    if (hash !== '' && !paths.has(hash)) paths.set(hash, samples.path[row]);
  }
  return paths;
}

const firstOf = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** Content hash → the first row that holds it, of images that are in the commit. */
export function firstRows({ hash }: { hash: readonly string[] }): ReadonlyMap<string, number> {
  const rows = firstOf.get(hash) ?? findFirstRows(hash);
  firstOf.set(hash, rows);
  return rows;
}

function findFirstRows(hashes: readonly string[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < hashes.length; row += 1) {
    const hash = hashes[row];
    if (hash !== '' && !rows.has(hash)) rows.set(hash, row);
  }
  return rows;
}

/** Streams the bytes of images, contained ones too, keyed by content hash; what cannot be read goes to `onFault`. */
export async function* readImages(
  snapshot: Snapshot,
  paths: ReadonlyMap<string, string>,
  onFault: (hash: string, fault: Fault) => void,
): AsyncGenerator<EncodedImage> {
  const hashes = new Map([...paths].map(([hash, path]) => [path, hash]));
  for await (const item of openContainers(snapshot).readMany(hashes.keys())) {
    const key = hashes.get(item.path);
    if (key === undefined) continue;
    if ('fault' in item) onFault(key, item.fault);
    else yield { key, bytes: item.bytes };
  }
}

/**
 * At most `limit` of the rows, chosen by content hash: the same sample on every machine and on both sides, which no
 * order of files can bias. Ascending.
 */
export function sampleRows(samples: Samples, rows: readonly number[], limit: number): number[] {
  if (rows.length <= limit) return [...rows];
  return [...rows]
    .sort((a, b) => (samples.hash[a] < samples.hash[b] ? -1 : samples.hash[a] > samples.hash[b] ? 1 : a - b))
    .slice(0, limit)
    .sort((a, b) => a - b);
}

/** Rows of one split that have a label and an image. */
export function labelledRows(samples: Samples, split: string): number[] {
  const rows: number[] = [];
  for (let row = 0; row < samples.count; row += 1) {
    if (samples.split[row] === split && samples.label[row] !== null && samples.hash[row] !== '') rows.push(row);
  }
  return rows;
}

/** The split that models are judged on: `test`, else `validation`, else none. */
export function evaluationSplit(samples: Samples): string | null {
  for (const split of ['test', 'validation']) if (samples.split.includes(split)) return split;
  return null;
}
