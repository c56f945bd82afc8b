/** The names that a policy's `score:` may take, and how each is computed and compared. */
import { balancedAccuracy, cohenKappa, f1, jaccard, mcc, precision, recall } from './agreement.ts';
import { adaptiveCalibrationError, calibrationError, maximumCalibrationError } from './calibration.ts';
import { type ClassificationColumns, checkColumns, type ProbabilityColumns } from './columns.ts';
import { brierPerSample, logLossPerSample, mean, topKHits } from './probability.ts';
import { prAuc, rocAuc, type WeightedScore } from './ranking.ts';
import { type ClassTallies, tallyClasses } from './tallies.ts';

interface Described {
  /** Which way is better. */
  direction: 'higher' | 'lower';
  /** Whether it reads class probabilities, not just the predicted class. */
  needsProbabilities: boolean;
}

/** The mean of one value per image. */
export interface MeanScore extends Described {
  kind: 'mean';
  perSample(columns: ProbabilityColumns): Float64Array;
}

/** A corpus score of per-class counts: not a mean over images, but cheap to resample. */
export interface TallyScore extends Described {
  kind: 'tallies';
  ofTallies(tallies: ClassTallies): number;
}

/** A corpus score of all images at once; prepared, it answers for any image weights. */
export interface CorpusScore extends Described {
  kind: 'corpus';
  prepare(columns: ProbabilityColumns): WeightedScore;
}

export type ClassificationScore = MeanScore | TallyScore | CorpusScore;

const ofTallies = (score: TallyScore['ofTallies']): TallyScore => ({
  kind: 'tallies',
  direction: 'higher',
  needsProbabilities: false,
  ofTallies: score,
});

const topK = (k: number): MeanScore => ({
  kind: 'mean',
  direction: 'higher',
  needsProbabilities: true,
  perSample: (columns) => topKHits(columns, k),
});

const calibration = (prepare: CorpusScore['prepare']): CorpusScore => ({
  kind: 'corpus',
  direction: 'lower',
  needsProbabilities: true,
  prepare,
});

const scores = {
  accuracy: {
    kind: 'mean',
    direction: 'higher',
    needsProbabilities: false,
    perSample: ({ truth, predicted }) => Float64Array.from(truth, (c, i) => Number(predicted[i] === c)),
  },
  balanced_accuracy: ofTallies(balancedAccuracy),
  macro_f1: ofTallies((tallies) => f1(tallies, 'macro')),
  weighted_f1: ofTallies((tallies) => f1(tallies, 'weighted')),
  micro_f1: ofTallies((tallies) => f1(tallies, 'micro')),
  macro_precision: ofTallies((tallies) => precision(tallies, 'macro')),
  weighted_precision: ofTallies((tallies) => precision(tallies, 'weighted')),
  macro_recall: ofTallies((tallies) => recall(tallies, 'macro')),
  weighted_recall: ofTallies((tallies) => recall(tallies, 'weighted')),
  macro_jaccard: ofTallies((tallies) => jaccard(tallies, 'macro')),
  weighted_jaccard: ofTallies((tallies) => jaccard(tallies, 'weighted')),
  mcc: ofTallies(mcc),
  kappa: ofTallies(cohenKappa),
  top_3_accuracy: topK(3),
  top_5_accuracy: topK(5),
  log_loss: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: logLossPerSample },
  brier: { kind: 'mean', direction: 'lower', needsProbabilities: true, perSample: brierPerSample },
  roc_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: rocAuc },
  pr_auc: { kind: 'corpus', direction: 'higher', needsProbabilities: true, prepare: prAuc },
  ece: calibration((columns) => calibrationError(columns)),
  adaptive_ece: calibration((columns) => adaptiveCalibrationError(columns)),
  mce: calibration((columns) => maximumCalibrationError(columns)),
} satisfies Record<string, ClassificationScore>;

export type ScoreName = keyof typeof scores;

/** Every name that `computeScore` knows, in the order reports list them. */
export const scoreNames = Object.keys(scores) as ScoreName[];

/** Whether a policy's word names a classification score. */
export function isScoreName(name: string): name is ScoreName {
  return Object.hasOwn(scores, name);
}

/** How a score is computed, which way is better and what it reads. */
export function classificationScore(name: ScoreName): ClassificationScore {
  return scores[name];
}

/**
 * One score of one model on `n` images.
 *
 * @returns the score; NaN where it is undefined (no images, or as the score's own function documents)
 * @throws {RangeError} where lengths disagree, an index is out of range, or probabilities are needed and absent
 */
export function computeScore(name: ScoreName, columns: ClassificationColumns): number {
  checkColumns(columns);
  const score = classificationScore(name);
  checkProbabilities(name, columns);
  switch (score.kind) {
    case 'mean':
      return mean(score.perSample(columns));
    case 'tallies':
      return score.ofTallies(tallyClasses(columns));
    case 'corpus':
      return score.prepare(columns)();
  }
}

/**
 * Throws if a score needs probabilities that are not there. Narrows for every score: one that does not need them does
 * not read them.
 */
export function checkProbabilities(
  name: ScoreName,
  columns: ClassificationColumns,
): asserts columns is ProbabilityColumns {
  if (classificationScore(name).needsProbabilities && columns.scores === undefined) {
    throw new RangeError(
      `Expected class probabilities in \`scores\` for ${name} but received none. Give the model's probabilities, or choose a score of predicted classes, such as macro_f1.`,
    );
  }
}
