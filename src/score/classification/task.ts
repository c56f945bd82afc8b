import type { ClassificationResults, PairedCounts } from '../../model/facts.ts';
import type { Paired, TaskScores } from '../task-scores.ts';
import { f1OfClass, perClass, precisionOfClass, recallOfClass } from './agreement.ts';
import { pairedUnits } from './paired.ts';
import { classificationScore, computeScore, type ScoreName, scoreNames } from './scores.ts';
import { scoredUnits } from './single.ts';
import { confusionMatrix, tallyClasses } from './tallies.ts';

/** The scores of single-label classification. Classes are compared by recall, groups by accuracy: shares of images, with exact tests. */
export const classification: TaskScores<ClassificationResults> = {
  names: scoreNames,
  direction: (name) => classificationScore(name as ScoreName).direction,
  compute: (name, results) =>
    results.hard && classificationScore(name as ScoreName).needsProbabilities
      ? Number.NaN
      : computeScore(name as ScoreName, results),
  single: (name, results, cluster) => scoredUnits(name as ScoreName, results, cluster),
  paired: (name, base, head, cluster) => pairedUnits(name as ScoreName, base, head, cluster),
  select: selectImages,
  classScore: 'recall',
  classes(results) {
    const tallies = tallyClasses(results);
    const precision = perClass(precisionOfClass, tallies);
    const recall = perClass(recallOfClass, tallies);
    const f1 = perClass(f1OfClass, tallies);
    return Array.from(tallies.support, (n, c) => ({
      n,
      values: { precision: precision[c], recall: recall[c], f1: f1[c] },
    }));
  },
  compareClass(category, base, head, cluster) {
    const images: number[] = [];
    for (let i = 0; i < base.truth.length; i++) if (base.truth[i] === category) images.push(i);
    return compareShares('recall', images, base, head, cluster);
  },
  compareImages: (_name, images, base, head, cluster) => compareShares('accuracy', images, base, head, cluster),
  groupScore: () => 'accuracy',
  shares: ({ truth, predicted }) => ({
    part: Float64Array.from(truth, (own, image) => Number(own === predicted[image])),
    whole: new Float64Array(truth.length).fill(1),
  }),
  confusion(results) {
    const { classes } = results;
    const confusion = confusionMatrix(results);
    return Array.from({ length: classes }, (_, row) => [...confusion.subarray(row * classes, (row + 1) * classes)]);
  },
};

/** Shares of right answers to some of the images: counted where images are independent, else resampled by cluster. */
function compareShares(
  score: 'recall' | 'accuracy',
  images: ArrayLike<number>,
  base: ClassificationResults,
  head: ClassificationResults,
  cluster: Int32Array | undefined,
): Paired | null {
  const n = images.length;
  if (n === 0) return null;
  const counts = countAnswers(images, base, head);
  if (!cluster) return { score, n, counts };
  const own = Int32Array.from(images, (image) => cluster[image]);
  const [before, after] = [selectImages(base, images), selectImages(head, images)];
  return {
    score,
    n,
    units: pairedUnits('accuracy', before, after, own),
    base: (counts.bothRight + counts.onlyFirst) / n,
    head: (counts.bothRight + counts.onlySecond) / n,
  };
}

/** Right and wrong answers of two models to some of the images. */
export function countAnswers(
  images: ArrayLike<number>,
  base: Pick<ClassificationResults, 'truth' | 'predicted'>,
  head: Pick<ClassificationResults, 'predicted'>,
): PairedCounts {
  const counts: PairedCounts = { n: images.length, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
  for (let i = 0; i < images.length; i++) {
    const image = images[i];
    const first = base.predicted[image] === base.truth[image];
    const second = head.predicted[image] === base.truth[image];
    counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
  }
  return counts;
}

function selectImages(results: ClassificationResults, images: ArrayLike<number>): ClassificationResults {
  const { classes, truth, predicted } = results;
  const scores = new Float32Array(images.length * classes);
  for (let i = 0; i < images.length; i++) {
    scores.set(results.scores.subarray(images[i] * classes, (images[i] + 1) * classes), i * classes);
  }
  return {
    ...results,
    truth: Int32Array.from(images, (image) => truth[image]),
    predicted: Int32Array.from(images, (image) => predicted[image]),
    scores,
  };
}
