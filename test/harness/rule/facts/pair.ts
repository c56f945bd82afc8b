import type {
  Comparisons,
  DatasetChanges,
  GapComparison,
  GateChange,
  Latency,
  LatencyPair,
  PairedCounts,
  PairedScore,
  PairedSubject,
  PairFacts,
  SampleChange,
} from '../../../../src/model/facts.ts';
import { mapValues } from './models.ts';

type ByName<T> = Record<string, T>;

/** What changed in datasets; each sample is an added one of `test` unless it says otherwise. */
export function changes(
  given: ByName<(Pick<SampleChange, 'path'> & Partial<SampleChange>)[]>,
  overrides: Partial<DatasetChanges> = {},
): PairFacts['changes'] {
  return mapValues(given, (dataset, list) => {
    const samples = list.map(
      (change): SampleChange => ({
        kind: 'added',
        hash: `git:${change.path}`,
        split: 'test',
        label: 'cat',
        at: { path: change.path },
        ...change,
      }),
    );
    return {
      dataset,
      samples,
      ...countsOf(samples),
      classes: { base: ['cat', 'dog'], head: ['cat', 'dog'], moved: [] },
      counts: [],
      annotations: null,
      ...overrides,
    };
  });
}

/** The totals of changes that are all listed. */
export function countsOf(samples: readonly SampleChange[]): Pick<DatasetChanges, 'totals' | 'relabellings'> {
  const relabelled = samples.filter(({ kind }) => kind === 'relabelled');
  return {
    totals: counted(samples.map(({ kind, split, from }) => ({ kind, split, from: from?.split ?? split }))),
    relabellings: counted(
      relabelled.map(({ split, label, from }) => ({ split, from: from?.label ?? null, to: label })),
    ),
  };
}

function counted<T>(all: readonly T[]): (T & { n: number })[] {
  const alike = Map.groupBy(all, (one) => JSON.stringify(one));
  return [...alike.values()].map((same) => ({ ...same[0], n: same.length }));
}

/** Comparisons of models on `pets`; nothing was compared unless it is given. */
export function comparisons(given: ByName<Partial<Comparisons>>): PairFacts['comparisons'] {
  return mapValues(given, (name, overrides) => ({
    model: name,
    dataset: 'pets',
    split: 'test',
    task: 'classification',
    score: 'macro_f1',
    sameModel: false,
    sameData: true,
    overall: [],
    classes: [],
    groups: [],
    slices: [],
    gaps: [],
    calibration: [],
    square: { baseOnBase: null, baseOnHead: null, headOnBase: null, headOnHead: null },
    modelEffect: null,
    dataEffect: null,
    negativeFlips: [],
    flips: { negative: 0, positive: 0, of: 'images', n: 1000 },
    ...overrides,
  }));
}

/** A score that did not change. */
export function pairedScore(overrides: Partial<PairedScore> = {}): PairedScore {
  return {
    data: 'both',
    base: 0.9,
    head: 0.9,
    effect: 0,
    interval: [-0.01, 0.01],
    tolerance: 0.01,
    p: 0.95,
    n: 1000,
    requiredN: null,
    ...overrides,
  };
}

/** Right and wrong answers of base (first) and head (second) on a class or group. */
export function pairedSubject(
  subject: string,
  paired: PairedCounts,
  data: PairedSubject['data'] = 'both',
): PairedSubject {
  return { data, subject, score: 'recall', n: paired.n, counts: paired, loss: null };
}

/** A gap between groups that did not change. */
export function gapComparison(overrides: Partial<GapComparison> = {}): GapComparison {
  return {
    data: 'both',
    attribute: 'tone',
    base: 0.02,
    head: 0.02,
    effect: 0,
    interval: [-0.02, 0.02],
    p: 0.5,
    n: 1000,
    ...overrides,
  };
}

/** Timings of session pairs, by milliseconds of base and head in each, and of base's second session and first runs where they differ. */
export function latency(
  given: ByName<
    Partial<Omit<Latency, 'pairs'>> & {
      pairs: [base: number, head: number, again?: number][];
      cold?: LatencyPair['cold'][];
    }
  >,
): PairFacts['latency'] {
  return mapValues(given, (name, { pairs, cold, ...overrides }) => ({
    model: name.split('@')[0],
    target: name.split('@')[1] ?? 'edge',
    provider: 'cpu',
    batch: 1,
    tolerance: 0.01,
    runtime: 'onnxruntime 1.30.0',
    device: 'a processor',
    ...overrides,
    pairs: pairs.map(([base, head, again = base], index) => ({
      base: around(base),
      head: around(head),
      again: around(again),
      cold: cold?.[index] ?? { base: 3 * base, head: 3 * base },
    })),
  }));
}

/** What the pull request edits of the gate itself. */
export function gate(list: GateChange[]): PairFacts['gate'] {
  return { repository: { changes: list } };
}

/** 21 runs around a median, spread by 1 %. */
function around(median: number): Float64Array {
  return Float64Array.from({ length: 21 }, (_, index) => median * (1 + (index - 10) / 1000));
}
