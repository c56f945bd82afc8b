/** What each image adds to the sums that segmentation scores are read from. */
import { talliesOf } from '../class-sums.ts';
import { type Addends, listAddends } from '../summed-units.ts';
import { imageCount, type SegmentationColumns } from './columns.ts';
import { meanIou } from './overlap.ts';

/** Each image's true, predicted and agreeing pixels of each class; `talliesOf` reads the sums. */
export function pixelAddends(columns: SegmentationColumns): Addends {
  const row = new Float64Array(3 * columns.classes);
  return listAddends(imageCount(columns), row.length, (image, add) => {
    countPixels(columns, image, row);
    row.forEach((pixels, at) => {
      add(at, pixels);
    });
  });
}

/** The same of one class alone. */
export function classAddends(category: number, columns: SegmentationColumns): Addends {
  const { classes } = columns;
  const row = new Float64Array(3 * classes);
  return listAddends(imageCount(columns), 3, (image, add) => {
    countPixels(columns, image, row);
    for (let at = 0; at < 3; at++) add(at, row[at * classes + category]);
  });
}

/** Each image's own mean IoU, and 1 where it has one; `meanOfSums` reads the sums. */
export function imageIouAddends(columns: SegmentationColumns): Addends {
  const row = new Float64Array(3 * columns.classes);
  return listAddends(imageCount(columns), 2, (image, add) => {
    countPixels(columns, image, row);
    const iou = meanIou(talliesOf(row));
    if (Number.isNaN(iou)) return;
    add(0, iou);
    add(1, 1);
  });
}

/**
 * Each image's boundary F-measure of each class, and 1 where the class has a boundary in either map; `meanOfSums` reads
 * the sums. Of no width where outlines were not compared.
 */
export function boundaryAddends(columns: SegmentationColumns): Addends {
  const { classes, boundary } = columns;
  return listAddends(imageCount(columns), boundary ? 2 * classes : 0, (image, add) => {
    if (boundary === null) return;
    for (let c = 0, at = image * classes; c < classes; c++, at++) {
      const [answered, own] = [boundary.predicted[at], boundary.truth[at]];
      if (answered + own === 0) continue;
      const precision = answered === 0 ? 1 : boundary.predictedMatched[at] / answered;
      const recall = own === 0 ? 1 : boundary.truthMatched[at] / own;
      add(c, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall));
      add(classes + c, 1);
    }
  });
}

/** Means from totals followed by how many each is of, averaged over those that are defined; NaN where none is. */
export function meanOfSums(sums: Float64Array): number {
  const size = sums.length / 2;
  let total = 0;
  let defined = 0;
  for (let at = 0; at < size; at++) {
    if (sums[size + at] === 0) continue;
    total += sums[at] / sums[size + at];
    defined++;
  }
  return total / defined;
}

function countPixels({ classes, start, cell, pixels }: SegmentationColumns, image: number, row: Float64Array): void {
  row.fill(0);
  for (let e = start[image]; e < start[image + 1]; e++) {
    const own = Math.trunc(cell[e] / classes);
    const answer = cell[e] % classes;
    row[own] += pixels[e];
    row[classes + answer] += pixels[e];
    if (own === answer) row[2 * classes + own] += pixels[e];
  }
}
