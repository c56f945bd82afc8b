import { meanUnits, type PairedUnits, tallyUnits, weightedUnits } from '../paired-units.ts';
import { type ClassificationColumns, checkColumns, type ProbabilityColumns } from './columns.ts';
import { checkProbabilities, classificationScore, type ScoreName } from './scores.ts';

/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param name - the score
 * @param base - base's results; `truth` is taken from here
 * @param head - head's results on the same images in the same order
 * @param cluster - cluster of each image, where images are not independent (near duplicates, one patient)
 * @throws {RangeError} where the two differ in images or classes, or probabilities are needed and absent
 */
export function pairedUnits(
  name: ScoreName,
  base: ClassificationColumns,
  head: ClassificationColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkColumns(base);
  checkColumns(head);
  checkPaired(base, head);
  const score = classificationScore(name);
  checkProbabilities(name, base);
  checkProbabilities(name, head);
  switch (score.kind) {
    case 'mean':
      return meanUnits(score.perSample(base), score.perSample(head), score.direction, cluster);
    case 'tallies': {
      const classes = { truth: base.truth, base: base.predicted, head: head.predicted, classes: base.classes };
      return tallyUnits(classes, score.ofTallies, score.direction, cluster);
    }
    case 'corpus': {
      const pooled = poolRows(base, head);
      const changed = changedRows(base, head);
      return weightedUnits(score.prepare(pooled), changed, score.direction, cluster);
    }
  }
}

function checkPaired(base: ClassificationColumns, head: ClassificationColumns): void {
  if (base.classes !== head.classes) {
    throw new RangeError(
      `Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one label list first.`,
    );
  }
  const at = base.truth.length === head.truth.length ? base.truth.findIndex((c, i) => c !== head.truth[i]) : 0;
  if (at >= 0 && base.truth.length + head.truth.length > 0) {
    throw new RangeError(
      `Expected \`head.truth\` to equal \`base.truth\` but received other labels from image ${at} on. Compare both models on one set of labelled images.`,
    );
  }
}

function poolRows(base: ProbabilityColumns, head: ProbabilityColumns): ProbabilityColumns {
  const scores = new Float64Array(base.scores.length + head.scores.length);
  scores.set(base.scores);
  scores.set(head.scores, base.scores.length);
  return {
    truth: Int32Array.from([...base.truth, ...head.truth]),
    predicted: Int32Array.from([...base.predicted, ...head.predicted]),
    scores,
    classes: base.classes,
  };
}

function changedRows(base: ProbabilityColumns, head: ProbabilityColumns): Uint8Array {
  const { classes } = base;
  return Uint8Array.from(base.truth, (_, i) => {
    for (let at = i * classes; at < (i + 1) * classes; at++) if (base.scores[at] !== head.scores[at]) return 1;
    return 0;
  });
}
