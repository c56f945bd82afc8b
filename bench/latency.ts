/**
 * How often the latency decision cries wolf, and how often it sees a slowdown, on a 10 ms model of this machine beside a
 * noisy neighbour (a busy loop on another core).
 *
 *     node bench/latency.ts [--minutes 60] [--results bench/results/latency.jsonl] [--below 99] [--limit 18]
 *
 * A/A: a model against a copy of itself. Slowdowns are real work: a network of 200 equal layers against one of 206 or
 * 210, which is 3 % or 5 % more multiply–accumulates (the measured ratio is printed too, and is a little less, since
 * calling a model costs the same for both). Each decision is the product's own: the plan of `src/gather/timed-models.ts`, at
 * latency's share of the error budget and a tolerance of 1 %, with no further process begun after
 * `--limit` seconds. Each is appended
 * to the results, so that a run may be stopped and taken up again. With `--below` a decision is begun only while the
 * load of the machine (processes that run or wait, over a minute) is lower.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { timingPlan } from '../src/gather/timed-models.ts';
import type { ModelJob } from '../src/model/vision.ts';
import { compareDurations } from '../src/statistics/log-ratio.ts';
import { clopperPearsonInterval } from '../src/statistics/proportions.ts';
import { openVision } from '../src/vision/open.ts';
import { layeredInput, layeredModel } from './layered-model.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    results: { type: 'string', default: join(import.meta.dirname, 'results/latency.jsonl') },
    below: { type: 'string', default: '99' },
    limit: { type: 'string', default: '18' },
  },
});

const level = 0.002;
const tolerance = 0.01;
const baseLayers = 200;
const plan = { ...timingPlan, limitSeconds: Number(values.limit) };
const cases = [
  { name: 'A/A', layers: 200, wanted: 300 },
  { name: '3 %', layers: 206, wanted: 100 },
  { name: '5 %', layers: 210, wanted: 100 },
];

interface Decision {
  case: string;
  seconds: number;
  /** Processes waiting for a core or running, averaged over a minute. */
  load: number;
  effect: number;
  interval: readonly [number, number];
  p: number;
  /** Median milliseconds of base, of base again and of head in each fresh process. */
  medians: [base: number, again: number, head: number][];
}

function jobOf(file: string): ModelJob {
  return {
    file,
    task: 'restoration',
    preprocessing: {
      orientation: 'apply',
      colour: 'rgb',
      resize: { mode: 'stretch', width: layeredInput.shape[3], height: layeredInput.shape[2] },
      resample: 'bilinear',
      crop: null,
      rescale: 1 / 255,
      normalise: null,
      layout: 'nchw',
    },
    input: layeredInput,
    outputs: ['answer'],
    head: 'image',
    classes: 0,
    detection: { score: 0, overlap: 1, most: 1 },
    white: 1,
    provider: 'cpu',
    batch: 1,
  };
}

/** Does work while a busy loop holds a core. */
async function besideNeighbour<T>(work: () => Promise<T>): Promise<T> {
  const neighbour = new Worker('for (;;);', { eval: true });
  try {
    return await work();
  } finally {
    await neighbour.terminate();
  }
}

async function decideAll(kept: Decision[], seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-latency-'));
  const vision = openVision();
  const jobWith = (layers: number, name: string) => {
    const file = join(folder, `${name}.onnx`);
    writeFileSync(file, layeredModel(layers));
    return jobOf(file);
  };
  const base = jobWith(baseLayers, 'base');
  const heads = cases.map(({ layers }, index) => jobWith(layers, `head-${index}`));
  const began = performance.now();
  const done = (name: string) => kept.filter((decision) => decision.case === name).length;
  try {
    while (performance.now() - began < seconds * 1000) {
      // The case that is furthest from its end.
      const [next] = [...cases.keys()].sort(
        (a, b) => done(cases[a].name) / cases[a].wanted - done(cases[b].name) / cases[b].wanted,
      );
      const { name, wanted } = cases[next];
      if (done(name) >= wanted) return;
      if (loadavg()[0] >= Number(values.below)) {
        await setTimeout(2000);
        continue;
      }
      const started = performance.now();
      const { pairs } = await besideNeighbour(() => vision.time({ base, head: heads[next], ...plan }));
      const { effect, interval, p } = compareDurations(pairs, { tolerance });
      const decision: Decision = {
        case: name,
        seconds: rounded((performance.now() - started) / 1000),
        load: rounded(loadavg()[0]),
        effect,
        interval,
        p,
        medians: pairs.map((pair) => [median(pair.base), median(pair.again), median(pair.head)]),
      };
      appendFileSync(values.results, `${JSON.stringify(decision)}\n`);
      kept.push(decision);
    }
  } finally {
    await vision.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(times: Float64Array): number {
  const sorted = times.toSorted();
  return rounded((sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2);
}

const rounded = (value: number): number => Number(value.toFixed(3));

const kept = existsSync(values.results)
  ? readFileSync(values.results, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Decision)
  : [];
await decideAll(kept, 60 * Number(values.minutes));

console.log(`Level ${100 * level} %, tolerance ${100 * tolerance} %; 95 % intervals`);
const bands = [
  { name: 'all', from: 0, below: Number.POSITIVE_INFINITY },
  { name: 'load below 4', from: 0, below: 4 },
  { name: 'load 4 to 8', from: 4, below: 8 },
  { name: 'load from 8', from: 8, below: Number.POSITIVE_INFINITY },
];
for (const { name: band, from, below } of bands) {
  for (const { name } of cases) {
    const own = kept.filter(({ load, ...decision }) => decision.case === name && load >= from && load < below);
    if (own.length > 0) console.log(`${band.padEnd(14)}${name.padEnd(5)}${summary(own)}`);
  }
}

function summary(own: readonly Decision[]): string {
  const slower = own.filter(({ p }) => p <= level).length;
  const [low, high] = clopperPearsonInterval(slower, own.length).map((bound) => (100 * bound).toFixed(2));
  const middle = (all: number[]) => median(Float64Array.from(all));
  const effects = own.map(({ effect }) => 100 * effect);
  const seconds = own.map((decision) => decision.seconds);
  return (
    `called slower ${slower} of ${own.length}, ${((100 * slower) / own.length).toFixed(2)} % [${low}, ${high}]; ` +
    `change ${middle(effects).toFixed(2)} % (${Math.min(...effects).toFixed(2)} to ${Math.max(...effects).toFixed(2)}); ` +
    `${middle(own.flatMap(({ medians }) => medians.map(([base]) => base)))} ms a run; ` +
    `${middle(seconds).toFixed(1)} s, at most ${Math.max(...seconds).toFixed(1)} s; ` +
    `load ${middle(own.map(({ load }) => load)).toFixed(1)}`
  );
}
