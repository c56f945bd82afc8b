/**
 * Scores of multi-label answers that are means over images. Definitions are scikit-learn's, with `average='samples'`
 * and `zero_division=0`: an image without labels and without answers counts as 0 in F1 and Jaccard.
 */
import { answeredLabels, imageCount, type MultilabelColumns } from './columns.ts';

interface LabelCounts {
  support: number;
  predicted: number;
  hits: number;
}

/** 1 for each image whose labels are all answered and nothing else, in {0, 1}. */
export const subsetAccuracyPerImage = (columns: MultilabelColumns): Float64Array =>
  perImage(columns, ({ support, predicted, hits }) => Number(support === hits && predicted === hits));

/** Share of each image's k labels that are answered wrongly, in [0, 1]. */
export const hammingLossPerImage = (columns: MultilabelColumns): Float64Array =>
  perImage(columns, ({ support, predicted, hits }) => (support + predicted - 2 * hits) / columns.classes);

/** F1 of each image's answered labels, in [0, 1]. */
export const f1PerImage = (columns: MultilabelColumns): Float64Array =>
  perImage(columns, ({ support, predicted, hits }) => ratio(2 * hits, support + predicted));

/** Intersection over union of each image's true and answered labels, in [0, 1]. */
export const jaccardPerImage = (columns: MultilabelColumns): Float64Array =>
  perImage(columns, ({ support, predicted, hits }) => ratio(hits, support + predicted - hits));

/**
 * Each image's binary cross-entropy, averaged over its k labels, in nats, ≥ 0. Scores are clipped to [ε, 1 − ε] with
 * the machine epsilon of their own type, as scikit-learn's `log_loss` of each label by itself.
 */
export function logLossPerImage({ classes, truth, scores }: MultilabelColumns): Float64Array {
  const epsilon = scores instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  const loss = new Float64Array(truth.length / classes);
  for (let entry = 0; entry < truth.length; entry++) {
    const score = Math.min(Math.max(scores[entry], epsilon), 1 - epsilon);
    loss[Math.trunc(entry / classes)] -= (truth[entry] ? Math.log(score) : Math.log1p(-score)) / classes;
  }
  return loss;
}

function perImage(columns: MultilabelColumns, score: (counts: LabelCounts) => number): Float64Array {
  const { classes, truth } = columns;
  const answered = answeredLabels(columns);
  return Float64Array.from({ length: imageCount(columns) }, (_, i) => {
    const counts = { support: 0, predicted: 0, hits: 0 };
    for (let entry = i * classes; entry < (i + 1) * classes; entry++) {
      counts.support += truth[entry];
      counts.predicted += answered[entry];
      counts.hits += truth[entry] & answered[entry];
    }
    return score(counts);
  });
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
