import type { Facts, Samples, SplitPredictions } from '../../model/facts.ts';
import { Fault, type Position } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { ModelPolicy, Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { scoresOf } from '../../score/tasks.ts';
import { readClassList } from '../formats/classes/class-list.ts';
import { policyPosition } from '../policy-position.ts';
import { answersFor, type ClaimedAnswers, readPredictions } from './files/index.ts';
import { splitOf } from './predict.ts';
import type { Predictor } from './predictor.ts';
import { readerOf } from './tasks.ts';

/** What was read of a commit already: the comparisons ask for what the predictions read. */
const read = new WeakMap<Snapshot, Map<string, Promise<ClaimedAnswers | null>>>();

/**
 * The predictor that a policy's files of predictions are; `null` where the commit has none, or its dataset could not be read.
 * @throws Fault as `readPredictions`
 */
export async function claimedPredictor(
  declared: ModelPolicy,
  { snapshot, policy, facts }: { snapshot: Snapshot; policy: Policy; facts: Partial<Facts> },
  tools: Tools,
): Promise<Predictor | null> {
  const { name, task, data, score, tolerance } = declared;
  const samples = facts.samples?.[data];
  if (!samples) return null;
  const { classes, at: classesAt } = await classesOf(snapshot, policy, declared, samples);
  const claim = {
    model: declared,
    classes,
    dataset: policy.datasets[data],
    samples,
    images: facts.images?.[data],
    masks: facts.masks?.[data],
  };
  const own = read.get(snapshot) ?? new Map<string, Promise<ClaimedAnswers | null>>();
  read.set(snapshot, own);
  if (!own.has(name)) own.set(name, readOnce(snapshot, claim, tools));
  const claimed = await own.get(name);
  if (!claimed) return null;

  const reader = readerOf(task);
  const { key, at } = claimed;
  const threshold = declared.thresholds.score;
  const reading = { model: name, task, classes, threshold, shown: null, path: at.path, at: classesAt ?? at, key };
  return {
    model: name,
    task,
    dataset: data,
    classes: [...classes],
    score,
    tolerance,
    origin: 'claimed',
    key: JSON.stringify([key, classes]),
    at,
    splits: claimed.splits,
    respondent: null,
    async answer(rows) {
      const answers = answersFor(claimed, samples, rows.samples, reader.keyOf);
      const split = await splitOf(reading, { ...rows, policy }, rows.leftOut, answers, tools);
      refuseLabelsAlone(declared, split, at);
      return split;
    },
  };
}

/** The classes of a model that is not read: those of its list of labels, else the dataset's. */
export async function classesOf(
  snapshot: Snapshot,
  policy: Policy,
  { name, labels }: ModelPolicy,
  { classes, classesAt }: Samples,
): Promise<{ classes: readonly string[]; at: Position | null }> {
  if (labels === undefined) return { classes, at: classesAt };
  return readClassList(snapshot, labels, policyPosition(policy, 'models', name, 'labels'));
}

/** A score of probabilities is undefined where only labels were answered. */
function refuseLabelsAlone({ name, task, score }: ModelPolicy, { results }: SplitPredictions, at: Position): void {
  if (!('hard' in results) || !Number.isNaN(scoresOf(task).compute(score, results))) return;
  throw new Fault(
    'broken',
    `${score}, by which ${name} is judged, needs probabilities but ${at.path} answers labels alone. Write \`probabilities\`, or choose a score of labels, such as macro_f1.`,
    at,
  );
}

async function readOnce(
  snapshot: Snapshot,
  claim: Parameters<typeof readPredictions>[1],
  tools: Tools,
): Promise<ClaimedAnswers | null> {
  const answers = await readPredictions(snapshot, claim, tools);
  for (const { message, at } of answers?.problems ?? []) tools.note(`${at.path}: ${message}`);
  return answers;
}
