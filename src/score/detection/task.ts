import type { DetectionResults } from '../../model/facts.ts';
import { type ClassValues, judgedByScore, type Shares } from '../task-scores.ts';
import { selectImages } from './columns.ts';
import { matchesAt50, visible } from './matches.ts';
import { type DetectionScoreName, detectionScoreNames, perClassDetection, summarise } from './scores.ts';
import { classPairedUnits, detectionPairedUnits, detectionScoredUnits } from './units.ts';

/** The scores of detection and of instance segmentation: COCO's. Classes are compared by AP, groups by the declared score. */
export const detection = judgedByScore<DetectionResults>({
  names: detectionScoreNames,
  direction: () => 'higher',
  compute: (name, results) => scoresOf(results)[name as DetectionScoreName],
  single: (name, results, cluster) => detectionScoredUnits(name as DetectionScoreName, results, cluster),
  paired: (name, base, head, cluster) => detectionPairedUnits(name as DetectionScoreName, base, head, cluster),
  select: selectImages,
  classScore: 'ap',
  classes: classesOf,
  compareClass(category, base, head, cluster) {
    const [own, theirs] = [classesOf(base)[category], classesOf(head)[category]];
    if (own.n === 0) return null;
    const units = classPairedUnits(category, base, head, cluster);
    return { score: 'ap', n: own.n, units, base: own.values.ap, head: theirs.values.ap };
  },
  shares: foundObjects,
  confusion: () => null,
});

/** Objects that a user would see found, of those that count. */
function foundObjects(results: DetectionResults): Shares {
  const { truth } = results;
  const { found } = matchesAt50(results, visible);
  const images = truth.start.length - 1;
  const shares = { part: new Float64Array(images), whole: new Float64Array(images) };
  for (let image = 0; image < images; image++) {
    for (let object = truth.start[image]; object < truth.start[image + 1]; object++) {
      if (truth.crowd[object] === 1 || truth.ignore?.[object] === 1) continue;
      shares.whole[image] += 1;
      shares.part[image] += Number(!Number.isNaN(found[object]));
    }
  }
  return shares;
}

/** Matching costs far more than reading a score from it, so the twelve of the same results are computed once. */
const known = new WeakMap<DetectionResults, ReturnType<typeof summarise>>();
const knownClasses = new WeakMap<DetectionResults, ClassValues[]>();

function scoresOf(results: DetectionResults): ReturnType<typeof summarise> {
  const scores = known.get(results) ?? summarise(results);
  known.set(results, scores);
  return scores;
}

function classesOf(results: DetectionResults): ClassValues[] {
  const classes = knownClasses.get(results) ?? perClassDetection(results);
  knownClasses.set(results, classes);
  return classes;
}
