import type { DetectedObjects, DetectionResults, RunLengths } from '../../../model/facts.ts';
import { frameOf } from '../../truth/frames.ts';
import { knownSize } from '../../truth/objects.ts';
import { maskOfRectangle } from '../../truth/run-lengths.ts';
import type { Judged, Rivals } from './rivals.ts';

/** The mean box of a class, as shares of the image's width and height, and the share of training images that hold the class. */
interface Prior {
  category: number;
  /** Left, top, width and height. */
  box: [number, number, number, number];
  score: number;
}

/**
 * Finds one object of each class in every image, where the training images have it on average; masks are filled boxes. Classes that
 * are in more training images are surer.
 */
export const meanBoxes: Rivals = (judged) => {
  const { predictions, evaluation } = judged;
  const { train } = predictions.splits;
  const own = evaluation.results;
  if (!isDetection(train?.results) || !isDetection(own)) return [];
  const priors = priorsOf(train.results, sizesOf(judged, train.rows));
  if (priors.length === 0) return [];
  const detected = everywhere(priors, sizesOf(judged, evaluation.rows), own.overlap === 'mask');
  return [{ method: 'mean-boxes', results: { ...own, detected } }];
};

function isDetection(results: { task: string } | undefined): results is DetectionResults {
  return results?.task === 'detection' || results?.task === 'instance-segmentation';
}

type Size = readonly [width: number, height: number];

/** Sizes of images in the frame that their objects are marked in. */
function sizesOf({ samples, images, shown }: Judged, rows: Int32Array): Size[] {
  const frame = frameOf(samples, shown);
  return Array.from(rows, (row) => knownSize(frame, samples, images, row));
}

function priorsOf({ classes, truth }: DetectionResults, sizes: readonly Size[]): Prior[] {
  const sums = Array.from({ length: classes }, () => ({ box: new Float64Array(4), objects: 0, images: 0 }));
  sizes.forEach(([width, height], image) => {
    const seen = new Set<number>();
    for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
      if (truth.crowd[object] === 1 || truth.ignore?.[object] === 1) continue;
      const sum = sums[truth.category[object]];
      for (let side = 0; side < 4; side++) {
        sum.box[side] += truth.boxes[4 * object + side] / (side % 2 === 0 ? width : height);
      }
      sum.objects += 1;
      seen.add(truth.category[object]);
    }
    for (const category of seen) sums[category].images += 1;
  });
  return sums.flatMap(({ box, objects, images }, category): Prior[] => {
    if (objects === 0) return [];
    const [left, top, width, height] = box.map((sum) => sum / objects);
    return [{ category, box: [left, top, width, height], score: images / sizes.length }];
  });
}

function everywhere(priors: readonly Prior[], sizes: readonly Size[], withMasks: boolean): DetectedObjects {
  const each = priors.length;
  const boxes = sizes.flatMap(([width, height]) =>
    priors.map(({ box: [left, top, across, down] }) => [left * width, top * height, across * width, down * height]),
  );
  const masks = (): RunLengths[] =>
    boxes.map((box, i) => {
      const [width, height] = sizes[Math.trunc(i / each)];
      return maskOfRectangle(box as [number, number, number, number], { width, height });
    });
  return {
    start: Int32Array.from({ length: sizes.length + 1 }, (_, image) => image * each),
    category: Int32Array.from({ length: sizes.length * each }, (_, i) => priors[i % each].category),
    boxes: Float64Array.from(boxes.flat()),
    masks: withMasks ? masks() : null,
    score: Float64Array.from({ length: sizes.length * each }, (_, i) => priors[i % each].score),
  };
}
