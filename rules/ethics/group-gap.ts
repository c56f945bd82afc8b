import type { Comparisons, GroupScore } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { listed, percent, points } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/group-gap',
    title: 'A model is right much more often for one group than for another.',
    why: 'A system that works for some people and not for others discriminates, whatever its average. The average also says nothing of how it will do where the mix of people is another.',
    fix: 'Collect more images of the group that comes off worst, look at its labels, and weight or sample it up in training.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models', 'comparisons'],
    messages: {
      gap: '{model} is right on {highest} of {best} and {lowest} of {worst}: a gap of {gap} in {attribute}, limit {allowed}.{small}',
    },
    options: {
      gap: 'Largest minus smallest group accuracy that is accepted, as a share: 0.1 is 10 points.',
      images: 'Groups with fewer evaluation images are left out, and named.',
    },
  },

  defaults: { gap: 0.1, images: 30 },

  *evaluate({ head, pair, options }) {
    for (const { model, task, evaluation, splits } of Object.values(head.scores)) {
      if (task !== 'classification') continue;
      for (const [attribute, groups] of byAttribute(splits[evaluation]?.groups ?? [])) {
        const large = groups.filter(({ n }) => n >= options.images).sort((a, b) => b.score - a.score);
        if (large.length < 2) continue;
        const [best, worst] = [large[0], large[large.length - 1]];
        const gap = best.score - worst.score;
        if (gap <= options.gap) continue;
        const named = { subject: `${model}: ${attribute}`, identity: `${model}/${attribute}` };
        const change = changeOf(pair.comparisons[model], attribute);
        yield {
          ...named,
          message: 'gap',
          at: head.models[model] && { path: head.models[model].path },
          measured: gap,
          limit: options.gap,
          ...(change ? { change: { ...named, ...change } } : { noise: 1.96 * standardError(best, worst) }),
          data: {
            model,
            attribute,
            best: `${attribute}=${best.value}`,
            worst: `${attribute}=${worst.value}`,
            highest: percent(best.score),
            lowest: percent(worst.score),
            gap: points(gap),
            allowed: points(options.gap),
            small: leftOut(
              groups.filter(({ n }) => n < options.images),
              options.images,
            ),
          },
        };
      }
    }
  },
});

type Group = GroupScore & { score: number };

function byAttribute(groups: readonly GroupScore[]): Map<string, Group[]> {
  return Map.groupBy(
    groups.filter((group): group is Group => group.score !== null),
    ({ attribute }) => attribute,
  );
}

/** The paired test of the gap's growth, on base's evaluation data where head's are others. */
function changeOf(
  comparison: Comparisons | undefined,
  attribute: string,
): Omit<Test, 'message' | 'subject' | 'identity'> | null {
  const growth = comparison?.gaps.find((gap) => gap.attribute === attribute && gap.data !== 'head');
  if (!growth) return null;
  const { effect, interval, p, n } = growth;
  return { effect, interval, p, n, tolerance: 0, family: 'classes and groups' };
}

/** Of the difference between the accuracies of two disjoint groups. */
function standardError(...groups: Group[]): number {
  return Math.sqrt(groups.reduce((sum, { score, n }) => sum + (score * (1 - score)) / n, 0));
}

function leftOut(small: readonly Group[], images: number): string {
  if (small.length === 0) return '';
  return ` Too few images to say: ${listed(small.map(({ value, n }) => `${value} (${n} of ${images})`))}.`;
}
