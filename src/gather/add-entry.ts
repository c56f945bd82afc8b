import { Fault } from '../model/fault.ts';
import type { GatherResult } from '../model/gatherer.ts';

/**
 * Adds what was made of one model to a gatherer's result, or the fault that kept it from being made; `null` adds nothing.
 *
 * @param entry - its name among the entries, which may say more than the name of the model, under which a fault is told
 */
export async function addEntry<T>(
  { entries, faults }: GatherResult<Record<string, T>>,
  name: string,
  make: () => Promise<T | null>,
  entry = name,
): Promise<void> {
  try {
    const made = await make();
    if (made !== null) entries[entry] = made;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push({ name, fault: error });
  }
}
