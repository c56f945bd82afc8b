import type { Baselines, ClassificationResults, SplitPredictions } from '../../../model/facts.ts';
import { digest } from '../../digest.ts';
import { rememberLater } from '../../remember.ts';
import { resultsDigest } from '../results-digest.ts';
import { contradicted, type Labelled } from './contradicted.ts';
import { balanceOf, imageFeatures } from './features.ts';
import type { Judged } from './rivals.ts';

const version = 2;

/** Where the neighbours contradict labels, on both splits. Kept by what the images are and what the model answers. */
export async function contradictions({
  snapshot,
  samples,
  predictions,
  evaluation,
  tools,
}: Judged): Promise<Baselines['contradicted']> {
  const { train } = predictions.splits;
  if (train?.results.task !== 'classification' || evaluation.results.task !== 'classification') return null;
  const sides = [train, evaluation] as const;
  const hashes = sides.flatMap(({ rows }) => [...rows].map((row) => samples.hash[row]));
  const { decoder } = await tools.vision.versions();
  const key = digest(decoder, ...sides.map(({ results }) => resultsDigest(results)), ...hashes);
  const kind = `contradicted@${version}`;
  return rememberLater(tools.cache, kind, key, async () => {
    const features = await imageFeatures(snapshot, samples, [...train.rows, ...evaluation.rows], tools);
    const balance = balanceOf([...train.rows].flatMap((row) => features.get(samples.hash[row]) ?? []));
    const labelled = ({ rows, results }: SplitPredictions): Labelled[] => {
      const { truth, predicted } = results as ClassificationResults;
      return [...rows].flatMap((row, image) => {
        const vector = features.get(samples.hash[row]);
        return vector ? [{ features: balance(vector), label: truth[image], predicted: predicted[image] }] : [];
      });
    };
    return contradicted(labelled(train), labelled(evaluation));
  });
}
