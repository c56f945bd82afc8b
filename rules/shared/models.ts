import type { Model } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';

/** What to look at when a model behaves otherwise than before: its labels or preprocessing where they alone changed, else its file. */
export function placeOfChange(head: Model | undefined, base: Model | undefined): Position | undefined {
  if (!head) return undefined;
  const isSame = (key: 'labels' | 'preprocessing') => JSON.stringify(head[key]) === JSON.stringify(base?.[key]);
  if (base?.contentHash === head.contentHash) {
    if (!isSame('labels') && head.labelsAt) return head.labelsAt;
    if (!isSame('preprocessing')) return head.preprocessingAt;
  }
  return { path: head.path };
}
