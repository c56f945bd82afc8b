/** Hands the items of an iterable to several takers. */
export interface Source<T> {
  /** The next item, for one taker only; `undefined` when there is none. */
  next(): Promise<T | undefined>;
  /** Closes the iterable, if it did not end by itself. */
  close(): Promise<void>;
}

/** @param room - what to wait for before an item is taken */
export function openSource<T>(items: AsyncIterable<T>, room: () => Promise<void>): Source<T> {
  const iterator = items[Symbol.asyncIterator]();
  let turn: Promise<unknown> = Promise.resolve();
  let done = false;
  return {
    next() {
      const mine = turn.then(async () => {
        await room();
        if (done) return undefined;
        const { value, done: last } = await iterator.next();
        if (last) done = true;
        return last ? undefined : value;
      });
      turn = mine.catch(() => {
        done = true;
      });
      return mine;
    },
    async close() {
      if (done) return;
      done = true;
      await iterator.return?.();
    },
  };
}
