import type { ClassParity, Fairness, Predictions, Samples, SplitPredictions, Spread } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import {
  demographicParity,
  equalizedOdds,
  equalOpportunity,
  type GroupGap,
  groupGap,
  groupRates,
} from '../../score/fairness.ts';
import { scoresOf } from '../../score/tasks.ts';
import { groupsOf, type ImageGroup } from './groups.ts';
import { intervalOf } from './score-intervals.ts';

/** Fewer images say nothing of a group: its share of right answers is known to ± 30 points at best. */
const smallest = 10;
const shownClasses = 10;

/** Every score by group and the gaps between groups, as `fairness` of a split's scores; nothing without groups. */
export function fairnessOf(
  { model, score, classes }: Pick<Predictions, 'model' | 'score' | 'classes'>,
  { split, rows, results }: SplitPredictions,
  samples: Samples,
  cluster: Int32Array | undefined,
  cache: Cache,
): { fairness?: Fairness[] } {
  const scores = scoresOf(results.task);
  const withInterval = new Set([score, scores.groupScore(score)]);
  const scored = ({ attribute, value, images }: ImageGroup) => {
    const own = scores.select(results, images);
    const clustered = { results: own, cluster: cluster && Int32Array.from(images, (image) => cluster[image]) };
    const values = scores.names.map((name) => [name, scores.compute(name, own)] as const);
    const intervals = values.flatMap(([name, of]) => {
      if (!withInterval.has(name) || Number.isNaN(of)) return [];
      const interval = intervalOf(name, clustered, [model, split, attribute, value], cache);
      return interval ? [[name, interval] as const] : [];
    });
    return { value, n: images.length, values: Object.fromEntries(values), intervals: Object.fromEntries(intervals) };
  };
  const byAttribute = Map.groupBy(groupsOf(samples, rows), ({ attribute }) => attribute);
  if (byAttribute.size === 0) return {};
  const fairness = [...byAttribute].map(([attribute, own]): Fairness => {
    const groups = own.map(scored);
    const large = groups.filter(({ n }) => n >= smallest);
    const spreads = scores.names.flatMap((name) => {
      const gap = groupGap(
        large.map(({ values }) => values[name]),
        scores.direction(name),
      );
      return gap.worst < 0 ? [] : [[name, { ...spreadOf(gap), worst: large[gap.worst].value }] as const];
    });
    return {
      attribute,
      groups: groups.map(({ values, ...group }) => ({
        ...group,
        values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, defined(value)])),
      })),
      spreads: Object.fromEntries(spreads),
      smallest,
      parity: results.task === 'classification' ? parityOf(results, classes, own) : [],
    };
  });
  return { fairness };
}

/** The classes that the model treats most differently from group to group. */
function parityOf(
  answers: { truth: Int32Array; predicted: Int32Array },
  classes: readonly string[],
  own: readonly ImageGroup[],
): ClassParity[] {
  const every = { groups: new Int32Array(answers.truth.length).fill(-1), groupCount: own.length };
  own.forEach(({ images }, group) => {
    for (const image of images) every.groups[image] = group;
  });
  const isLarge = own.map(({ images }) => images.length >= smallest);
  const large = { ...every, groups: every.groups.map((group) => (isLarge[group] ? group : -1)) };
  if (!isLarge.includes(true)) return [];
  return classes
    .map((name, index): ClassParity => {
      const rates = groupRates(answers, index, every);
      const counted = groupRates(answers, index, large);
      return {
        class: name,
        selection: Array.from(rates.selection, defined),
        truePositive: Array.from(rates.truePositive, (rate, g) => (rates.positives[g] > 0 ? rate : null)),
        falsePositive: Array.from(rates.falsePositive, (rate, g) => (rates.negatives[g] > 0 ? rate : null)),
        demographicParity: spreadOf(demographicParity(counted)),
        equalizedOdds: spreadOf(equalizedOdds(counted)),
        equalOpportunity: spreadOf(equalOpportunity(counted)),
      };
    })
    .sort((a, b) => b.equalizedOdds.difference - a.equalizedOdds.difference)
    .slice(0, shownClasses);
}

function spreadOf({ difference, ratio }: Pick<GroupGap, 'difference' | 'ratio'>): Spread {
  return { difference, ratio: defined(ratio) };
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
