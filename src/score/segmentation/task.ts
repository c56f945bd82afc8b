import type { SegmentationResults } from '../../model/facts.ts';
import { talliesOf } from '../class-sums.ts';
import { sumAddends } from '../summed-units.ts';
import { judgedByScore } from '../task-scores.ts';
import { iouOfClass } from './overlap.ts';
import {
  classPairedUnits,
  computeSegmentationScore,
  perClassSegmentation,
  segmentationDirection,
  segmentationPairedUnits,
  segmentationScoredUnits,
  segmentationScoreNames,
  selectImages,
} from './scores.ts';
import { classAddends, imageIouAddends } from './sums.ts';

/** The scores of semantic segmentation. Classes are compared by IoU, groups by the declared score. */
export const segmentation = judgedByScore<SegmentationResults>({
  names: segmentationScoreNames,
  direction: segmentationDirection,
  compute: computeSegmentationScore,
  single: segmentationScoredUnits,
  paired: segmentationPairedUnits,
  select: selectImages,
  classScore: 'iou',
  classes: perClassSegmentation,
  compareClass(category, base, head, cluster) {
    const n = imagesWith(category, base);
    if (n === 0) return null;
    const [own, theirs] = [base, head].map((results) =>
      iouOfClass(talliesOf(sumAddends(classAddends(category, results))), 0),
    );
    return { score: 'iou', n, units: classPairedUnits(category, base, head, cluster), base: own, head: theirs };
  },
  shares(results) {
    const { start, at, value } = imageIouAddends(results);
    const images = start.length - 1;
    const shares = { part: new Float64Array(images), whole: new Float64Array(images) };
    for (let image = 0; image < images; image++) {
      for (let e = start[image]; e < start[image + 1]; e++)
        (at[e] === 0 ? shares.part : shares.whole)[image] = value[e];
    }
    return shares;
  },
  confusion({ classes, cell, pixels }) {
    const counts = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
    cell.forEach((at, entry) => {
      counts[Math.trunc(at / classes)][at % classes] += pixels[entry];
    });
    return counts;
  },
});

/** Images in which a class is true somewhere. */
function imagesWith(category: number, { classes, start, cell, pixels }: SegmentationResults): number {
  let images = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    let own = 0;
    for (let e = start[i]; e < start[i + 1]; e++) if (Math.trunc(cell[e] / classes) === category) own += pixels[e];
    if (own > 0) images++;
  }
  return images;
}
