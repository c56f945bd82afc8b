import type { DatasetChanges, SampleChange } from '../model/facts.ts';

export interface ChangedImage {
  path: string;
  hash: string;
  side: 'base' | 'head';
}

/** How many changes of each kind get a picture, or two where a picture was replaced: 24 pictures for a dataset. */
const drawn: Partial<Record<SampleChange['kind'], number>> = {
  added: 4,
  removed: 4,
  modified: 2,
  're-encoded': 4,
  moved: 4,
  relabelled: 4,
};

/** The first images of each kind of change, where they lie; of a modified one what it was as well. */
export function changedImages({ samples }: DatasetChanges): ChangedImage[] {
  const left = { ...drawn };
  return samples.flatMap(({ kind, path, hash, from }): ChangedImage[] => {
    const room = left[kind] ?? 0;
    if (room === 0) return [];
    left[kind] = room - 1;
    if (kind === 'removed') return [{ path, hash, side: 'base' }];
    const now: ChangedImage = { path, hash, side: 'head' };
    const isReplaced = kind === 'modified' && from?.hash !== undefined;
    return isReplaced ? [{ path: from.path ?? path, hash: from.hash!, side: 'base' }, now] : [now];
  });
}
