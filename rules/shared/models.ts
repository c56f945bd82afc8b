import type { Model } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';

/** What to look at when a model behaves otherwise than before: its preprocessing where that alone changed, else its file. */
export function placeOfChange(head: Model | undefined, base: Model | undefined): Position | undefined {
  if (!head) return undefined;
  const sameWeights = base?.contentHash === head.contentHash;
  return sameWeights && !samePreprocessing(head, base) ? head.preprocessingAt : { path: head.path };
}

function samePreprocessing(a: Model, b: Model | undefined): boolean {
  return JSON.stringify(a.preprocessing) === JSON.stringify(b?.preprocessing);
}
