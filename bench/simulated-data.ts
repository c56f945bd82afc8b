/** What a simulated pull request is made of: samples, facts of images, probabilities, recorded timings. */
import { readFileSync } from 'node:fs';
import { createColumns, putImage } from '../src/gather/image-columns.ts';
import { timingPlan } from '../src/gather/timed-models.ts';
import type { Baselines, Images, Latency, LatencyPair, Samples } from '../src/model/facts.ts';
import { undecoded } from '../src/model/vision.ts';
import type { RandomStream } from '../src/statistics/random.ts';

const groups = ['north', 'east', 'south', 'west'];

/**
 * Samples of test, then of train, of which some are test's own.
 *
 * @param leaked - images of test that are in train too
 * @param ofOneUnit - images of test in a row that belong together
 */
export function samplesOf(
  { test, train, leaked, ofOneUnit }: { test: number; train: number; leaked: number; ofOneUnit: number },
  random: RandomStream,
): Samples {
  const count = test + train;
  const name = (row: number) => `git:${row.toString(16).padStart(8, '0')}`;
  const step = Math.max(1, Math.floor(test / leaked));
  const hash = Array.from({ length: count }, (_, row) =>
    row >= test && row - test < leaked ? name((row - test) * step) : name(row),
  );
  const rows = [...hash.keys()];
  return {
    dataset: 'd',
    format: 'imagefolder',
    count,
    classes: [],
    classesAt: null,
    path: rows.map((row) => `data/${row < test ? 'test' : 'train'}/${row}.png`),
    hash,
    bytes: new Float64Array(count),
    split: rows.map((row) => (row < test ? 'test' : 'train')),
    label: rows.map(() => ''),
    attributes: {
      site: rows.map(() => groups[random.nextInteger(groups.length)]),
      weather: rows.map(() => (random.nextFloat() < 0.3 ? 'rain' : 'sun')),
    },
    groups: ['site'],
    unit: ofOneUnit > 1 ? rows.map((row) => (row < test ? `unit ${Math.trunc(row / ofOneUnit)}` : null)) : null,
    container: null,
    manifest: rows.map(() => ''),
    line: new Int32Array(count),
    column: new Int32Array(count),
    declared: null,
    masks: null,
    targets: null,
    annotations: null,
    problems: [],
    orientation: 'unsaid',
  };
}

export function imagesOf({ count }: Samples, random: RandomStream): Images {
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

/** Rows of probabilities: the answer's own, the rest shared by the other classes. */
export function probabilities(predicted: Int32Array, classes: number, sure: (image: number) => number): Float32Array {
  const scores = new Float32Array(predicted.length * classes);
  predicted.forEach((answer, image) => {
    const own = sure(image);
    scores.fill((1 - own) / (classes - 1), image * classes, (image + 1) * classes);
    scores[image * classes + answer] = own;
  });
  return scores;
}

let recorded: { runs: [number[], number[], number[]]; cold: [number, number] }[] | undefined;

/** Consecutive processes as they were measured, chance deciding which session of each is base's, base's second and head's. */
export function timingsOf(random: RandomStream): Latency {
  recorded ??= readFileSync(new URL('./results/timing-pairs.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const start = random.nextInteger(recorded.length - timingPlan.sessions + 1);
  const pairs = recorded.slice(start, start + timingPlan.sessions).map(({ runs, cold }): LatencyPair => {
    const first = random.nextInteger(3);
    const [base, again, head] = runs.map((_, index) => Float64Array.from(runs[(first + index) % 3]));
    const [one, other] = random.nextFloat() < 0.5 ? cold : [cold[1], cold[0]];
    return { base, again, head, cold: { base: one, head: other } };
  });
  return {
    model: 'm',
    target: 'this runner',
    provider: 'cpu',
    batch: 1,
    tolerance: 0,
    pairs,
    runtime: '',
    device: '',
  };
}

type Contradicted = NonNullable<Baselines['contradicted']>;

/** How many of the doubtful labels both commits' models answer as given: 70 of 100 in train, 60 in test. */
export function doubtfulLabels(churn: number, random: RandomStream): { base: Contradicted; head: Contradicted } {
  const counts = { base: { train: 0, evaluation: 0 }, head: { train: 0, evaluation: 0 } };
  for (const [split, chance] of [
    ['train', 0.7],
    ['evaluation', 0.6],
  ] as const) {
    for (let image = 0; image < 100; image++) {
      const before = random.nextFloat() < chance;
      const after = random.nextFloat() < churn ? random.nextFloat() < chance : before;
      counts.base[split] += Number(before);
      counts.head[split] += Number(after);
    }
  }
  const of = ({ train, evaluation }: (typeof counts)['base']): Contradicted => ({
    train: { n: 100, given: train },
    evaluation: { n: 100, given: evaluation },
  });
  return { base: of(counts.base), head: of(counts.head) };
}
