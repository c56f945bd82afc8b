import type {
  Comparisons,
  Flip,
  GapComparison,
  PairedCounts,
  PairedScore,
  PairedSubject,
  Samples,
} from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import type { ProbabilityColumns } from '../../score/classification/columns.ts';
import { pairedUnits } from '../../score/classification/paired.ts';
import { classificationScore, computeScore, isScoreName, type ScoreName } from '../../score/classification/scores.ts';
import { groupGap, scoreByGroup } from '../../score/fairness.ts';
import { groupGapUnits } from '../../score/group-gap-units.ts';
import { pairedBootstrap } from '../../statistics/bootstrap.ts';
import { compareAccuracy } from '../../statistics/paired-proportions.ts';
import { requiredSamples } from '../../statistics/sample-size.ts';
import { columnsDigest, digest } from '../digest.ts';
import { remember } from '../remember.ts';

/** One model's answers on one side's evaluation rows. */
export interface Answers {
  samples: Samples;
  rows: Int32Array;
  columns: ProbabilityColumns;
}

/** Two models' answers on the same rows of the same data. */
export interface AnswerPair {
  data: PairedScore['data'];
  base: Answers;
  head: Answers;
}

/** Level near which costly scores are resampled until they are decided. */
const scoreBudget = 0.004;

/** Raised when a comparison changes its meaning. */
const version = 1;

const shownFlips = 200;
const smallestGroup = 10;

/** What every comparison of these answers depends on, but for groups. */
function pairDigest({ data, base, head }: AnswerPair): string {
  return digest(data, columnsDigest(base.columns), columnsDigest(head.columns));
}

/** The declared score of both, with the paired interval and p of the loss. */
export function compareScore(
  pair: AnswerPair,
  named: { model: string; score: string; tolerance: number },
  cache: Cache,
): PairedScore[] {
  const { model, score, tolerance } = named;
  const key = digest(model, score, String(tolerance), pairDigest(pair));
  return remember(cache, `paired-scores@${version}`, key, () => pairedScore(pair, named));
}

function pairedScore(
  pair: AnswerPair,
  { model, score, tolerance }: { model: string; score: string; tolerance: number },
): PairedScore[] {
  if (!isScoreName(score)) return [];
  const { effect, interval, p, n, standardError } = lossOf(pair, model, score, tolerance);
  if (Number.isNaN(effect)) return [];
  const distance = Math.abs(tolerance - effect);
  return [
    {
      data: pair.data,
      base: computeScore(score, pair.base.columns),
      head: computeScore(score, pair.head.columns),
      effect,
      interval,
      tolerance,
      p,
      n,
      requiredN: distance > 0 && standardError > 0 ? requiredSamples({ n, standardError, distance }) : null,
    },
  ];
}

/** Shares of right answers have exact tests; every other score is resampled. */
function lossOf(pair: AnswerPair, model: string, score: ScoreName, tolerance: number) {
  if (score === 'accuracy') {
    const [{ onlyFirst, onlySecond, n }] = count(pair, score, () => true);
    const compared = compareAccuracy({ worse: onlyFirst, better: onlySecond, n }, tolerance);
    const discordant = (onlyFirst + onlySecond) / n;
    return { ...compared, standardError: Math.sqrt((discordant - compared.effect ** 2) / n) };
  }
  const level = scoreBudget;
  const corpus = classificationScore(score).kind === 'corpus' ? { resamples: 1000, maximum: 10_000, level } : {};
  return pairedBootstrap(pairedUnits(score, pair.base.columns, pair.head.columns), {
    key: ['overall', model, score],
    tolerance,
    ...corpus,
  });
}

/** Right and wrong answers on each class's own images. */
export function compareClasses(pair: AnswerPair, classes: readonly string[]): PairedSubject[] {
  const { truth } = pair.base.columns;
  return classes.flatMap((subject, label) => count(pair, subject, (row) => truth[row] === label));
}

/** Right and wrong answers on each group's images. */
export function compareGroups(pair: AnswerPair): PairedSubject[] {
  const { samples, rows } = pair.base;
  return samples.groups.flatMap((attribute) => {
    const column = samples.attributes[attribute] ?? [];
    return valuesOf(column, rows).flatMap((value) =>
      count(pair, `${attribute}=${value}`, (index) => column[rows[index]] === value),
    );
  });
}

/** The gap between the best and the worst group, in accuracy, of both models; groups of fewer than ten images are left out. */
export function compareGaps(pair: AnswerPair, model: string, cache: Cache): GapComparison[] {
  const { samples, rows } = pair.base;
  const groups = samples.groups.map((attribute) => {
    const column = samples.attributes[attribute] ?? [];
    return [attribute, ...[...rows].map((row) => column[row] ?? '')];
  });
  const key = digest(model, JSON.stringify(groups), pairDigest(pair));
  return remember(cache, `group-gaps@${version}`, key, () => groupGaps(pair, model));
}

function groupGaps(pair: AnswerPair, model: string): GapComparison[] {
  const { samples, rows, columns } = pair.base;
  return samples.groups.flatMap((attribute) => {
    const column = samples.attributes[attribute] ?? [];
    const values = valuesOf(column, rows).filter(
      (value) => rows.reduce((n, row) => n + Number(column[row] === value), 0) >= smallestGroup,
    );
    if (values.length < 2) return [];
    const grouping = {
      groups: Int32Array.from(rows, (row) => values.indexOf(column[row] ?? '')),
      groupCount: values.length,
    };
    const [base, head] = [columns, pair.head.columns].map(({ predicted, truth }) =>
      predicted.map((answer, index) => Number(answer === truth[index])),
    );
    const [gapAtBase, gapAtHead] = [columns, pair.head.columns].map(
      (own) => groupGap(scoreByGroup('accuracy', own, grouping)).difference,
    );
    const { effect, interval, p, n } = pairedBootstrap(groupGapUnits(base, head, grouping), {
      key: ['gap', model, attribute],
    });
    return Number.isNaN(effect)
      ? []
      : [{ data: pair.data, attribute, base: gapAtBase, head: gapAtHead, effect, interval, p, n }];
  });
}

/** Images that turned from right to wrong, the most confident mistakes first, and how many turned either way. */
export function flipsBetween(
  { base, head }: AnswerPair,
  classes: readonly string[],
): Pick<Comparisons, 'negativeFlips' | 'flips'> {
  const negative: Flip[] = [];
  let positive = 0;
  const answer = ({ predicted, scores, classes: k }: ProbabilityColumns, index: number) => ({
    answer: classes[predicted[index]],
    confidence: Math.round(scores[index * k + predicted[index]] * 1e4) / 1e4,
  });
  base.columns.truth.forEach((truth, index) => {
    const was = base.columns.predicted[index] === truth;
    const is = head.columns.predicted[index] === truth;
    if (!was && is) positive += 1;
    if (!was || is) return;
    const row = head.rows[index];
    const { path, hash } = head.samples;
    negative.push({
      path: path[row],
      hash: hash[row],
      label: classes[truth],
      base: answer(base.columns, index),
      head: answer(head.columns, index),
    });
  });
  negative.sort((a, b) => b.head.confidence - a.head.confidence || (a.path < b.path ? -1 : 1));
  return { negativeFlips: negative.slice(0, shownFlips), flips: { negative: negative.length, positive } };
}

function count(
  { data, base, head }: AnswerPair,
  subject: string,
  belongs: (index: number) => boolean,
): PairedSubject[] {
  const counts: PairedCounts = { n: 0, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
  base.columns.truth.forEach((truth, index) => {
    if (!belongs(index)) return;
    const first = base.columns.predicted[index] === truth;
    const second = head.columns.predicted[index] === truth;
    counts.n += 1;
    counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
  });
  return counts.n === 0 ? [] : [{ data, subject, ...counts }];
}

function valuesOf(column: readonly (string | null)[], rows: Int32Array): string[] {
  return [
    ...new Set(
      [...rows].map((row) => column[row]).filter((value): value is string => value !== null && value !== undefined),
    ),
  ].sort();
}
