/** Average precision by class as ObjectLab's thresholds are built on: Pascal VOC's area under the curve, averaged over IoU 0.5 to 0.95. */
import { type DetectionColumns, imageCount, imagesOf } from '../detection/columns.ts';
import { overlapOf } from './object-similarity.ts';

const overlaps = Array.from({ length: 10 }, (_, step) => 0.5 + 0.05 * step);

/**
 * Mean average precision of each class, 0–1; 0 for one that is not detected. A detection goes for the box that it overlaps most,
 * whether that is taken or not. In single precision where cleanlab is.
 */
export function meanPrecisions(columns: DetectionColumns): number[] {
  const best = bestOverlaps(columns);
  const images = imagesOf(columns.detected);
  const objects = new Int32Array(columns.classes);
  for (const category of columns.truth.category) objects[category]++;
  return Array.from({ length: columns.classes }, (_, category) => {
    const rows = [...columns.detected.category.keys()]
      .filter((row) => columns.detected.category[row] === category)
      .sort((a, b) => columns.detected.score[b] - columns.detected.score[a] || images[a] - images[b] || a - b);
    const sum = overlaps.reduce(
      (total, least) => Math.fround(total + Math.fround(precisionOf(rows, best, least, objects[category]))),
      0,
    );
    return Math.fround(sum / overlaps.length);
  });
}

interface Best {
  overlap: Float64Array;
  object: Int32Array;
}

/** Of each detection: the box of its class that it overlaps most, −1 where its image has none. */
function bestOverlaps({ truth, detected, ...columns }: DetectionColumns): Best {
  const best = {
    overlap: new Float64Array(detected.category.length),
    object: new Int32Array(detected.category.length).fill(-1),
  };
  for (let image = 0; image < imageCount({ truth, ...columns }); image++) {
    for (let row = detected.start[image]; row < detected.start[image + 1]; row++) {
      for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
        if (truth.category[object] !== detected.category[row]) continue;
        const overlap = overlapOf(detected.boxes, 4 * row, truth.boxes, 4 * object);
        if (best.object[row] >= 0 && overlap <= best.overlap[row]) continue;
        best.overlap[row] = overlap;
        best.object[row] = object;
      }
    }
  }
  return best;
}

function precisionOf(rows: readonly number[], { overlap, object }: Best, least: number, n: number): number {
  const taken = new Set<number>();
  let hits = 0;
  const curve = rows.map((row, index) => {
    if (object[row] >= 0 && overlap[row] >= least && !taken.has(object[row])) {
      taken.add(object[row]);
      hits++;
    }
    return { recall: hits / Math.max(n, 2 ** -23), precision: Math.fround(hits / (index + 1)) };
  });
  let area = 0;
  let ceiling = 0;
  for (let at = curve.length - 1; at >= 0; at--) {
    ceiling = Math.max(ceiling, curve[at].precision);
    area += (curve[at].recall - (at > 0 ? curve[at - 1].recall : 0)) * ceiling;
  }
  return area;
}
