import type { PairedCounts, PairedScore } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { compareAccuracy } from '../../src/statistics/paired-proportions.ts';
import { requiredSamples } from '../../src/statistics/sample-size.ts';

/** The level of a family of tests in the default error budget. */
const level = 0.004;

/**
 * Tests whether the second competitor is right less often than the first on the same images: McNemar's mid-p at
 * tolerance 0, Tango's score test above it.
 *
 * @param tolerance - loss of accuracy that is accepted, 0–1
 */
export function lossOfAccuracy(
  { n, onlyFirst, onlySecond }: PairedCounts,
  tolerance: number,
): Pick<Test, 'effect' | 'interval' | 'tolerance' | 'p' | 'n' | 'requiredN'> {
  const comparison = compareAccuracy({ worse: onlyFirst, better: onlySecond, n }, tolerance);
  const standardError = Math.sqrt(((onlyFirst + onlySecond) / n - comparison.effect ** 2) / n);
  const distance = comparison.effect - tolerance;
  return { ...comparison, tolerance, ...wouldDecide({ n, standardError, distance }) };
}

/** The samples that would decide a comparison, where any number would. */
export function wouldDecide(now: { n: number; standardError: number; distance: number }): Pick<Test, 'requiredN'> {
  const isDecidable = now.standardError > 0 && now.distance !== 0;
  return isDecidable ? { requiredN: requiredSamples({ ...now, alpha: level }) } : {};
}

/** The message of each side's evaluation data; the data are named only when the two sides' differ. */
export const regressed = {
  both: 'regressed',
  base: 'regressedOnBaseData',
  head: 'regressedOnHeadData',
} as const satisfies Record<PairedScore['data'], string>;

/** One sentence as the three messages of `regressed`. */
export function onEachData(text: string): Record<(typeof regressed)[PairedScore['data']], string> {
  return {
    regressed: text,
    regressedOnBaseData: `On the base's evaluation data, ${text}`,
    regressedOnHeadData: `On the head's evaluation data, ${text}`,
  };
}
