import type {
  GapComparison,
  Images,
  PairedScore,
  PairedSubject,
  ResampledLoss,
  Results,
  Samples,
} from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { countAnswers } from '../../score/classification/task.ts';
import { groupGap } from '../../score/fairness.ts';
import { groupGapUnits } from '../../score/group-gap-units.ts';
import { type Paired, shareOf } from '../../score/task-scores.ts';
import { scoresOf } from '../../score/tasks.ts';
import { keptLoss, pairedBootstrap } from '../../statistics/bootstrap.ts';
import { compareAccuracy } from '../../statistics/paired-proportions.ts';
import { requiredSamples } from '../../statistics/sample-size.ts';
import { digest } from '../digest.ts';
import { remember } from '../remember.ts';
import { groupsOf, type ImageGroup } from './groups.ts';
import { resultsDigest } from './results-digest.ts';

/** Two models' answers to the same rows of one side's data. */
export interface AnswerPair {
  data: PairedScore['data'];
  samples: Samples;
  images: Images | undefined;
  rows: Int32Array;
  /** Cluster of each image, where some are not independent. */
  cluster: Int32Array | undefined;
  base: Results;
  head: Results;
}

/** What is compared, as the policy declares it. */
export interface Declared {
  model: string;
  score: string;
  tolerance: number;
}

/** Level near which costly scores are resampled until they are decided. */
const scoreBudget = 0.004;

/** Raised when a comparison changes its meaning. */
const version = 3;

/** Resamples of a part of the images: its tail is smoothed below 1 in 100. */
const subjectResamples = 1000;
const smallestGroup = 10;

/** What every comparison of these answers depends on, but for groups. */
export function pairDigest({ data, base, head, cluster }: AnswerPair): string {
  return digest(data, resultsDigest(base), resultsDigest(head), cluster ?? 'independent');
}

/** The declared score of both, with the paired interval and p of the loss. */
export function compareScore(pair: AnswerPair, named: Declared, cache: Cache): PairedScore[] {
  const { model, score, tolerance } = named;
  const key = digest(model, score, String(tolerance), pairDigest(pair));
  return remember(cache, `paired-scores@${version}`, key, () => pairedScore(pair, named));
}

function pairedScore(pair: AnswerPair, { model, score, tolerance }: Declared): PairedScore[] {
  const { compute } = scoresOf(pair.base.task);
  const { effect, interval, p, n, standardError } = lossOf(pair, model, score, tolerance);
  if (Number.isNaN(effect)) return [];
  const distance = Math.abs(tolerance - effect);
  return [
    {
      data: pair.data,
      base: compute(score, pair.base),
      head: compute(score, pair.head),
      effect,
      interval,
      tolerance,
      p,
      n,
      requiredN: distance > 0 && standardError > 0 ? requiredSamples({ n, standardError, distance }) : null,
    },
  ];
}

/** Shares of right answers to independent images have exact tests; every other score is resampled, whole clusters together. */
function lossOf({ base, head, cluster }: AnswerPair, model: string, score: string, tolerance: number) {
  if (!cluster && score === 'accuracy' && base.task === 'classification' && head.task === 'classification') {
    const { onlyFirst, onlySecond, n } = countAnswers([...base.truth.keys()], base, head);
    const compared = compareAccuracy({ worse: onlyFirst, better: onlySecond, n }, tolerance);
    const discordant = (onlyFirst + onlySecond) / n;
    return { ...compared, standardError: Math.sqrt((discordant - compared.effect ** 2) / n) };
  }
  const units = scoresOf(base.task).paired(score, base, head, cluster);
  const costly = units.counts.length > 0 && units.counts.every((count) => count === 1);
  return pairedBootstrap(units, {
    key: ['overall', model, score],
    tolerance,
    ...(costly && { resamples: 1000, maximum: 10_000, level: scoreBudget }),
  });
}

/** Both models on each class. */
export function compareClasses(
  pair: AnswerPair,
  named: Declared,
  classes: readonly string[],
  cache: Cache,
): PairedSubject[] {
  const { compareClass, classScore } = scoresOf(pair.base.task);
  if (classScore === null) return [];
  const key = digest(named.model, JSON.stringify(classes), pairDigest(pair));
  return rememberSubjects(cache, `paired-classes@${version}`, key, () =>
    classes.flatMap((subject, category) =>
      subjectOf(pair, subject, compareClass(category, pair.base, pair.head, pair.cluster), [
        'class',
        named.model,
        subject,
      ]),
    ),
  );
}

/** Both models on each group's images. */
export function compareGroups(pair: AnswerPair, named: Declared, cache: Cache): PairedSubject[] {
  const { samples, rows } = pair;
  const parts = groupsOf(samples, rows).map(({ attribute, value, images }) => ({
    subject: `${attribute}=${value}`,
    images,
  }));
  return compareParts(pair, named, parts, cache);
}

/** Both models on parts of the images. */
export function compareParts(
  pair: AnswerPair,
  { model, score }: Declared,
  parts: readonly { subject: string; images: ArrayLike<number> }[],
  cache: Cache,
): PairedSubject[] {
  if (parts.length === 0) return [];
  const { compareImages } = scoresOf(pair.base.task);
  const key = digest(
    model,
    score,
    pairDigest(pair),
    ...parts.flatMap(({ subject, images }) => [subject, Int32Array.from(images)]),
  );
  return rememberSubjects(cache, `paired-parts@${version}`, key, () =>
    parts.flatMap(({ subject, images }) =>
      subjectOf(pair, subject, compareImages(score, images, pair.base, pair.head, pair.cluster), [
        'part',
        model,
        subject,
      ]),
    ),
  );
}

function subjectOf(
  { data }: AnswerPair,
  subject: string,
  compared: Paired | null,
  key: readonly string[],
): PairedSubject[] {
  if (compared === null) return [];
  const { score, n } = compared;
  if ('counts' in compared) return [{ data, subject, score, n, counts: compared.counts, loss: null }];
  const { units, base, head } = compared;
  const loss = keptLoss(units, { key, resamples: subjectResamples, maximum: subjectResamples });
  return loss === null ? [] : [{ data, subject, score, n, counts: null, loss: { ...loss, base, head } }];
}

/** As `remember`, for losses with their resamples. */
function rememberSubjects(cache: Cache, kind: string, key: string, compute: () => PairedSubject[]): PairedSubject[] {
  type Kept = Omit<PairedSubject, 'loss'> & { loss: (Omit<ResampledLoss, 'resampled'> & { resampled: string }) | null };
  const kept = remember(cache, kind, key, (): Kept[] =>
    compute().map((subject) => ({
      ...subject,
      loss: subject.loss && { ...subject.loss, resampled: toBase64(subject.loss.resampled) },
    })),
  );
  return kept.map((subject) => ({
    ...subject,
    loss: subject.loss && { ...subject.loss, resampled: fromBase64(subject.loss.resampled) },
  }));
}

function toBase64({ buffer, byteOffset, byteLength }: Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function fromBase64(text: string): Float64Array {
  return new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

/** The gap between the best and the worst group of both models, by the task's shares; groups of fewer than ten images are left out. */
export function compareGaps(pair: AnswerPair, { model }: Declared, cache: Cache): GapComparison[] {
  const { samples, rows } = pair;
  const groups = groupsOf(samples, rows);
  const key = digest(model, JSON.stringify(groups), pairDigest(pair));
  return remember(cache, `group-gaps@${version}`, key, () => groupGaps(pair, groups, model));
}

function groupGaps(
  { rows, cluster, base, head, data }: AnswerPair,
  found: readonly ImageGroup[],
  model: string,
): GapComparison[] {
  const { shares } = scoresOf(base.task);
  if (shares === null) return [];
  const [before, after] = [shares(base), shares(head)];
  return [...Map.groupBy(found, ({ attribute }) => attribute)].flatMap(([attribute, own]) => {
    const parts = own.map(({ images }) => images).filter(({ length }) => length >= smallestGroup);
    if (parts.length < 2) return [];
    const groups = new Int32Array(rows.length).fill(-1);
    parts.forEach((images, group) => {
      for (const image of images) groups[image] = group;
    });
    const [atBase, atHead] = [before, after].map(
      (own) => groupGap(parts.map((images) => shareOf(own, images))).difference,
    );
    const { effect, interval, p, n } = pairedBootstrap(
      groupGapUnits(before, after, { groups, groupCount: parts.length }, cluster),
      { key: ['gap', model, attribute] },
    );
    return Number.isNaN(effect) ? [] : [{ data, attribute, base: atBase, head: atHead, effect, interval, p, n }];
  });
}
