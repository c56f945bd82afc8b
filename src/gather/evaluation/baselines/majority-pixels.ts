import type { SegmentationResults } from '../../../model/facts.ts';
import type { Rivals } from './rivals.ts';

/** Answers every pixel with the class of most pixels of the training images. */
export const majorityPixels: Rivals = ({ predictions, evaluation }) => {
  const train = predictions.splits.train?.results;
  const own = evaluation.results;
  if (train?.task !== 'segmentation' || own.task !== 'segmentation' || train.pixels.length === 0) return [];
  return [{ method: 'majority-pixels', results: everywhere(own, mostFrequent(train)) }];
};

function mostFrequent({ classes, cell, pixels }: SegmentationResults): number {
  const support = new Float64Array(classes);
  cell.forEach((at, entry) => {
    support[Math.trunc(at / classes)] += pixels[entry];
  });
  return support.indexOf(Math.max(...support));
}

/** The results of a map of one class. It has no boundary, so that none of its own is matched and none of the truth's is found. */
function everywhere(own: SegmentationResults, answer: number): SegmentationResults {
  const { classes, boundary } = own;
  const images = own.start.length - 1;
  const start = new Int32Array(images + 1);
  const cell: number[] = [];
  const pixels: number[] = [];
  for (let image = 0; image < images; image++) {
    const support = new Float64Array(classes);
    for (let entry = own.start[image]; entry < own.start[image + 1]; entry++) {
      support[Math.trunc(own.cell[entry] / classes)] += own.pixels[entry];
    }
    support.forEach((count, truth) => {
      if (count === 0) return;
      cell.push(truth * classes + answer);
      pixels.push(count);
    });
    start[image + 1] = cell.length;
  }
  const none = () => new Float64Array(images * classes);
  return {
    task: 'segmentation',
    classes,
    start,
    cell: Int32Array.from(cell),
    pixels: Float64Array.from(pixels),
    boundary: boundary && {
      predicted: none(),
      predictedMatched: none(),
      truth: boundary.truth,
      truthMatched: none(),
    },
  };
}
