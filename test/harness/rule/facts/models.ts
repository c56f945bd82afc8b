import type {
  Baseline,
  Baselines,
  Facts,
  Memory,
  Model,
  PairedCounts,
  Probe,
  Scores,
  SplitPredictions,
  SplitScores,
  Target,
} from '../../../../src/model/facts.ts';
import type { Preprocessing } from '../../../../src/model/preprocessing.ts';

type ByName<T> = Record<string, T>;

const imagenet: Preprocessing = {
  orientation: 'apply',
  colour: 'rgb',
  resize: { mode: 'stretch', width: 224, height: 224 },
  resample: 'bilinear',
  crop: null,
  rescale: 1 / 255,
  normalise: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  layout: 'nchw',
};

/** Preprocessing of an ImageNet classifier at 224 × 224. */
export function preprocessing(overrides: Partial<Preprocessing> = {}): Preprocessing {
  return { ...imagenet, ...overrides };
}

/** Classifiers of cats and dogs on `pets`, each with an RGB input of 224 × 224 and two logits. */
export function models(given: ByName<Partial<Model>>): Facts['models'] {
  return mapValues(given, (name, overrides) => ({
    model: name,
    path: `models/${name}.onnx`,
    hash: `git:${name}`,
    bytes: 4_000_000,
    contentHash: `git:${name}`,
    irVersion: 8,
    opsets: { '': 17 },
    producer: 'pytorch 2.9.0',
    inputs: [{ name: 'pixels', type: 'float', shape: ['batch', 3, 224, 224] }],
    outputs: [{ name: 'logits', type: 'float', shape: ['batch', 2] }],
    parameters: 1_000_000,
    macs: 50_000_000,
    operators: { Conv: 10, Gemm: 1 },
    spatial: true,
    structure: {
      nodes: 11,
      functions: [],
      costliest: [{ node: 'conv1', operator: 'Conv', macs: 20_000_000 }],
      initializers: [{ type: 'float', tensors: 22, values: 1_000_000, bytes: 4_000_000 }],
      quantisation: { scheme: 'none', weights: 'float' },
      receptiveField: { height: 97, width: 97, strideHeight: 16, strideWidth: 16, global: true },
      metadata: {},
    },
    weights: { values: 1_000_000, zeros: 0, filters: 1000, deadFilters: 0, notFinite: [] },
    externalData: [],
    labels: ['cat', 'dog'],
    labelsAt: { path: 'models/labels.txt' },
    preprocessing: imagenet,
    preprocessingDeclared: true,
    preprocessingAt: { path: 'models/preprocessor_config.json', line: 1 },
    task: 'classification',
    dataset: 'pets',
    score: 'macro_f1',
    tolerance: 0.01,
    at: { path: '.github/vision-gate.yml', line: 9 },
    ...overrides,
  }));
}

/** Scores of a split; the declared score is the first of `values` unless it is given. */
export function splitScores(split: string, overrides: Partial<SplitScores> = {}): SplitScores {
  const values = overrides.values ?? { macro_f1: 0.9, accuracy: 0.9 };
  const [[name, value]] = Object.entries(values);
  return {
    split,
    n: 1000,
    values,
    declared: { name, value, interval: value === null ? null : [value - 0.02, value + 0.02] },
    classScore: 'recall',
    classes: [],
    groupScore: 'accuracy',
    groups: [],
    confusion: [
      [450, 50],
      [50, 450],
    ],
    ...overrides,
  };
}

/** Scores of models that are evaluated on `test`. */
export function scores(given: ByName<Partial<Scores>>): Facts['scores'] {
  return mapValues(given, (name, overrides) => ({
    model: name,
    dataset: 'pets',
    task: 'classification',
    evaluation: 'test',
    splits: { train: splitScores('train'), test: splitScores('test') },
    gap: null,
    leaked: null,
    ...overrides,
  }));
}

/** A model's answers to the images of `pets` in one split: row of the sample, true class and probabilities of each. */
export function predictions(
  model: string,
  classes: string[],
  split: string,
  answers: readonly (readonly [row: number, truth: number, ...probabilities: number[]])[],
): Facts['predictions'] {
  const probabilities = answers.map(([, , ...values]) => values);
  const answered: SplitPredictions = {
    split,
    rows: Int32Array.from(answers, ([row]) => row),
    results: {
      task: 'classification',
      classes: classes.length,
      truth: Int32Array.from(answers, ([, truth]) => truth),
      scores: Float32Array.from(probabilities.flat()),
      predicted: Int32Array.from(probabilities, (values) => values.indexOf(Math.max(...values))),
    },
    leftOut: 0,
    unreadable: 0,
  };
  return {
    [model]: {
      model,
      dataset: 'pets',
      task: 'classification',
      classes,
      score: 'macro_f1',
      tolerance: 0.01,
      key: model,
      at: { path: `models/${model}.onnx` },
      origin: 'measured',
      splits: { [split]: answered },
    },
  };
}

export function baselines(
  given: ByName<Partial<Baseline>[]>,
  score = 'macro_f1',
  contradicted: Baselines['contradicted'] = null,
): Facts['baselines'] {
  return mapValues(given, (name, list) => ({
    model: name,
    score,
    contradicted,
    baselines: list.map((overrides) => ({
      method: 'majority',
      score: 0.5,
      model: 0.9,
      margin: 0.4,
      interval: [0.36, 0.44],
      n: 1000,
      ...overrides,
    })),
  }));
}

/** Counts of right and wrong answers of two competitors. */
export function counts(bothRight: number, onlyFirst: number, onlySecond: number, bothWrong: number): PairedCounts {
  return { n: bothRight + onlyFirst + onlySecond + bothWrong, bothRight, onlyFirst, onlySecond, bothWrong };
}

/** Probes of classifiers: of each alternative its gain where it was chosen, and the counts of it (first) and the declared (second) elsewhere. */
export function probes(
  given: ByName<(Pick<Probe, 'alternative'> & Partial<Probe> & { counts?: PairedCounts })[]>,
): Facts['probes'] {
  return mapValues(given, (name, list) => ({
    model: name,
    n: 1000,
    runs: 1500,
    evaluated: 1000,
    selectedBy: 'brier',
    probes: list.map(({ counts: confirmed, ...probe }) => ({
      changed: {},
      select: { n: 100, alternative: 0.3, declared: 0.3 },
      confirm: confirmed
        ? { data: 'both', subject: probe.alternative, score: 'accuracy', n: confirmed.n, counts: confirmed, loss: null }
        : null,
      ...probe,
    })),
  }));
}

/** Targets on which every model of the case runs. */
export function targets(given: ByName<Partial<Target>>, names: string[] = ['classifier']): Facts['targets'] {
  return mapValues(given, (name, overrides) => ({
    target: name,
    models: names,
    provider: 'cpu',
    batch: 1,
    latencyTolerance: 0.01,
    budgets: {},
    latencyMs: {},
    growth: null,
    costPerHour: null,
    at: { path: '.github/vision-gate.yml', line: 20 },
    ...overrides,
  }));
}

export function memory(given: ByName<Partial<Memory>>): Facts['memory'] {
  return mapValues(given, (name, overrides) => ({
    model: name,
    target: 'edge',
    batch: 1,
    peak: { peakMb: 300, gpuMb: null, gpuMbOf: null },
    outOfMemory: null,
    ...overrides,
  }));
}

export function mapValues<T, U>(given: ByName<T>, make: (name: string, value: T) => U): ByName<U> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, make(name, value)]));
}
