import { describe, expect, test } from 'vitest';
import { fillMessage } from '../../../src/evaluate/message.ts';
import type { Problem } from '../../../src/model/finding.ts';
import type { Rule } from '../../../src/model/rule.ts';
import type { AnyCase, Defaults, Need, RuleCases, TestedRule } from './cases.ts';
import { brokenByAll, brokenByCase, brokenMeta, convincing } from './promises.ts';
import { runRule, sidesOf } from './run.ts';

/**
 * Tests a rule: that it is silent in each passing case, that it says in each failing case what is expected, and that it
 * keeps the promises of every rule (see promises.ts).
 */
export function testRule<N extends Need, M extends string, D extends Defaults>(
  rule: Rule<N, M, D>,
  cases: RuleCases<N, M, D>,
): void {
  const tested = rule as unknown as TestedRule;
  const passes = cases.passes as unknown as AnyCase[];
  const fails = cases.fails as unknown as AnyCase[];

  describe(tested.meta.id, () => {
    test('describes itself', () => {
      expect(brokenMeta(tested, expect.getState().testPath ?? '')).toEqual([]);
    });

    test('has a case for everything that it can say', () => {
      expect(brokenByAll(tested, passes, fails)).toEqual([]);
    });

    test.each(passes)('passes when $name', (ruleCase) => {
      const { problems, tests } = runRule(tested, sidesOf(ruleCase), ruleCase.options);
      expect(problems).toEqual([]);
      expect(tests.filter(convincing)).toEqual([]);
      if (ruleCase.tests) expect(tests).toMatchObject(ruleCase.tests);
      expect(brokenByCase(tested, ruleCase)).toEqual([]);
    });

    test.each(fails)('fails when $name', (ruleCase) => {
      const { problems, tests } = runRule(tested, sidesOf(ruleCase), ruleCase.options);
      expect(problems).toMatchObject(ruleCase.problems ?? []);
      if (ruleCase.tests) expect(tests).toMatchObject(ruleCase.tests);
      if (ruleCase.texts) expect([...problems, ...tests].map((item) => textOf(tested, item))).toEqual(ruleCase.texts);
      expect(problems.length + tests.filter(convincing).length).toBeGreaterThan(0);
      expect(brokenByCase(tested, ruleCase)).toEqual([]);
    });
  });
}

function textOf({ meta }: TestedRule, item: { message: string }): string {
  return fillMessage(meta.messages[item.message], item as Problem);
}
