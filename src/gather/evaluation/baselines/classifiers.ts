import type { Baseline } from '../../../model/facts.ts';
import { labelledRows, sampleRows } from '../../contents.ts';
import { digest } from '../../digest.ts';
import { balanceOf, imageFeatures } from './features.ts';
import { logisticRegression } from './logistic-regression.ts';
import type { Judged, Rivals } from './rivals.ts';
import { kNearest, majority, nearestCentroid, type Training } from './simple-classifiers.ts';

const version = 3;
const trainingSample = 2000;

/** Classifiers that take seconds to train, on colours and gradients of small pictures. */
export const classifiers: Rivals = async (judged) => {
  const own = judged.evaluation.results;
  if (own.task !== 'classification') return [];
  const answers = await answersOf(judged);
  return answers
    ? names.map((method) => ({ method, results: { ...own, predicted: answers[method], hard: true } }))
    : [];
};

const methods = {
  majority,
  'nearest-centroid': nearestCentroid,
  'k-nearest-neighbours': kNearest,
  'logistic-regression': logisticRegression,
} satisfies Partial<Record<Baseline['method'], typeof majority>>;
type Method = keyof typeof methods;
const names = Object.keys(methods) as Method[];
type Answers = Record<Method, Int32Array>;

/** Class index that each method answers for each evaluation image; `null` without training images. Kept by what the images and labels are. */
async function answersOf({ snapshot, samples, predictions, evaluation, tools }: Judged): Promise<Answers | null> {
  const { classes } = predictions;
  const rows = sampleRows(samples, labelledRows(samples, 'train'), trainingSample);
  const { decoder } = await tools.vision.versions();
  const kind = `baselines@${version} ${decoder}`;
  const asked = [...evaluation.rows].map((row) => samples.hash[row]);
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

  const features = await imageFeatures(snapshot, samples, [...rows, ...evaluation.rows], tools);
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
  const balance = balanceOf(training.features);
  training.features = training.features.map(balance);
  const queries = asked.map((hash) => {
    const vector = features.get(hash);
    return vector ? balance(vector) : null;
  });
  const answers = mapMethods((method) => methods[method](training, queries));
  tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(mapMethods((method) => [...answers[method]])))]]);
  return answers;
}

function mapMethods<T>(value: (method: Method) => T): Record<Method, T> {
  return Object.fromEntries(names.map((method) => [method, value(method)])) as Record<Method, T>;
}
