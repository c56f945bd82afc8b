import type { Cache } from '../model/gatherer.ts';

const batch = 256;

/** Keeps facts of one kind as they are found, a few hundred at a time: a run that is killed loses no more than these. */
export function keepInBatches(cache: Cache, kind: string) {
  let unsaved: [key: string, value: Uint8Array][] = [];
  const flush = () => {
    cache.putMany(kind, unsaved);
    unsaved = [];
  };
  return {
    add(key: string, value: Uint8Array) {
      if (unsaved.push([key, value]) >= batch) flush();
    },
    /** To be called at the end. */
    flush,
  };
}
