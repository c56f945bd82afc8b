/**
 * How often the paired tests cry wolf, and how often they see a wolf.
 *
 *     node bench/false-alarms.ts [pull requests per setting, default 1000]
 *
 * A/A pull requests: head answers a share of the images (the churn) anew, with the same chances as base. Each makes one
 * test of its declared score (macro-F1, bootstrap) and one per class (recall, McNemar mid-p); each family has an error
 * budget of 0.4 %, Holm within. Then pull requests with a true loss.
 */
import { pairedUnits } from '../src/score/classification/paired.ts';
import { pairedBootstrap } from '../src/statistics/bootstrap.ts';
import { holm } from '../src/statistics/multiplicity.ts';
import { compareAccuracy } from '../src/statistics/paired-proportions.ts';
import { clopperPearsonInterval } from '../src/statistics/proportions.ts';
import { type RandomStream, randomStream } from '../src/statistics/random.ts';

const budget = 0.004;
const pulls = Number(process.argv[2] ?? 1000);

interface Answers {
  truth: Int32Array;
  base: Int32Array;
  head: Int32Array;
  classes: number;
}

/** Base is right on 90 % of the images; its mistakes spread over the other classes. */
function answer(c: number, classes: number, random: RandomStream): number {
  return random.nextFloat() < 0.9 ? c : (c + 1 + random.nextInteger(classes - 1)) % classes;
}

function unchanged(sizes: readonly number[], churn: number, random: RandomStream): Answers {
  const classes = sizes.length;
  const truth = Int32Array.from(sizes.flatMap((size, c) => new Array<number>(size).fill(c)));
  const base = truth.map((c) => answer(c, classes, random));
  const head = base.map((c, i) => (random.nextFloat() < churn ? answer(truth[i], classes, random) : c));
  return { truth, base, head, classes };
}

/** Head loses `worse` of all images and gains `better` of them. */
function degraded(sizes: readonly number[], worse: number, better: number, random: RandomStream): Answers {
  const { truth, base, classes } = unchanged(sizes, 0, random);
  const right = base.reduce((count, c, i) => count + Number(c === truth[i]), 0) / base.length;
  const head = base.map((c, i) => {
    if (c === truth[i])
      return random.nextFloat() < worse / right ? (c + 1 + random.nextInteger(classes - 1)) % classes : c;
    return random.nextFloat() < better / (1 - right) ? truth[i] : c;
  });
  return { truth, base, head, classes };
}

function scoreP({ truth, base, head, classes }: Answers, tolerance: number, key: (string | number)[]): number {
  const units = pairedUnits('macro_f1', { truth, predicted: base, classes }, { truth, predicted: head, classes });
  return pairedBootstrap(units, { key, tolerance, resamples: 1000, maximum: 10_000, level: budget }).p;
}

function countsOf({ truth, base, head }: Answers, only?: number) {
  const counts = { worse: 0, better: 0, n: 0 };
  truth.forEach((c, i) => {
    if (only !== undefined && c !== only) return;
    counts.n++;
    if (base[i] === c && head[i] !== c) counts.worse++;
    if (base[i] !== c && head[i] === c) counts.better++;
  });
  return counts;
}

function classesAlarm(answers: Answers): boolean {
  const p = Array.from({ length: answers.classes }, (_, c) => compareAccuracy(countsOf(answers, c)).p);
  return holm(p).some((adjusted) => adjusted <= budget);
}

function rateText(count: number, of = pulls): string {
  const [low, high] = clopperPearsonInterval(count, of).map((bound) => (100 * bound).toFixed(2));
  return `${((100 * count) / of).toFixed(2)} % [${low}, ${high}]`.padEnd(26);
}

const settings: [string, number[]][] = [
  ['10 classes × 200', new Array(10).fill(200)],
  ['40 classes × 25', new Array(40).fill(25)],
  ['12 classes, 5 to 800', [5, 8, 13, 20, 30, 50, 80, 120, 200, 320, 500, 800]],
  ['3 classes × 40', new Array(3).fill(40)],
];

console.log(`False alarms in ${pulls} A/A pull requests each; budget ${100 * budget} % a family; 95 % intervals`);
console.log(`${'test set'.padEnd(24)}${'churn'.padEnd(8)}${'score'.padEnd(26)}${'classes'.padEnd(26)}either`);
const total = { score: 0, classes: 0, either: 0, pulls: 0 };
for (const [name, sizes] of settings) {
  for (const churn of [0.01, 0.03, 0.1]) {
    const alarms = { score: 0, classes: 0, either: 0 };
    for (let pull = 0; pull < pulls; pull++) {
      const key = [name, churn, pull];
      const answers = unchanged(sizes, churn, randomStream(['A/A', ...key]));
      const score = scoreP(answers, 0, key) <= budget;
      const classes = classesAlarm(answers);
      alarms.score += Number(score);
      alarms.classes += Number(classes);
      alarms.either += Number(score || classes);
    }
    total.score += alarms.score;
    total.classes += alarms.classes;
    total.either += alarms.either;
    total.pulls += pulls;
    const columns = [alarms.score, alarms.classes, alarms.either].map((count) => rateText(count));
    console.log(`${name.padEnd(24)}${`${100 * churn} %`.padEnd(8)}${columns.join('')}`);
  }
}
const columns = [total.score, total.classes, total.either].map((count) => rateText(count, total.pulls));
console.log(`${'all'.padEnd(32)}${columns.join('')}`);

const repeats = Math.min(pulls, 200);
const losses = [
  { what: '2 points lost, 3 % disagree, tolerance 0', worse: 0.025, better: 0.005, tolerance: 0 },
  { what: '3 points lost, 5 % disagree, tolerance 0.01', worse: 0.04, better: 0.01, tolerance: 0.01 },
  { what: '1 point lost, 3 % disagree, tolerance 0', worse: 0.02, better: 0.01, tolerance: 0 },
];
console.log(`\nPower on 5 000 images, 10 classes, level ${100 * budget} %, ${repeats} pull requests each`);
console.log(`${'true change'.padEnd(48)}${'macro-F1, bootstrap'.padEnd(26)}accuracy, exact or score test`);
for (const { what, worse, better, tolerance } of losses) {
  let seenByScore = 0;
  let seenByAccuracy = 0;
  for (let pull = 0; pull < repeats; pull++) {
    const answers = degraded(new Array(10).fill(500), worse, better, randomStream(['power', what, pull]));
    if (scoreP(answers, tolerance, [what, pull]) <= budget) seenByScore++;
    if (compareAccuracy(countsOf(answers), tolerance).p <= budget) seenByAccuracy++;
  }
  console.log(`${what.padEnd(48)}${rateText(seenByScore, repeats)}${rateText(seenByAccuracy, repeats)}`);
}
