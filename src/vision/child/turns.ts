/**
 * Who may be in the decoder. libvips has one text for the errors of a whole process, which the decoder empties whenever
 * any picture is done: a reason is a picture's own only if nothing else was decoded meanwhile.
 */
export interface Turns {
  /** Does work beside other work that was begun together. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until nothing else is being done, and keeps everything else waiting. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

const INSIDE = 0;
const CLOSED = 1;

/** What the threads of a process share of their turns. */
export function sharedTurns(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** @param state - of `sharedTurns`, the same one in every thread */
export function turnsOf(state: Int32Array<SharedArrayBuffer>): Turns {
  const whileAt = async (index: number, value: number) => await Atomics.waitAsync(state, index, value).value;

  async function enter(): Promise<void> {
    for (;;) {
      while (Atomics.load(state, CLOSED) === 1) await whileAt(CLOSED, 1);
      Atomics.add(state, INSIDE, 1);
      if (Atomics.load(state, CLOSED) === 0) return;
      leave();
    }
  }

  function leave(): void {
    Atomics.sub(state, INSIDE, 1);
    Atomics.notify(state, INSIDE);
  }

  return {
    async together(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    async alone(work) {
      while (Atomics.compareExchange(state, CLOSED, 0, 1) === 1) await whileAt(CLOSED, 1);
      for (let inside = Atomics.load(state, INSIDE); inside > 0; inside = Atomics.load(state, INSIDE)) {
        await whileAt(INSIDE, inside);
      }
      try {
        return await work();
      } finally {
        Atomics.store(state, CLOSED, 0);
        Atomics.notify(state, CLOSED);
      }
    },
  };
}
