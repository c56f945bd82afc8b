import type { MultilabelResults } from '../../../model/facts.ts';
import type { Rivals } from './rivals.ts';

/** Answers each label with the share of training images that have it, whatever the image. */
export const labelFrequencies: Rivals = ({ predictions, evaluation }) => {
  const train = predictions.splits.train?.results;
  const own = evaluation.results;
  if (train?.task !== 'multilabel' || own.task !== 'multilabel' || train.truth.length === 0) return [];
  const { hard: _, ...results } = own;
  const shares = frequenciesOf(train);
  const scores = own.scores.map((_score, entry) => shares[entry % own.classes]);
  return [{ method: 'label-frequencies', results: { ...results, scores } }];
};

function frequenciesOf({ truth, classes }: MultilabelResults): Float32Array {
  const counts = new Float64Array(classes);
  truth.forEach((has, entry) => {
    counts[entry % classes] += has;
  });
  return Float32Array.from(counts, (count) => count / (truth.length / classes));
}
