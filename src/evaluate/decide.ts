import type { Decision, Family, JudgedTest, Test } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { benjaminiHochberg, holm } from '../statistics/multiplicity.ts';

const falseDiscoveryRate = 0.1;

/**
 * Decides every test at once, since each family's chance of a false alarm is shared among its tests: Holm within
 * `score`, `classes and groups` and `latency` at their budgets, Benjamini–Hochberg for `advisory`.
 */
export function decide(tests: readonly { rule: string; test: Test }[], budget: Policy['errorBudget']): JudgedTest[] {
  const judged = new Array<JudgedTest>(tests.length);
  const alpha: Record<Family, number> = {
    score: budget.score,
    'classes and groups': budget.classesAndGroups,
    latency: budget.latency,
    advisory: falseDiscoveryRate,
  };
  for (const family of Object.keys(alpha) as Family[]) {
    const members = tests.flatMap(({ test }, index) => (test.family === family ? [index] : []));
    const p = members.map((index) => tests[index].test.p);
    const adjusted = family === 'advisory' ? benjaminiHochberg(p) : holm(p);
    members.forEach((index, position) => {
      const { rule, test } = tests[index];
      const adjustedP = adjusted[position];
      judged[index] = { ...test, rule, adjustedP, decision: decisionOf(test, adjustedP <= alpha[family]) };
    });
  }
  return judged;
}

function decisionOf({ interval, tolerance }: Test, rejected: boolean): Decision {
  if (rejected) return 'worse';
  return interval[1] <= tolerance ? 'not worse' : 'inconclusive';
}
