import type { Samples } from '../../../model/facts.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { Answer } from '../../../model/vision.ts';
import type { Told } from './mistakes.ts';
import { type ClaimedAnswers, readAnswers } from './read.ts';
import type { Claim } from './source.ts';
import { checkStamp } from './stamp.ts';

export type { ClaimedAnswers } from './read.ts';
export type { Claim } from './source.ts';

/**
 * What the policy's files of predictions say that a model answered, held against their stamps; `null` when the commit has
 * none of the files.
 * @throws Fault as `readAnswers` and `checkStamp`
 */
export async function readPredictions(
  snapshot: Snapshot,
  claim: Claim,
  tools: Tools,
  { stamps = 'held against' }: { stamps?: 'held against' | 'ignored' } = {},
): Promise<ClaimedAnswers | null> {
  const read = await readAnswers(snapshot, claim, tools);
  if (read === null || stamps === 'ignored') return read;
  const ties: Told[] = [];
  for (const part of read.parts) {
    const told = await checkStamp(snapshot, part, tools);
    if (told !== null) ties.push(told);
  }
  return { ...read, problems: [...ties, ...read.problems] };
}

/**
 * The same answers for another commit's listing: those of images of equal content.
 * @param keyOf what the answer to a row depends on in the data
 */
export function answersFor(
  { answers }: Pick<ClaimedAnswers, 'answers'>,
  own: Samples,
  other: Samples,
  keyOf: (samples: Samples, row: number) => string,
): Map<number, Answer> {
  if (own === other) return new Map(answers);
  const byKey = new Map([...answers].map(([row, answer]) => [keyOf(own, row), answer]));
  const found = new Map<number, Answer>();
  for (let row = 0; row < other.count; row += 1) {
    const answer = other.hash[row] === '' ? undefined : byKey.get(keyOf(other, row));
    if (answer !== undefined) found.set(row, answer);
  }
  return found;
}
