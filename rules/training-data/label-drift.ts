import type { Samples } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { associationTest } from '../../src/statistics/association.ts';
import { countClasses, countedBy } from '../shared/classes.ts';
import { isEvaluation } from '../shared/splits.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/label-drift',
    title: 'Classes have other shares in one part of the data than in another.',
    why: 'A model learns how often each class occurs. When evaluation has other shares than training, the score measures that difference; when a change shifts the shares of a split, scores before and after cannot be compared.',
    fix: 'Split by class (stratify), so that each split has the same shares. If the shares are meant to differ, raise the association that is accepted.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      split:
        "Classes have other shares in {split} of {dataset} than in train (Cramér's V {association}): {class} is {share} of {split} and {other} of train.",
      change:
        "Classes have other shares in {split} of {dataset} than before (Cramér's V {association}): {class} is {share} and was {other}.",
    },
    options: {
      association: "Cramér's V, 0–1, corrected for bias, that is accepted (deepchecks: 0.15).",
      samples: 'Labelled images that each side of a comparison must have.',
    },
  },

  defaults: { association: 0.15, samples: 50 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values<Samples>(head.samples)) {
      const splits = sharesOf(samples);
      const before = base.samples?.[samples.dataset];
      const splitsBefore = before ? sharesOf(before) : new Map<string, Shares>();
      const train = splits.get('train');
      for (const [split, shares] of splits) {
        if (isEvaluation(split)) yield* comparison('split', samples, split, train, shares, options);
        const was = splitsBefore.get(split);
        if (was && !isSame(was, shares)) yield* comparison('change', samples, split, was, shares, options);
      }
    }
  },
});

/** Classes of a split by number, and the number of images that they were counted in. */
interface Shares {
  counts: Map<string, number>;
  total: number;
  images: number;
}

/**
 * Objects of one image are no independent examples: of annotations as many are reckoned as there are images, in the
 * shares that the annotations have.
 */
function sharesOf(samples: Samples): Map<string, Shares> {
  const images = countedBy(samples) === 'annotation' ? imagesWithAnnotations(samples) : null;
  return new Map(
    [...countClasses(samples)].map(([split, counts]) => {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return [split, { counts, total, images: images?.get(split) ?? total }];
    }),
  );
}

function isSame(a: Shares, b: Shares): boolean {
  return a.counts.size === b.counts.size && [...a.counts].every(([name, count]) => b.counts.get(name) === count);
}

function imagesWithAnnotations({ annotations, split }: Samples): Map<string, number> {
  const images = new Map<string, number>();
  for (const row of new Set(annotations?.sample))
    if (row >= 0) images.set(split[row], (images.get(split[row]) ?? 0) + 1);
  return images;
}

function* comparison<M extends string>(
  message: M,
  { dataset, classesAt }: Samples,
  split: string,
  reference: Shares | undefined,
  shares: Shares,
  options: { association: number; samples: number },
): Generator<Test<M>> {
  if (!reference || Math.min(reference.images, shares.images) < options.samples) return;
  const { names, table } = tableOf(reference, shares);
  if (names.length < 2) return;
  const { v, p, interval } = associationTest(table, options.association);
  const [was, is] = table.map((row) => row.map((count) => count / row.reduce((a, b) => a + b, 0)));
  const most = names.reduce((best, _, i) => (Math.abs(is[i] - was[i]) > Math.abs(is[best] - was[best]) ? i : best), 0);
  yield {
    message,
    subject: `${dataset}: ${split}`,
    identity: `${dataset}/${split}`,
    at: classesAt ?? undefined,
    effect: v,
    interval,
    tolerance: options.association,
    p,
    n: reference.images + shares.images,
    family: 'advisory',
    data: {
      dataset,
      split,
      association: v,
      class: names[most],
      share: percent(is[most]),
      other: percent(was[most]),
    },
  };
}

/** χ² wants five expected in each cell: classes that are rarer on both sides are counted as one. */
const leastExpected = 5;

function tableOf(reference: Shares, shares: Shares): { names: string[]; table: number[][] } {
  const sides = [reference, shares];
  const all = [...new Set(sides.flatMap(({ counts }) => [...counts.keys()]))];
  const countOf = ({ counts, total, images }: Shares, name: string) => ((counts.get(name) ?? 0) * images) / total;
  const smaller = Math.min(reference.images, shares.images) / (reference.images + shares.images);
  const isCommon = (name: string) => smaller * (countOf(reference, name) + countOf(shares, name)) >= leastExpected;
  const common = all.filter(isCommon);
  const rare = all.filter((name) => !isCommon(name));
  const table = sides.map((side) => [
    ...common.map((name) => countOf(side, name)),
    ...(rare.length > 0 ? [rare.reduce((sum, name) => sum + countOf(side, name), 0)] : []),
  ]);
  return { names: rare.length > 0 ? [...common, rare.length === 1 ? rare[0] : 'a rarer class'] : common, table };
}
