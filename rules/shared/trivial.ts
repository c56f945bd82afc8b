import { accuracy } from '../../src/score/classification/agreement.ts';
import { classificationScore, isScoreName } from '../../src/score/classification/scores.ts';

/** The model that answers the most frequent class whatever the image. */
export interface TrivialModel {
  /** Index of the class that it answers. */
  answer: number;
  /** Its score, 0–1 for scores of predicted classes. */
  score: number;
}

/** Whether a score reads only which class was predicted; the trivial model has no probabilities worth scoring. */
export function ofPredictedClasses(name: string): boolean {
  return isScoreName(name) && !classificationScore(name).needsProbabilities;
}

/**
 * Scores the trivial model on a split.
 *
 * @param name - a score of predicted classes (see `ofPredictedClasses`)
 * @param confusion - counts[truth][predicted] of any model on the split; its rows hold the labels
 * @returns `null` for a split without images
 */
export function trivialModel(name: string, confusion: readonly (readonly number[])[]): TrivialModel | null {
  const support = Float64Array.from(confusion, (row) => row.reduce((sum, count) => sum + count, 0));
  const n = support.reduce((sum, count) => sum + count, 0);
  if (n === 0 || !isScoreName(name)) return null;
  const answer = support.indexOf(Math.max(...support));
  const only = (count: number) => Float64Array.from(support, (_, index) => (index === answer ? count : 0));
  const tallies = { support, predicted: only(n), hits: only(support[answer]) };
  const definition = classificationScore(name);
  return { answer, score: definition.kind === 'tallies' ? definition.ofTallies(tallies) : accuracy(tallies) };
}
