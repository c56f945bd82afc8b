import type { Model, Predictions, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, labelledRows, sampleRows } from '../contents.ts';
import { predictRows } from './predict.ts';

/** Training images that are predicted for the gap between training and evaluation: enough for an interval of ± 2 points. */
const trainingSample = 2000;

export const predictions: Gatherer<'predictions'> = {
  fact: 'predictions',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Predictions>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const samples = facts.samples?.[model.dataset];
      if (!samples) continue;
      try {
        const predicted = await predictSplits(snapshot, model, samples, policy, tools);
        if (predicted) result.entries[model.model] = predicted;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model.model, fault: error });
      }
    }
    return result;
  },
};

async function predictSplits(
  snapshot: Snapshot,
  model: Model,
  samples: Samples,
  policy: Policy,
  tools: Tools,
): Promise<Predictions | null> {
  const evaluation = evaluationSplit(samples);
  if (evaluation === null) {
    tools.note(`${model.model} was not evaluated: ${samples.dataset} has neither a test nor a validation split.`);
    return null;
  }
  const splits: Predictions['splits'] = {};
  for (const split of [evaluation, 'train']) {
    const labelled = labelledRows(samples, split);
    const rows = split === evaluation ? labelled : sampleRows(samples, labelled, trainingSample);
    if (rows.length === 0) continue;
    splits[split] = await predictRows(
      { model, snapshot },
      { samples, snapshot, split, rows, leftOut: labelled.length - rows.length },
      policy,
      tools,
    );
  }
  if (!splits[evaluation]) {
    throw new Fault(
      'broken',
      `The ${evaluation} split of ${samples.dataset} has no labelled image, so ${model.model} cannot be judged. Label it, or correct \`splits\`.`,
      model.at,
    );
  }
  return { model: model.model, dataset: samples.dataset, classes: model.labels, origin: 'measured', splits };
}
