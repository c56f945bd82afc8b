import type { Task } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { EncodedImage, Question } from '../../model/vision.ts';
import { readImages } from '../contents.ts';
import type { Asked } from './task-reader.ts';
import { readerOf } from './tasks.ts';

/** One picture to be asked of: its key, its content and where it lies, the same of its target. */
export interface Item {
  hash: string;
  path: string;
  target: { hash: string; path: string } | null;
}

/** What each row depends on → the picture that is asked of. */
export function itemsOf(task: Task, { samples, rows }: Pick<Asked, 'samples' | 'rows'>): Map<string, Item> {
  const { keyOf, targetOf } = readerOf(task);
  return new Map(
    rows.map((row) => [
      keyOf(samples, row),
      { hash: samples.hash[row], path: samples.path[row], target: targetOf?.(samples, row) ?? null },
    ]),
  );
}

/** The pictures, keyed as their answers are kept. One that is broken where it lies is left out; one that cannot be had ends it. */
export async function* questionsOf(snapshot: Snapshot, items: ReadonlyMap<string, Item>): AsyncGenerator<Question> {
  const onFault = (_hash: string, fault: Fault) => {
    if (fault.kind !== 'broken') throw fault;
  };
  const keysOf = new Map<string, string[]>();
  for (const [key, { hash }] of items) keysOf.set(hash, [...(keysOf.get(hash) ?? []), key]);
  const paths = new Map([...items.values()].map(({ hash, path }) => [hash, path]));
  for await (const { key: hash, bytes } of readImages(snapshot, paths, onFault)) {
    for (const key of keysOf.get(hash) ?? []) {
      const target = items.get(key)?.target;
      if (!target) yield { key, bytes };
      else yield* withTarget(snapshot, { key, bytes }, target, onFault);
    }
  }
}

async function* withTarget(
  snapshot: Snapshot,
  image: EncodedImage,
  { hash, path }: { hash: string; path: string },
  onFault: (hash: string, fault: Fault) => void,
): AsyncGenerator<Question> {
  try {
    yield { ...image, target: await snapshot.read(path) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    onFault(hash, error);
  }
}
