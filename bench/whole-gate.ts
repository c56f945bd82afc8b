/**
 * How often the whole gate cries wolf, and how often it sees a wolf: simulated pull requests on a classifier's predictions and on
 * recorded timings, through the product's own comparisons and every rule that judges them by statistics.
 *
 *     node bench/whole-gate.ts [pull requests per setting, default 200] [same | worse | part of a setting's name]
 *
 * A/A: head answers a share of the images (the churn) anew, with the same chances as base; ten classes of 5 to 500 images, every
 * other pull request by accuracy and by macro-F1, every fourth with images that belong together in twos. Then pull requests with
 * a true loss. A run fails when its verdict does. What was found is kept in `results/whole-gate.jsonl`, a line for each 50 runs, so
 * that a bench that is stopped goes on where it was; `timing-pairs.ts` records the timings.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { openCache } from '../src/cache/store.ts';
import { evaluate } from '../src/evaluate/evaluate.ts';
import type { AnyRule } from '../src/model/rule.ts';
import { parsePolicy } from '../src/policy/parse.ts';
import { scoreNames } from '../src/score/names.ts';
import { clopperPearsonInterval } from '../src/statistics/proportions.ts';
import { type RandomStream, randomStream } from '../src/statistics/random.ts';
import { answer, nearLimits, type Setting, simulatePull } from './simulated-pull.ts';

const pulls = Number(process.argv[2] ?? 200);
const part = process.argv[3];
const results = new URL('./results/whole-gate.jsonl', import.meta.url);
const block = 50;

const judged: AnyRule[] = rules.filter(({ meta }) =>
  [
    'metrics/regression',
    'metrics/class-regression',
    'metrics/slice-regression',
    'metrics/negative-flips',
    'metrics/miscalibration',
    'ethics/group-regression',
    'ethics/group-gap',
    'fitting/overfitting',
    'fitting/underfitting',
    'fitting/inflated-score',
    'fitting/memorised-labels',
    'model-choice/no-better-than-baseline',
    'deployment/latency-regression',
  ].includes(meta.id),
);

const parsed = parsePolicy(
  `version: 1
datasets: { d: { format: imagefolder, root: data, groups: [site] } }
models: { m: { file: m.onnx, task: classification, data: d, score: accuracy } }
rules:${nearLimits}`,
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

interface Kind {
  name: string;
  settingOf(run: number, random: RandomStream): Setting;
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

/** 5 to 500 images, as many of one order as of another. */
const sizeOf = (random: RandomStream) => Math.round(5 * 100 ** random.nextFloat());

const same = [0.01, 0.03, 0.1].map(
  (churn): Kind => ({
    name: `no true change, churn ${100 * churn} %`,
    settingOf(run, random) {
      const ofOneUnit = run % 4 === 3 ? 2 : 1;
      const sizes = Array.from({ length: 10 }, () => Math.ceil(sizeOf(random) / ofOneUnit) * ofOneUnit);
      const score = run % 2 === 0 ? 'accuracy' : 'macro_f1';
      return { sizes, score, tolerance: 0, ofOneUnit, churn, head: churned(churn, 10) };
    },
  }),
);

const loss = (name: string, tolerance: number, worse: number, better: number): Kind => ({
  name,
  settingOf: () => ({
    sizes: Array<number>(10).fill(500),
    score: 'accuracy',
    tolerance,
    ofOneUnit: 1,
    churn: 0,
    head: losing(worse, better, 10),
  }),
});
const worse = [
  loss('2 points lost, 3 % differ, tolerance 0', 0, 0.025, 0.005),
  loss('3 points lost, 5 % differ, tolerance 0.01', 0.01, 0.04, 0.01),
];

/** Rules that found something that is new, those that fail the run marked by `!`, and rules that found anything. */
async function judge(kind: Kind, run: number): Promise<{ fresh: string[]; any: string[] }> {
  const random = randomStream(['whole gate', kind.name, run]);
  const setting = kind.settingOf(run, random);
  const sides = await simulatePull(setting, random, policy, openCache({ directories: [] }));
  const { verdict, causes } = evaluate(judged, sides, { policy, today: '2026-01-01', only: [] });
  const findings = causes.flatMap(({ results: of }) => of.flatMap((result) => result.findings));
  const fresh = findings
    .filter(({ origin }) => origin !== 'inherited')
    .map(({ rule, severity }) => (severity === 'error' ? `${rule}!` : rule));
  if (verdict.conclusion === 'failure' && !fresh.some((rule) => rule.endsWith('!'))) {
    throw new Error(`Run ${run} of ${kind.name} failed without a finding: ${verdict.because.join(' ')}`);
  }
  return { fresh: [...new Set(fresh)].sort(), any: [...new Set(findings.map(({ rule }) => rule))] };
}

interface Block {
  kind: string;
  from: number;
  runs: number;
  /** Rules by run, of those that found anything new. */
  found: Record<string, string[]>;
  /** Runs in which each rule found anything, new or inherited. */
  any: Record<string, number>;
}

async function judgeAll(kind: Kind): Promise<{ found: string[][]; any: Map<string, number> }> {
  const known = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n') : [];
  const blocks = new Map<number, Block>();
  for (const line of known.filter((text) => text !== '')) {
    const one = JSON.parse(line) as Block;
    if (one.kind === kind.name && one.runs === block) blocks.set(one.from, one);
  }
  const all: string[][] = [];
  const any = new Map<string, number>();
  for (let from = 0; from < pulls; from += block) {
    const one = blocks.get(from) ?? { kind: kind.name, from, runs: Math.min(block, pulls - from), found: {}, any: {} };
    for (let run = from; !blocks.has(from) && run < from + one.runs; run++) {
      const judgedRun = await judge(kind, run);
      if (judgedRun.fresh.length > 0) one.found[run] = judgedRun.fresh;
      for (const rule of judgedRun.any) one.any[rule] = (one.any[rule] ?? 0) + 1;
    }
    if (!blocks.has(from)) appendFileSync(results, `${JSON.stringify(one)}\n`);
    for (let run = from; run < Math.min(from + one.runs, pulls); run++) all.push(one.found[run] ?? []);
    for (const [rule, runs] of Object.entries(one.any)) any.set(rule, (any.get(rule) ?? 0) + runs);
  }
  return { found: all, any };
}

const rate = (count: number, of: number) => {
  const [low, high] = clopperPearsonInterval(count, of).map((bound) => (100 * bound).toFixed(2));
  return `${((100 * count) / of).toFixed(2)} % [${low}, ${high}]`;
};

for (const [title, kinds] of [
  ['same', same],
  ['worse', worse],
] as const) {
  for (const kind of kinds) {
    if (part && part !== title && !kind.name.includes(part)) continue;
    const { found: all, any } = await judgeAll(kind);
    const count = (isOne: (rule: string) => boolean) => all.filter((found) => found.some(isOne)).length;
    const failed = count((rule) => rule.endsWith('!'));
    console.log(`\n${kind.name}, ${all.length} pull requests`);
    console.log(`  ${'runs that fail'.padEnd(40)} ${rate(failed, all.length)}`);
    for (const [rule, runs] of [...any].sort()) {
      const fresh = count((other) => other === rule || other === `${rule}!`);
      console.log(
        `  ${rule.padEnd(40)} ${rate(fresh, all.length).padEnd(26)} with inherited: ${((100 * runs) / all.length).toFixed(1)} %`,
      );
    }
  }
}
