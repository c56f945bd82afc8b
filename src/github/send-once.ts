import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds before each further attempt; as many attempts as waits. */
  waits?: readonly number[];
  /** Ends the attempts. */
  signal?: AbortSignal;
}

/**
 * Sends a request that must take effect once. After a failure that leaves open whether it did (no answer, 5xx, an answer
 * cut short) the state is read back: `settled` returns the data if the request took effect, `null` if it did not, and
 * only then is it sent again. Throws the last failure when patience ends, and any clear refusal at once.
 */
export async function sendOnce<T extends object>(
  send: () => Promise<{ data: T }>,
  settled: () => Promise<T | null>,
  { waits = [1_000, 4_000, 9_000], signal }: Patience = {},
): Promise<T> {
  let action = async (): Promise<T | null> => (await send()).data;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const data = await action();
      if (typeof data !== 'object') throw new Error('The answer was cut short.');
      if (data !== null) return data;
      action = async () => (await send()).data;
    } catch (error) {
      if (!isAmbiguous(error) || attempt >= waits.length || signal?.aborted) throw error;
      await delay(waits[attempt], undefined, { signal });
      action = settled;
    }
  }
}

function isAmbiguous(error: unknown): boolean {
  const { status } = error as { status?: number };
  return status === undefined || status === 408 || status >= 500;
}
