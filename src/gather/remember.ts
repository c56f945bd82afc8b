import type { Cache } from '../model/gatherer.ts';

/** A value from the cache, else computed and kept. It must survive JSON: no NaN, no typed array. */
export function remember<T>(cache: Cache, kind: string, key: string, compute: () => T): T {
  const known = cache.getMany(kind, [key]).get(key);
  if (known) return JSON.parse(Buffer.from(known).toString()) as T;
  const value = compute();
  cache.putMany(kind, [[key, Buffer.from(JSON.stringify(value))]]);
  return value;
}
