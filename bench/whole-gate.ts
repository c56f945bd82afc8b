/**
 * How often the whole gate cries wolf, and how often it sees a wolf: simulated pull requests on a classifier's predictions, through
 * the product's own comparisons and every rule that tests them.
 *
 *     node bench/whole-gate.ts [pull requests per setting, default 200] [same | worse]
 *
 * A/A: head answers a share of the images (the churn) anew, with the same chances as base. Then pull requests with a true loss.
 * Facts of images and an attribute give slices, four groups give group tests. A run fails when the verdict would.
 */

import { rules } from '../rules/index.ts';
import { openCache } from '../src/cache/store.ts';
import { type Evaluation, evaluate } from '../src/evaluate/evaluate.ts';
import {
  type AnswerPair,
  compareClasses,
  compareGaps,
  compareGroups,
  compareScore,
} from '../src/gather/evaluation/compare-answers.ts';
import { scores } from '../src/gather/evaluation/scores.ts';
import { compareSlices } from '../src/gather/evaluation/slices.ts';
import { createColumns, putImage } from '../src/gather/image-columns.ts';
import type { ClassificationResults, Comparisons, Images, Predictions, Samples } from '../src/model/facts.ts';
import type { AnyRule } from '../src/model/rule.ts';
import { undecoded } from '../src/model/vision.ts';
import { parsePolicy } from '../src/policy/parse.ts';
import { scoreNames } from '../src/score/names.ts';
import { clopperPearsonInterval } from '../src/statistics/proportions.ts';
import { type RandomStream, randomStream } from '../src/statistics/random.ts';

const pulls = Number(process.argv[2] ?? 200);
const part = process.argv[3];
const groups = ['north', 'east', 'south', 'west'];
const judged: AnyRule[] = rules.filter(({ meta }) =>
  [
    'metrics/regression',
    'metrics/class-regression',
    'metrics/slice-regression',
    'ethics/group-regression',
    'ethics/group-gap',
  ].includes(meta.id),
);

const parsed = parsePolicy(
  `version: 1
datasets: { d: { format: imagefolder, root: data, groups: [site] } }
models: { m: { file: m.onnx, task: classification, data: d, score: accuracy } }
`,
  {
    path: 'vision-gate.yml',
    commit: '0'.repeat(40),
    side: 'base',
    rules: judged.map(({ meta, defaults }) => ({ ...meta, defaults })),
    scores: scoreNames,
  },
);
if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
const { policy } = parsed;

interface Setting {
  name: string;
  sizes: number[];
  tolerance: number;
  /** Head's answers from base's. */
  head(truth: number, base: number, random: RandomStream): number;
}

/** Right with 90 %; mistakes spread over the other classes. */
function answer(truth: number, classes: number, random: RandomStream): number {
  return random.nextFloat() < 0.9 ? truth : (truth + 1 + random.nextInteger(classes - 1)) % classes;
}

const churned =
  (share: number, classes: number): Setting['head'] =>
  (truth, base, random) =>
    random.nextFloat() < share ? answer(truth, classes, random) : base;

/** Of all images head loses `worse` and gains `better`. */
const losing =
  (worse: number, better: number, classes: number): Setting['head'] =>
  (truth, base, random) => {
    if (base === truth)
      return random.nextFloat() < worse / 0.9 ? (truth + 1 + random.nextInteger(classes - 1)) % classes : base;
    return random.nextFloat() < better / 0.1 ? truth : base;
  };

const even = Array<number>(10).fill(500);
const uneven = [500, 300, 200, 100, 50, 30, 20, 10, 5, 5];
const same: Setting[] = [0.01, 0.03, 0.1].flatMap((share) => [
  { name: `10 × 500, churn ${100 * share} %`, sizes: even, tolerance: 0, head: churned(share, 10) },
  { name: `5 to 500, churn ${100 * share} %`, sizes: uneven, tolerance: 0, head: churned(share, 10) },
]);
const worse: Setting[] = [
  { name: '2 points, 3 % differ, tolerance 0', sizes: even, tolerance: 0, head: losing(0.025, 0.005, 10) },
  { name: '3 points, 5 % differ, tolerance 0.01', sizes: even, tolerance: 0.01, head: losing(0.04, 0.01, 10) },
];

function samplesOf(n: number, random: RandomStream): Samples {
  const rows = Array.from({ length: n }, (_, i) => `git:${i.toString(16).padStart(8, '0')}`);
  const text = rows.map((hash) => `data/test/${hash.slice(4)}.png`);
  return {
    dataset: 'd',
    format: 'imagefolder',
    count: n,
    classes: [],
    classesAt: null,
    path: text,
    hash: rows,
    bytes: new Float64Array(n),
    split: rows.map(() => 'test'),
    label: rows.map(() => ''),
    attributes: {
      site: rows.map(() => groups[random.nextInteger(groups.length)]),
      weather: rows.map(() => (random.nextFloat() < 0.3 ? 'rain' : 'sun')),
    },
    groups: ['site'],
    unit: null,
    container: null,
    manifest: rows.map(() => ''),
    line: new Int32Array(n),
    column: new Int32Array(n),
    declared: null,
    masks: null,
    targets: null,
    annotations: null,
    problems: [],
    orientation: 'unsaid',
  };
}

function imagesOf({ count }: Samples, random: RandomStream): Images {
  const columns = createColumns('d', count);
  for (let row = 0; row < count; row++) {
    const [brightness, contrast, blurry] = [random.nextFloat(), random.nextFloat(), random.nextFloat()];
    putImage(columns, row, {
      ...undecoded('', ''),
      error: null,
      brightness,
      contrast,
      blurry,
      width: 300 + random.nextInteger(300),
      height: 300 + random.nextInteger(300),
    });
  }
  return columns;
}

async function judge({ sizes, tolerance, head, name }: Setting, run: number): Promise<Evaluation> {
  const random = randomStream(['whole gate', name, run]);
  const classes = sizes.map((_, c) => `class ${c}`);
  const truth = Int32Array.from(sizes.flatMap((size, c) => Array<number>(size).fill(c)));
  const samples = samplesOf(truth.length, random);
  const images = imagesOf(samples, random);
  const before = truth.map((own) => answer(own, classes.length, random));
  const after = truth.map((own, i) => head(own, before[i], random));
  const results = (predicted: Int32Array): ClassificationResults => ({
    task: 'classification',
    classes: classes.length,
    truth,
    predicted,
    scores: new Float32Array(truth.length * classes.length),
    hard: true,
  });
  const cache = openCache({ directories: [] });
  const rows = Int32Array.from(truth.keys());
  const pair: AnswerPair = {
    data: 'both',
    samples,
    images,
    rows,
    cluster: undefined,
    base: results(before),
    head: results(after),
  };
  const named = { model: `m ${name} ${run}`, score: 'accuracy', tolerance };
  const comparison: Comparisons = {
    model: 'm',
    dataset: 'd',
    split: 'test',
    task: 'classification',
    score: 'accuracy',
    sameModel: false,
    sameData: true,
    overall: compareScore(pair, named, cache),
    classes: compareClasses(pair, named, classes, cache),
    groups: compareGroups(pair, named, cache),
    slices: compareSlices(pair, named, cache),
    gaps: compareGaps(pair, named, cache),
    square: { baseOnBase: null, baseOnHead: null, headOnBase: null, headOnHead: null },
    modelEffect: null,
    dataEffect: null,
    negativeFlips: [],
    flips: { negative: 0, positive: 0, of: 'images', n: truth.length },
  };
  const predictions = (of: ClassificationResults): Record<string, Predictions> => ({
    m: {
      model: 'm',
      dataset: 'd',
      task: 'classification',
      classes,
      score: 'accuracy',
      tolerance,
      key: '',
      at: { path: 'm.onnx' },
      origin: 'measured',
      splits: { test: { split: 'test', rows, results: of, leftOut: 0, unreadable: 0 } },
    },
  });
  const side = async (of: ClassificationResults) => {
    const facts = { samples: { d: samples }, predictions: predictions(of) };
    const tools = { cache } as Parameters<typeof scores.gather>[2];
    const { entries } = await scores.gather(undefined as never, policy, tools, { facts, unread: [] });
    return { facts: { ...facts, scores: entries }, unread: [] };
  };
  const sides = {
    base: await side(results(before)),
    head: await side(results(after)),
    pair: { facts: { comparisons: { m: comparison } }, unread: [] },
  };
  return evaluate(judged, sides, { policy, today: '2026-01-01', only: [] });
}

const rate = (count: number) => {
  const [low, high] = clopperPearsonInterval(count, pulls).map((bound) => (100 * bound).toFixed(2));
  return `${((100 * count) / pulls).toFixed(2)} % [${low}, ${high}]`;
};

for (const [title, settings] of [
  ['same', same],
  ['worse', worse],
] as const) {
  if (part && part !== title) continue;
  console.log(
    title === 'same'
      ? 'No true change: runs that fail, and runs with a warning of a slice'
      : 'A true loss: runs that fail, and by the declared score',
  );
  for (const setting of settings) {
    let failed = 0;
    let bySlice = 0;
    let byScore = 0;
    for (let run = 0; run < pulls; run++) {
      const { causes } = await judge(setting, run);
      const found = causes
        .flatMap(({ results }) => results.flatMap(({ findings }) => findings))
        .filter(({ origin }) => origin !== 'inherited');
      failed += Number(found.some(({ severity }) => severity === 'error'));
      bySlice += Number(found.some(({ rule }) => rule === 'metrics/slice-regression'));
      byScore += Number(found.some(({ rule }) => rule === 'metrics/regression'));
    }
    console.log(
      `  ${setting.name.padEnd(38)} ${rate(failed).padEnd(26)} ${rate(title === 'same' ? bySlice : byScore)}`,
    );
  }
}
