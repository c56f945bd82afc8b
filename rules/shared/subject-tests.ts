import type { Facts, PairedSubject, PairFacts } from '../../src/model/facts.ts';
import type { Family, Test } from '../../src/model/finding.ts';
import { lossAt } from '../../src/statistics/bootstrap.ts';
import { placeOfChange } from './models.ts';
import { lossOfAccuracy, regressed, wouldDecide } from './paired.ts';
import { percent, score as scoreText } from './wording.ts';

interface Input {
  base: { models?: Facts['models'] };
  head: { scores: Facts['scores']; models: Facts['models'] };
  pair: { comparisons: PairFacts['comparisons'] };
  options: { tolerance: number };
}

/** One test for each class, group or slice of each model: is head worse on it than base? */
export function* subjectTests(
  { base, head, pair, options }: Input,
  subjects: 'classes' | 'groups' | 'slices',
  family: Family = 'classes and groups',
): Generator<Test<(typeof regressed)[keyof typeof regressed]>> {
  for (const model of Object.keys(head.scores)) {
    for (const compared of pair.comparisons[model]?.[subjects] ?? []) {
      const { data, subject, score, n } = compared;
      if (n === 0) continue;
      const loss = lossOf(compared, Math.max(options.tolerance, 'whole' in compared ? compared.whole : 0));
      if (loss === null) continue;
      const { base: before, head: after, ...test } = loss;
      yield {
        ...test,
        message: regressed[data],
        subject: `${model}: ${subject}`,
        identity: `${model}/${subject}`,
        at: placeOfChange(head.models[model], base.models?.[model]),
        family,
        data: {
          model,
          name: subject,
          n,
          ...thingsOf(subjects, score),
          score: scoreNames[score] ?? score,
          base: before,
          head: after,
        },
      };
    }
  }
}

/** What `n` of a class counts. */
function thingsOf(subjects: string, score: string): { things?: string } {
  if (subjects !== 'classes') return {};
  return { things: score === 'ap' ? 'objects' : 'images' };
}

/** Scores in the words of a sentence; others keep their names. */
export const scoreNames: Record<string, string> = { ap: 'AP', iou: 'IoU', f1: 'F1' };

type Loss = Pick<Test, 'effect' | 'interval' | 'tolerance' | 'p' | 'n' | 'requiredN'> & { base: string; head: string };

/** How much worse the second competitor is, held against a tolerance: shares of images by their exact test, other scores by their resamples. */
export function lossOf({ counts, loss }: PairedSubject, tolerance: number): Loss | null {
  if (counts) {
    const { n, bothRight, onlyFirst, onlySecond } = counts;
    return {
      ...lossOfAccuracy(counts, tolerance),
      base: percent((bothRight + onlyFirst) / n),
      head: percent((bothRight + onlySecond) / n),
    };
  }
  if (!loss) return null;
  const { base, head, effect, interval, n, standardError } = loss;
  return {
    effect,
    interval,
    tolerance,
    p: lossAt(loss, tolerance),
    n,
    ...wouldDecide({ n, standardError, distance: effect - tolerance }),
    base: scoreText(base),
    head: scoreText(head),
  };
}
