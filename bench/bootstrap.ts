/**
 * Time of the paired bootstrap: 10 000 resamples of macro-F1 on 10 000 images and 10 classes.
 *
 *     node bench/bootstrap.ts [python]
 *
 * With a Python that has NumPy and SciPy (`.venv/bin/python` if there, see test/reference/README.md),
 * scipy.stats.bootstrap does the same beside it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pairedUnits } from '../src/score/classification/paired.ts';
import { pairedBootstrap } from '../src/statistics/bootstrap.ts';
import { randomStream } from '../src/statistics/random.ts';

const images = 10_000;
const classes = 10;
const resamples = 10_000;
const random = randomStream(['bench', 'bootstrap']);

const truth = Int32Array.from({ length: images }, () => random.nextInteger(classes));
const answer = (c: number): number => (random.nextFloat() < 0.9 ? c : random.nextInteger(classes));
const base = truth.map(answer);
const head = base.map((c, i) => (random.nextFloat() < 0.05 ? answer(truth[i]) : c));

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function compare(): ReturnType<typeof pairedBootstrap> {
  const units = pairedUnits('macro_f1', { truth, predicted: base, classes }, { truth, predicted: head, classes });
  return pairedBootstrap(units, { key: ['bench'], resamples, maximum: resamples });
}

const times = Array.from({ length: 5 }, () => seconds(compare)).sort((one, other) => one - other);
const ours = compare();
console.log(`${resamples} paired resamples of macro-F1, ${images} images, ${classes} classes, one thread`);
console.log(`vision-gate   ${times[2].toFixed(3)} s (median of 5)   95 % ${intervalText(ours.interval)}`);

const python = process.argv[2] ?? '.venv/bin/python';
if (existsSync(python)) {
  const script = `
import json, sys, time
import numpy as np
from scipy import stats
data = json.load(sys.stdin)
truth, base, head = (np.array(data[name]) for name in ("truth", "base", "head"))
k, n = data["classes"], len(truth)
def f1(t, p):
    total = np.zeros(t.shape[:-1]); present = np.zeros(t.shape[:-1])
    for c in range(k):
        size = (t == c).sum(-1) + (p == c).sum(-1)
        total += 2 * ((t == c) & (p == c)).sum(-1) / np.maximum(size, 1); present += size > 0
    return total / present
def loss(t, b, h, axis=-1): return f1(t, b) - f1(t, h)
start = time.perf_counter()
r = stats.bootstrap((truth, base, head), loss, paired=True, vectorized=True, n_resamples=data["resamples"], batch=200, method="percentile", rng=1)
print(json.dumps({"seconds": time.perf_counter() - start, "interval": [r.confidence_interval.low, r.confidence_interval.high]}))`;
  const input = JSON.stringify({ truth: [...truth], base: [...base], head: [...head], classes, resamples });
  const { stdout, stderr, status } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Expected NumPy and SciPy in \`${python}\` but received: ${stderr.trim()}`);
  const theirs: { seconds: number; interval: [number, number] } = JSON.parse(stdout);
  console.log(`scipy         ${theirs.seconds.toFixed(3)} s (percentile)    95 % ${intervalText(theirs.interval)}`);
  console.log(`ratio         ${(theirs.seconds / times[2]).toFixed(1)}×`);
} else {
  console.log(`scipy         not compared: no \`${python}\``);
}

function intervalText([low, high]: [number, number]): string {
  return `[${low.toFixed(5)}, ${high.toFixed(5)}]`;
}
