import type { Comparisons, Facts, GroupScore, Task } from '../../src/model/facts.ts';
import type { Problem, Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { counted, listed, percent, points } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/group-gap',
    title: 'A model does much better for one group than for another.',
    why: 'A system that works for some people and not for others discriminates, whatever its average. The average also says nothing of how it will do where the mix of people is another.',
    fix: 'Collect more images of the group that comes off worst, look at its labels, and weight or sample it up in training.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models', 'comparisons'],
    messages: {
      gap: '{model} is right on {highest} of {best} and {lowest} of {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
      gapInObjects:
        '{model} finds {highest} of the objects in {best} and {lowest} of those in {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
      gapInOverlap:
        '{model} reaches a mean IoU of {highest} in {best} and {lowest} in {worst}: a gap of {gap} in {attribute}, limit {allowed}{small}.',
      hidden:
        '{model} reached {highest} in {best} and {lowest} in {worst} at the base: a gap of {gap} in {attribute}, limit {allowed}. Head has {count} of {hidden}, where base has {before}, so that the gap can no longer be seen.',
    },
    options: {
      gap: 'Largest minus smallest share of right answers, of objects found, or mean IoU that is accepted: 0.1 is 10 points.',
      lost: 'Share of its evaluation images, 0–1, that a group of such a gap may lose in one change.',
      images: 'Groups with fewer evaluation images are left out, and named.',
    },
  },

  defaults: { gap: 0.1, lost: 0.2, images: 30 },

  *evaluate({ base, head, pair, options }) {
    yield* hiddenGaps({ base: base.scores, head, options });
    for (const { model, attribute, message, groups, gap } of gapsOf(head.scores, options)) {
      const named = { subject: `${model}: ${attribute}`, identity: `${model}/${attribute}` };
      const change = changeOf(pair.comparisons[model], attribute);
      yield {
        ...named,
        message,
        at: head.models[model] && { path: head.models[model].path },
        measured: gap.size,
        limit: options.gap,
        ...(change ? { change: { ...named, ...change } } : { noise: 1.96 * standardError(gap.best, gap.worst) }),
        data: {
          ...wordsOf(model, attribute, gap, options),
          small: leftOut(
            groups.filter(({ n }) => n < options.images),
            options.images,
          ),
        },
      };
    }
  },
});

type Message = 'gap' | 'gapInObjects' | 'gapInOverlap' | 'hidden';

/** By what groups are told apart in each task. */
const messages: Partial<Record<Task, Exclude<Message, 'hidden'>>> = {
  classification: 'gap',
  detection: 'gapInObjects',
  'instance-segmentation': 'gapInObjects',
  segmentation: 'gapInOverlap',
};

interface Limits {
  gap: number;
  lost: number;
  images: number;
}

interface Gap {
  best: Group;
  worst: Group;
  size: number;
}

/** The gaps beyond the limit, between groups that are large enough to say. */
function* gapsOf(scores: Facts['scores'], options: Limits) {
  for (const { model, task, evaluation, splits } of Object.values(scores)) {
    const message = messages[task];
    if (message === undefined) continue;
    for (const [attribute, groups] of byAttribute(splits[evaluation]?.groups ?? [])) {
      const large = groups.filter(({ n }) => n >= options.images).sort((a, b) => b.share - a.share);
      if (large.length < 2) continue;
      const [best, worst] = [large[0], large[large.length - 1]];
      const gap: Gap = { best, worst, size: best.share - worst.share };
      if (gap.size > options.gap) yield { model, attribute, message, groups, gap };
    }
  }
}

function wordsOf(model: string, attribute: string, { best, worst, size }: Gap, options: Limits) {
  return {
    model,
    attribute,
    best: `${attribute}=${best.value}`,
    worst: `${attribute}=${worst.value}`,
    highest: percent(best.share),
    lowest: percent(worst.share),
    gap: points(size),
    allowed: points(options.gap),
  };
}

/** Gaps of base that head hides: the groups at their ends lost their images, or the words that told them. */
function* hiddenGaps({
  base,
  head,
  options,
}: {
  base: Facts['scores'] | undefined;
  head: Pick<Facts, 'scores' | 'models'>;
  options: Limits;
}): Generator<Problem<Message>> {
  for (const { model, attribute, gap } of gapsOf(base ?? {}, options)) {
    const now = head.scores[model];
    if (!now) continue;
    const after = byAttribute(now.splits[now.evaluation]?.groups ?? []).get(attribute);
    const left = (group: Group) => after?.find(({ value }) => value === group.value)?.n ?? 0;
    const hidden = [gap.worst, gap.best].find((group) => left(group) < (1 - options.lost) * group.n);
    if (!hidden) continue;
    yield {
      message: 'hidden',
      subject: `${model}: ${attribute}`,
      identity: `${model}/${attribute}`,
      at: head.models[model] && { path: head.models[model].path },
      measured: gap.size,
      limit: options.gap,
      data: {
        ...wordsOf(model, attribute, gap, options),
        hidden: `${attribute}=${hidden.value}`,
        count: counted(left(hidden), 'image'),
        before: hidden.n,
      },
    };
  }
}

type Group = GroupScore & { share: number };

function byAttribute(groups: readonly GroupScore[]): Map<string, Group[]> {
  return Map.groupBy(
    groups.filter((group): group is Group => group.share !== null),
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

/** Of the difference between the shares of two disjoint groups, at most: no mean of values from 0 to 1 varies more than a share of images. */
function standardError(...groups: Group[]): number {
  return Math.sqrt(groups.reduce((sum, { share, n }) => sum + (share * (1 - share)) / n, 0));
}

function leftOut(small: readonly Group[], images: number): string {
  if (small.length === 0) return '';
  return `; too few images to say: ${listed(small.map(({ value, n }) => `${value} (${n} of ${images})`))}`;
}
