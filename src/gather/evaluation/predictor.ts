import type { Facts, Predictions, SplitPredictions, Task } from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Respondent } from './ask-models.ts';
import { claimedPredictor } from './claimed.ts';
import { predictRows, type RowsAt, readingOf } from './predict.ts';

/** Something of one commit that answers images of either: a model that is run here, or files of what one answered elsewhere. */
export interface Predictor {
  model: string;
  task: Task;
  dataset: string;
  classes: string[];
  score: string;
  tolerance: number;
  origin: Predictions['origin'];
  /** What the answers depend on besides the data. */
  key: string;
  at: Position;
  /** Splits that it answers; `null`: all. */
  splits: ReadonlySet<string> | null;
  /** The model that is run here, so that several can be asked together; `null` where none is. */
  respondent: Respondent | null;
  /** Answers held against the truth; images that it cannot answer are left out and counted. */
  answer(data: RowsAt): Promise<SplitPredictions>;
}

/**
 * The predictor of one model's name at one commit; `null` where the commit has none.
 * @throws Fault where files of predictions cannot be taken for true
 */
export async function predictorOf(
  name: string,
  { snapshot, policy, facts }: { snapshot: Snapshot; policy: Policy; facts: Partial<Facts> },
  tools: Tools,
): Promise<Predictor | null> {
  if (policy.models[name]?.predictions !== undefined) {
    return claimedPredictor(policy.models[name], { snapshot, policy, facts }, tools);
  }
  const model = facts.models?.[name];
  if (!model) return null;
  const { key } = await readingOf(model, policy, tools);
  return {
    model: name,
    task: model.task,
    dataset: model.dataset,
    classes: model.labels,
    score: model.score,
    tolerance: model.tolerance,
    origin: 'measured',
    key: JSON.stringify([key, model.labels]),
    at: model.at,
    splits: null,
    respondent: { model, snapshot, kind: key },
    answer: (data) => predictRows({ model, snapshot }, data, policy, tools),
  };
}
