import type { Images, Predictions, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { askModels, type Respondent } from './ask-models.ts';
import { type Predictor, predictorOf } from './predictor.ts';
import { readerOf } from './tasks.ts';

/** Training images that are predicted for the gap between training and evaluation: enough for an interval of ± 2 points. */
const trainingSample = 2000;

export const predictions: Gatherer<'predictions'> = {
  fact: 'predictions',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Predictions>> = { entries: {}, faults: [] };
    const faultOf = (name: string, error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      result.faults.push({ name, fault: error });
    };
    const ready: Ready[] = [];
    for (const name of Object.keys(policy.models)) {
      try {
        const predictor = await predictorOf(name, { snapshot, policy, facts }, tools);
        const samples = predictor && facts.samples?.[predictor.dataset];
        if (samples)
          ready.push({
            predictor,
            samples,
            images: facts.images?.[samples.dataset],
            asked: rowsToAsk(predictor, samples),
          });
      } catch (error) {
        faultOf(name, error);
      }
    }
    await askTogether(snapshot, ready, policy, tools);
    for (const one of ready) {
      try {
        const predicted = await predictSplits(snapshot, one, tools);
        if (predicted) result.entries[one.predictor.model] = predicted;
      } catch (error) {
        faultOf(one.predictor.model, error);
      }
    }
    return result;
  },
};

interface Ready {
  predictor: Predictor;
  samples: Samples;
  images: Images | undefined;
  /** By split: the rows to be asked, and how many are left out. */
  asked: { split: string; rows: number[]; leftOut: number }[];
}

/** The evaluation split whole, and enough of the training split; what has no known truth is not asked. */
function rowsToAsk({ task, splits }: Predictor, samples: Samples): Ready['asked'] {
  const evaluation = evaluationSplit(samples);
  return [evaluation, 'train'].flatMap((split) => {
    if (split === null || !(splits?.has(split) ?? true)) return [];
    const known = readerOf(task).rows(samples, split);
    const rows = split === evaluation ? known : sampleRows(samples, known, trainingSample);
    return rows.length === 0 ? [] : [{ split, rows, leftOut: known.length - rows.length }];
  });
}

/** Models of one task and dataset are asked together, so that each image is decoded once. A fault is said by the model's own turn. */
async function askTogether(snapshot: Snapshot, ready: readonly Ready[], policy: Policy, tools: Tools): Promise<void> {
  const measured = ready.filter(({ predictor }) => predictor.respondent !== null);
  const groups = Map.groupBy(measured, ({ predictor: { dataset, task } }) => `${dataset} ${task}`);
  for (const [first, ...others] of groups.values()) {
    if (others.length === 0) continue;
    const respondents = [first, ...others].map(({ predictor }) => predictor.respondent as Respondent);
    for (const { split, rows } of first.asked) {
      try {
        await askModels(respondents, { samples: first.samples, snapshot, split, rows }, policy, tools);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    }
  }
}

async function predictSplits(
  snapshot: Snapshot,
  { predictor, samples, images, asked }: Ready,
  tools: Tools,
): Promise<Predictions | null> {
  const { answer, respondent: _, splits: answered, ...described } = predictor;
  const evaluation = evaluationSplit(samples);
  if (evaluation === null) {
    tools.note(`${predictor.model} was not evaluated: ${samples.dataset} has neither a test nor a validation split.`);
    return null;
  }
  const splits: Predictions['splits'] = {};
  for (const rows of asked) splits[rows.split] = await answer({ samples, snapshot, images, ...rows });
  if (answered && !answered.has(evaluation)) {
    throw new Fault(
      'broken',
      `Expected predictions for ${evaluation}, the split that models of ${samples.dataset} are judged on, but ${predictor.at.path} answers ${[...answered].join(', ') || 'none'} alone. Add the predictions for ${evaluation}.`,
      predictor.at,
    );
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
