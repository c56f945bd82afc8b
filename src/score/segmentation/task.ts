import type { SegmentationResults } from '../../model/facts.ts';
import { talliesOf } from '../class-sums.ts';
import { sumAddends } from '../summed-units.ts';
import { compareSelected, type TaskScores } from '../task-scores.ts';
import { iouOfClass } from './overlap.ts';
import {
  classPairedUnits,
  computeSegmentationScore,
  perClassSegmentation,
  type SegmentationScoreName,
  segmentationDirection,
  segmentationPairedUnits,
  segmentationScoredUnits,
  segmentationScoreNames,
  selectImages,
} from './scores.ts';
import { classAddends } from './sums.ts';

const compute = (name: string, results: SegmentationResults): number =>
  computeSegmentationScore(name as SegmentationScoreName, results);

const paired: TaskScores<SegmentationResults>['paired'] = (name, base, head, cluster) =>
  segmentationPairedUnits(name as SegmentationScoreName, base, head, cluster);

/** The scores of semantic segmentation. Classes are compared by IoU, groups by the declared score. */
export const segmentation: TaskScores<SegmentationResults> = {
  names: segmentationScoreNames,
  direction: (name) => segmentationDirection(name as SegmentationScoreName),
  compute,
  single: (name, results, cluster) => segmentationScoredUnits(name as SegmentationScoreName, results, cluster),
  paired,
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
  compareImages: compareSelected({ compute, paired, select: selectImages }),
  groupScore: (name) => name,
  confusion({ classes, cell, pixels }) {
    const counts = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
    cell.forEach((at, entry) => {
      counts[Math.trunc(at / classes)][at % classes] += pixels[entry];
    });
    return counts;
  },
};

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
