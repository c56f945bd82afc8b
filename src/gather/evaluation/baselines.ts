import type {
  Baseline,
  Baselines,
  ClassificationResults,
  Predictions,
  Samples,
  SplitPredictions,
} from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, labelledRows, sampleRows } from '../contents.ts';
import { digest } from '../digest.ts';
import { clustersOf } from './clusters.ts';
import { contradicted, type Labelled } from './contradicted.ts';
import { thumbnails } from './features.ts';
import { logisticRegression } from './logistic-regression.ts';
import { marginOver } from './margins.ts';
import { resultsDigest } from './results-digest.ts';
import { kNearest, majority, nearestCentroid, type Training } from './simple-classifiers.ts';

const version = 2;
const trainingSample = 2000;

/** What is cheap and could do as well: trained on thumbnails of the train split, scored on the model's own evaluation images. */
export const baselines: Gatherer<'baselines'> = {
  fact: 'baselines',
  async gather(snapshot, _policy, tools, { facts }) {
    const entries: Record<string, Baselines> = {};
    const faults: { name: string; fault: Fault }[] = [];
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const samples = facts.samples?.[predictions.dataset];
      const split = samples && predictions.splits[evaluationSplit(samples) ?? ''];
      if (!samples || !split || !samples.split.includes('train')) continue;
      const { results, rows } = split;
      if (results.task !== 'classification') continue;
      try {
        const answers = await baselineAnswers(snapshot, samples, predictions.classes, rows, tools);
        if (answers) {
          const { model, score } = predictions;
          entries[model] = {
            model,
            score,
            baselines: names.flatMap((method) => {
              const rival = { method, results: { ...results, predicted: answers[method], hard: true as const } };
              const cluster = clustersOf(samples, rows, facts.nearDuplicates?.[samples.dataset]);
              return marginOver(rival, predictions, results, cluster, tools.cache) ?? [];
            }),
            contradicted: await contradictions(snapshot, samples, predictions, split, tools),
          };
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ name: predictions.model, fault: error });
      }
    }
    return { entries, faults };
  },
};

const methods = {
  majority,
  'nearest-centroid': nearestCentroid,
  'k-nearest-neighbours': kNearest,
  'logistic-regression': logisticRegression,
} satisfies Record<Baseline['method'], typeof majority>;
type Method = keyof typeof methods;
const names = Object.keys(methods) as Method[];
type Answers = Record<Method, Int32Array>;

/** Class index that each method answers for each evaluation image; `null` without training images. Kept by what the images and labels are. */
async function baselineAnswers(
  snapshot: Snapshot,
  samples: Samples,
  classes: readonly string[],
  evaluated: Int32Array,
  tools: Tools,
): Promise<Answers | null> {
  const rows = sampleRows(samples, labelledRows(samples, 'train'), trainingSample);
  const { decoder } = await tools.vision.versions();
  const kind = `baselines@${version} ${decoder}`;
  const asked = [...evaluated].map((row) => samples.hash[row]);
  const key = digest(
    JSON.stringify(classes),
    ...rows.flatMap((row) => [samples.hash[row], samples.label[row] ?? '']),
    'asked',
    ...asked,
  );
  const known = tools.cache.getMany(kind, [key]).get(key);
  if (known) {
    const kept = JSON.parse(Buffer.from(known).toString()) as Record<Method, number[]>;
    return mapMethods((method) => Int32Array.from(kept[method]));
  }

  const features = await thumbnails(snapshot, samples, [...rows, ...evaluated], tools);
  const classOf = new Map(classes.map((name, index) => [name, index]));
  const training: Training = { classes: classes.length, features: [], labels: [] };
  for (const row of rows) {
    const vector = features.get(samples.hash[row]);
    const label = classOf.get(samples.label[row] ?? '');
    if (vector && label !== undefined) {
      training.features.push(vector);
      training.labels.push(label);
    }
  }
  if (training.labels.length === 0) return null;
  const queries = asked.map((hash) => features.get(hash) ?? null);
  const answers = mapMethods((method) => methods[method](training, queries));
  tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(mapMethods((method) => [...answers[method]])))]]);
  return answers;
}

/** Where the neighbours contradict labels, on both splits. Kept by what the images are and what the model answers. */
async function contradictions(
  snapshot: Snapshot,
  samples: Samples,
  { splits }: Predictions,
  evaluation: SplitPredictions,
  tools: Tools,
): Promise<Baselines['contradicted']> {
  const { train } = splits;
  if (train?.results.task !== 'classification' || evaluation.results.task !== 'classification') return null;
  const sides = [train, evaluation] as const;
  const hashes = sides.flatMap(({ rows }) => [...rows].map((row) => samples.hash[row]));
  const { decoder } = await tools.vision.versions();
  const key = digest(decoder, ...sides.map(({ results }) => resultsDigest(results)), ...hashes);
  const kind = `contradicted@${version}`;
  const known = tools.cache.getMany(kind, [key]).get(key);
  if (known) return JSON.parse(Buffer.from(known).toString()) as Baselines['contradicted'];
  const features = await thumbnails(snapshot, samples, [...train.rows, ...evaluation.rows], tools);
  const labelled = ({ rows, results }: SplitPredictions): Labelled[] => {
    const { truth, predicted } = results as ClassificationResults;
    return [...rows].flatMap((row, image) => {
      const vector = features.get(samples.hash[row]);
      return vector ? [{ features: vector, label: truth[image], predicted: predicted[image] }] : [];
    });
  };
  const found = contradicted(labelled(train), labelled(evaluation));
  tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(found))]]);
  return found;
}

function mapMethods<T>(value: (method: Method) => T): Record<Method, T> {
  return Object.fromEntries(names.map((method) => [method, value(method)])) as Record<Method, T>;
}
