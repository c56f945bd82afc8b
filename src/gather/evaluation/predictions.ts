import type { Predictions, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { type Predictor, predictorOf } from './predictor.ts';
import { readerOf } from './tasks.ts';

/** Training images that are predicted for the gap between training and evaluation: enough for an interval of ± 2 points. */
const trainingSample = 2000;

export const predictions: Gatherer<'predictions'> = {
  fact: 'predictions',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Predictions>> = { entries: {}, faults: [] };
    for (const name of Object.keys(policy.models)) {
      try {
        const predictor = await predictorOf(name, { snapshot, facts }, policy, tools);
        const samples = predictor && facts.samples?.[predictor.dataset];
        const predicted = samples && (await predictSplits(snapshot, predictor, samples, tools));
        if (predicted) result.entries[name] = predicted;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name, fault: error });
      }
    }
    return result;
  },
};

async function predictSplits(
  snapshot: Snapshot,
  predictor: Predictor,
  samples: Samples,
  tools: Tools,
): Promise<Predictions | null> {
  const { answer, ...described } = predictor;
  const evaluation = evaluationSplit(samples);
  if (evaluation === null) {
    tools.note(`${predictor.model} was not evaluated: ${samples.dataset} has neither a test nor a validation split.`);
    return null;
  }
  const reader = readerOf(predictor.task);
  const splits: Predictions['splits'] = {};
  for (const split of [evaluation, 'train']) {
    const known = reader.rows(samples, split);
    const rows = split === evaluation ? known : sampleRows(samples, known, trainingSample);
    if (rows.length === 0) continue;
    splits[split] = await answer({ samples, snapshot, split, rows, leftOut: known.length - rows.length });
  }
  if (!splits[evaluation]) {
    throw new Fault(
      'broken',
      `The ${evaluation} split of ${samples.dataset} has no labelled image, so ${predictor.model} cannot be judged. Label it, or correct \`splits\`.`,
      predictor.at,
    );
  }
  return { ...described, splits };
}
