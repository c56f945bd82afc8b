import type { Facts, Predictions, SplitPredictions, Task } from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
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
  /** Answers held against the truth; images that it cannot answer are left out and counted. */
  answer(data: RowsAt): Promise<SplitPredictions>;
}

/** The predictor of one model's name at one commit; `null` where the commit has none. */
export async function predictorOf(
  name: string,
  { snapshot, facts }: { snapshot: Snapshot; facts: Partial<Facts> },
  policy: Policy,
  tools: Tools,
): Promise<Predictor | null> {
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
    answer: (data) => predictRows({ model, snapshot }, data, policy, tools),
  };
}
