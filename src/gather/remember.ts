import type { Cache } from '../model/gatherer.ts';

/** A value from the cache, else computed and kept. It must survive JSON: no NaN, no typed array. */
export function remember<T>(cache: Cache, kind: string, key: string, compute: () => T): T {
  const known = read<T>(cache, kind, key);
  return known ? known.value : keep(cache, kind, key, compute());
}

/** As `remember`, of a value that takes waiting. */
export async function rememberLater<T>(cache: Cache, kind: string, key: string, compute: () => Promise<T>): Promise<T> {
  const known = read<T>(cache, kind, key);
  return known ? known.value : keep(cache, kind, key, await compute());
}

function read<T>(cache: Cache, kind: string, key: string): { value: T } | null {
  const known = cache.getMany(kind, [key]).get(key);
  return known ? { value: JSON.parse(Buffer.from(known).toString()) as T } : null;
}

function keep<T>(cache: Cache, kind: string, key: string, value: T): T {
  cache.putMany(kind, [[key, Buffer.from(JSON.stringify(value))]]);
  return value;
}
