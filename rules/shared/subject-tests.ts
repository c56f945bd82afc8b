import type { Facts, PairFacts } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { placeOfChange } from './models.ts';
import { lossOfAccuracy, regressed } from './paired.ts';
import { percent } from './wording.ts';

interface Input {
  base: { models?: Facts['models'] };
  head: { scores: Facts['scores']; models: Facts['models'] };
  pair: { comparisons: PairFacts['comparisons'] };
  options: { tolerance: number };
}

/** One test for each class, or each group, of each model: is head right less often on its images than base? */
export function* subjectTests(
  { base, head, pair, options }: Input,
  subjects: 'classes' | 'groups',
): Generator<Test<(typeof regressed)[keyof typeof regressed]>> {
  for (const model of Object.keys(head.scores)) {
    for (const { data, subject, ...counts } of pair.comparisons[model]?.[subjects] ?? []) {
      const { n, bothRight, onlyFirst, onlySecond } = counts;
      if (n === 0) continue;
      yield {
        ...lossOfAccuracy(counts, options.tolerance),
        message: regressed[data],
        subject: `${model}: ${subject}`,
        identity: `${model}/${subject}`,
        at: placeOfChange(head.models[model], base.models?.[model]),
        family: 'classes and groups',
        data: {
          model,
          name: subject,
          n,
          base: percent((bothRight + onlyFirst) / n),
          head: percent((bothRight + onlySecond) / n),
        },
      };
    }
  }
}
