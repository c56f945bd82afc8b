/** A queue between producers that may have to wait for room and one consumer that may have to wait for items. */
export interface Queue<T> {
  put(item: T): void;
  /** Ends the queue; with an error, once it is empty the consumer gets the error. */
  end(error?: unknown): void;
  /** Resolves when fewer than `limit` items wait. */
  room(limit: number): Promise<void>;
  items(): AsyncGenerator<T>;
}

export function createQueue<T>(): Queue<T> {
  const held: T[] = [];
  let ended: { error?: unknown } | undefined;
  let wakeConsumer = () => {};
  const wakeProducers: (() => void)[] = [];

  return {
    put(item) {
      held.push(item);
      wakeConsumer();
    },
    end(error) {
      ended ??= error === undefined ? {} : { error };
      wakeConsumer();
      for (const wake of wakeProducers.splice(0)) wake();
    },
    async room(limit) {
      while (held.length >= limit && !ended) await new Promise<void>((resolve) => wakeProducers.push(resolve));
    },
    async *items() {
      for (;;) {
        if (ended && 'error' in ended) throw ended.error;
        if (held.length > 0) {
          const item = held.shift()!;
          for (const wake of wakeProducers.splice(0)) wake();
          yield item;
        } else if (ended) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            wakeConsumer = resolve;
          });
        }
      }
    },
  };
}
