import type { Baseline, Baselines, Model, SplitPredictions } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Gatherer } from '../model/gatherer.ts';
import type { ProbabilityColumns } from '../score/classification/columns.ts';
import { pairedUnits } from '../score/classification/paired.ts';
import { classificationScore, computeScore, isScoreName } from '../score/classification/scores.ts';
import { pairedBootstrap } from '../statistics/bootstrap.ts';
import { columnsOver } from './columns.ts';
import { evaluationSplit, labelledRows, sampleRows } from './contents.ts';
import { thumbnails } from './features.ts';
import { kNearest, majority, nearestCentroid, type Training } from './simple-classifiers.ts';

const trainingSample = 2000;
const resamples = 2000;

/** What is cheap and could do as well: trained on thumbnails of the train split, scored on the model's own evaluation images. */
export const baselines: Gatherer<'baselines'> = {
  fact: 'baselines',
  async gather(snapshot, _policy, tools, { facts }) {
    const entries: Record<string, Baselines> = {};
    const faults: { name: string; fault: Fault }[] = [];
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const model = facts.models?.[predictions.model];
      const samples = facts.samples?.[predictions.dataset];
      const split = samples && predictions.splits[evaluationSplit(samples) ?? ''];
      if (!model || !samples || !split || !samples.split.includes('train')) continue;
      try {
        const rows = sampleRows(samples, labelledRows(samples, 'train'), trainingSample);
        const features = await thumbnails(snapshot, samples, [...rows, ...split.rows], tools);
        const classOf = new Map(predictions.classes.map((name, index) => [name, index]));
        const training: Training = { classes: predictions.classes.length, features: [], labels: [] };
        for (const row of rows) {
          const vector = features.get(samples.hash[row]);
          const label = classOf.get(samples.label[row] ?? '');
          if (vector && label !== undefined) {
            training.features.push(vector);
            training.labels.push(label);
          }
        }
        if (training.labels.length === 0) continue;
        const queries = [...split.rows].map((row) => features.get(samples.hash[row]) ?? null);
        entries[model.model] = {
          model: model.model,
          score: model.score,
          baselines: compare(model, predictions.classes, split, training, queries),
        };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ name: predictions.model, fault: error });
      }
    }
    return { entries, faults };
  },
};

function compare(
  model: Model,
  classes: readonly string[],
  split: SplitPredictions,
  training: Training,
  queries: readonly (Float32Array | null)[],
): Baseline[] {
  const own = columnsOver(classes, classes, split);
  // Hard answers have no probabilities worth scoring, so scores that need them are compared by macro-F1.
  const declared =
    isScoreName(model.score) && !classificationScore(model.score).needsProbabilities ? model.score : 'macro_f1';
  const methods: [Baseline['method'], (training: Training, queries: readonly (Float32Array | null)[]) => Int32Array][] =
    [
      ['majority', majority],
      ['nearest-centroid', nearestCentroid],
      ['k-nearest-neighbours', kNearest],
    ];
  return methods.map(([method, classify]) => {
    const predicted = classify(training, queries);
    const baseline: ProbabilityColumns = { ...own, predicted };
    const { effect, interval, n } = pairedBootstrap(pairedUnits(declared, own, baseline), {
      key: ['baseline', model.model, method],
      resamples,
      maximum: resamples,
    });
    return {
      method,
      score: computeScore(declared, baseline),
      model: computeScore(declared, own),
      margin: effect,
      interval,
      n,
    };
  });
}
