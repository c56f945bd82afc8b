import type { Tools } from '../../src/model/gatherer.ts';

/** Tools for gatherers that read text and graphs alone: touching pixels or the cache throws. */
export function textTools(): Tools & { notes: string[] } {
  const notes: string[] = [];
  const absent = (name: string) =>
    new Proxy({} as never, {
      get(_, key) {
        throw new Error(`Expected no use of ${name} but received ${String(key)}.`);
      },
    });
  return {
    vision: absent('vision'),
    cache: absent('the cache'),
    signal: new AbortController().signal,
    provider: 'cpu',
    scratch: '',
    progress: () => {},
    note: (text) => notes.push(text),
    notes,
  };
}
