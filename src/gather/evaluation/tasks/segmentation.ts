import type { Flip, Samples, SegmentationResults } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Answer } from '../../../model/vision.ts';
import { boundaryCounts } from '../../../score/segmentation/boundary.ts';
import { imageConfusion } from '../../../score/segmentation/confusion.ts';
import { scoresOf } from '../../../score/tasks.ts';
import { digest } from '../../digest.ts';
import { keepInBatches } from '../../keep.ts';
import { ignored, mapReader, type TrueMap } from '../../truth/class-maps.ts';
import { frameOf, otherWayUp } from '../../truth/frames.ts';
import type { Answers, Asked, FlipPair, Flips, Reading, TaskReader } from '../task-reader.ts';
import { isSameList } from './classification.ts';
import { type PixelCounts, packCounts, unpackCounts } from './pixel-counts.ts';

/** Raised when counts change their meaning. */
const kind = 'pixel-counts@2';
/** An image is right from this mean IoU on. */
const right = 0.5;

/** Maps of classes, held against masks. What is counted of an image is kept: a second run decodes no mask. */
export const segmentation: TaskReader = {
  rows: ({ masks, split: splits, hash, count }, split) =>
    Array.from({ length: count }, (_, row) => row).filter(
      (row) => splits[row] === split && hash[row] !== '' && (masks?.hash[row] ?? '') !== '',
    ),
  keyOf: ({ hash }, row) => hash[row],
  async results(reading, asked, answers, tools) {
    const rows = asked.rows.filter((row) => answers.has(row));
    const counts = await countsOf(reading, asked, rows, answers, tools);
    return { rows: Int32Array.from(rows), results: resultsOf(reading.classes.length, counts) };
  },
  over,
  truthKeys: ({ hash, masks }, rows) => rows.map((row) => JSON.stringify([hash[row], masks?.hash[row] ?? ''])),
  flips: flipsBetween,
};

/** Pixels of each image by true and answered class, in the order of the rows. */
async function countsOf(
  reading: Reading,
  { samples, snapshot, policy, images }: Asked,
  rows: readonly number[],
  answers: Answers,
  tools: Tools,
): Promise<PixelCounts[]> {
  const masks = samples.masks as NonNullable<Samples['masks']>;
  const dataset = policy.datasets[samples.dataset];
  const meaning = JSON.stringify([
    reading.classes,
    samples.classes,
    dataset.colours,
    dataset.ignore,
    frameOf(samples, reading.shown),
  ]);
  const keyOf = (row: number) => digest(reading.key, meaning, samples.hash[row], masks.hash[row]);
  const keys = new Map(rows.map((row) => [row, keyOf(row)]));
  const counts = new Map<string, PixelCounts>();
  for (const [key, value] of tools.cache.getMany(kind, [...new Set(keys.values())]))
    counts.set(key, unpackCounts(value));

  const missing = new Map<string, number[]>();
  for (const row of rows) {
    if (counts.has(keys.get(row) as string)) continue;
    missing.set(masks.path[row], [...(missing.get(masks.path[row]) ?? []), row]);
  }
  if (missing.size > 0) {
    const index = new Map(reading.classes.map((name, position) => [name, position]));
    const read = await mapReader(snapshot, samples, dataset, (name) => index.get(name), reading.model);
    const kept = keepInBatches(tools.cache, kind);
    for await (const file of snapshot.readMany(missing.keys())) {
      tools.signal.throwIfAborted();
      if ('fault' in file) throw file.fault;
      const truth = read(file.bytes, file.path);
      for (const row of missing.get(file.path) ?? []) {
        const own = countPixels(reading, truth, answers.get(row), {
          path: samples.path[row],
          mask: file.path,
          isOnSide: (images?.orientation[row] ?? 1) >= 5,
        });
        counts.set(keys.get(row) as string, own);
        kept.add(keys.get(row) as string, packCounts(own));
      }
    }
    kept.flush();
  }
  return rows.map((row) => counts.get(keys.get(row) as string) as PixelCounts);
}

function countPixels(
  reading: Reading,
  { width, height, map }: TrueMap,
  answer: Answer | undefined,
  { path, mask, isOnSide }: { path: string; mask: string; isOnSide: boolean },
): PixelCounts {
  if (answer?.task !== 'segmentation') {
    throw new RangeError('Expected a map of classes but received another answer. Ask the model again.');
  }
  if (answer.width !== width || answer.height !== height) {
    const fitsTurned = isOnSide && answer.width === height && answer.height === width;
    throw new Fault(
      'broken',
      `Expected a mask of ${answer.width} × ${answer.height} pixels, as ${path} has, but ${mask} has ${width} × ${height}. ${fitsTurned ? otherWayUp : 'Save the mask in the size of its image.'}`,
      { path: mask },
    );
  }
  const classes = reading.classes.length;
  const outlined = { width, height, classes, ignore: ignored };
  return { ...imageConfusion(map, answer.map, classes, ignored), boundary: boundaryCounts(map, answer.map, outlined) };
}

const boundaryKeys = ['predicted', 'predictedMatched', 'truth', 'truthMatched'] as const;

function resultsOf(classes: number, counts: readonly PixelCounts[]): SegmentationResults {
  const start = new Int32Array(counts.length + 1);
  counts.forEach(({ cell }, image) => {
    start[image + 1] = start[image] + cell.length;
  });
  const boundary = Object.fromEntries(
    boundaryKeys.map((key) => {
      const column = new Float64Array(counts.length * classes);
      counts.forEach((own, image) => {
        column.set(own.boundary[key], image * classes);
      });
      return [key, column];
    }),
  ) as NonNullable<SegmentationResults['boundary']>;
  return {
    task: 'segmentation',
    classes,
    start,
    cell: Int32Array.from(counts.flatMap(({ cell }) => [...cell])),
    pixels: Float64Array.from(counts.flatMap(({ pixels }) => [...pixels])),
    boundary,
  };
}

function over(classes: readonly string[], own: readonly string[], given: unknown): SegmentationResults {
  const results = given as SegmentationResults;
  if (isSameList(classes, own)) return results;
  const [k, wide] = [own.length, classes.length];
  const to = Int32Array.from(own, (name) => classes.indexOf(name));
  const n = results.start.length - 1;
  const spread = (column: Float64Array) => {
    const out = new Float64Array(n * wide);
    for (let image = 0; image < n; image++) {
      for (let c = 0; c < k; c++) out[image * wide + to[c]] = column[image * k + c];
    }
    return out;
  };
  const { boundary } = results;
  return {
    ...results,
    classes: wide,
    cell: results.cell.map((at) => to[Math.trunc(at / k)] * wide + to[at % k]),
    boundary: boundary && {
      predicted: spread(boundary.predicted),
      predictedMatched: spread(boundary.predictedMatched),
      truth: spread(boundary.truth),
      truthMatched: spread(boundary.truthMatched),
    },
  };
}

/** Images that were right and are wrong by their mean IoU; those that lost most come first. */
function flipsBetween({ samples, rows, base, head }: FlipPair): Flips {
  const { compute, select } = scoresOf('segmentation');
  const iou = (results: FlipPair['base'], image: number) => compute('mean_iou', select(results, [image]));
  const negative: Flip[] = [];
  let positive = 0;
  rows.forEach((row, image) => {
    const [was, is] = [iou(base, image), iou(head, image)];
    if (was < right && is >= right) positive += 1;
    if (!(was >= right && is < right)) return;
    const answer = (value: number) => ({ answer: `IoU ${value.toFixed(2)}`, confidence: null });
    negative.push({
      path: samples.path[row],
      hash: samples.hash[row],
      label: '',
      base: answer(was),
      head: answer(is),
      weight: was - is,
    });
  });
  negative.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
  return { negative, counts: { negative: negative.length, positive, of: 'images', n: rows.length } };
}
