import type { Baselines, Task } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import type { Gatherer, GatherResult } from '../../../model/gatherer.ts';
import { evaluationSplit } from '../../contents.ts';
import { clustersOf } from '../clusters.ts';
import { classifiers } from './classifiers.ts';
import { contradictions } from './contradictions.ts';
import { labelFrequencies } from './label-frequencies.ts';
import { majorityPixels } from './majority-pixels.ts';
import { marginOver } from './margins.ts';
import { meanBoxes } from './mean-boxes.ts';
import type { Judged, Rivals } from './rivals.ts';
import { untouched } from './untouched.ts';

const rivalsOf: Record<Task, Rivals> = {
  classification: classifiers,
  multilabel: labelFrequencies,
  detection: meanBoxes,
  'instance-segmentation': meanBoxes,
  segmentation: majorityPixels,
  restoration: untouched,
};

/** What is cheap and could do as well: learnt from the train split in seconds, and held against each model's evaluation images. */
export const baselines: Gatherer<'baselines'> = {
  fact: 'baselines',
  async gather(snapshot, _policy, tools, { facts }) {
    const result: GatherResult<Record<string, Baselines>> = { entries: {}, faults: [] };
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const { dataset, model } = predictions;
      const samples = facts.samples?.[dataset];
      const evaluation = samples && predictions.splits[evaluationSplit(samples) ?? ''];
      if (!samples || !evaluation) continue;
      const orientation = facts.models?.[model]?.preprocessing.orientation;
      const shown = orientation === undefined ? null : orientation === 'apply' ? 'upright' : 'stored';
      const judged: Judged = {
        snapshot,
        samples,
        images: facts.images?.[dataset],
        predictions,
        evaluation,
        shown,
        tools,
      };
      try {
        const cluster = clustersOf(samples, evaluation.rows, facts.nearDuplicates?.[dataset]);
        const rivals = await rivalsOf[predictions.task](judged);
        const margins = rivals.flatMap(
          (rival) => marginOver(rival, predictions, evaluation.results, cluster, tools.cache) ?? [],
        );
        if (margins.length === 0) continue;
        const { score } = predictions;
        result.entries[model] = { model, score, baselines: margins, contradicted: await contradictions(judged) };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model, fault: error });
      }
    }
    return result;
  },
};
