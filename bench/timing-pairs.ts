/**
 * Records session pairs of a model against itself, for the A/A simulation of `whole-gate.ts`.
 *
 *     node bench/timing-pairs.ts [experiments, default 10]
 *
 * Each experiment is what the gate itself measures of a model that it takes for a changed one: eight pairs of fresh sessions that are
 * its floor, and eight that would be judged, forty interleaved runs in each. A line of `results/timing-pairs.jsonl` is one session
 * pair, in the order in which they were measured: microseconds of the first session's runs, then of the second's.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelJob } from '../src/model/vision.ts';
import { openVision } from '../src/vision/open.ts';

const experiments = Number(process.argv[2] ?? 10);
const results = new URL('./results/timing-pairs.jsonl', import.meta.url);

const job: ModelJob = {
  file: fileURLToPath(new URL('../examples/stockroom/base/models/segmenter.onnx', import.meta.url)),
  preprocessing: {
    orientation: 'apply',
    colour: 'rgb',
    resize: { mode: 'stretch', width: 160, height: 128 },
    resample: 'bilinear',
    crop: null,
    rescale: 1 / 255,
    normalise: null,
    layout: 'nchw',
  },
  input: { name: 'images', type: 'float', shape: ['batch', 3, 128, 160] },
  task: 'segmentation',
  outputs: ['logits'],
  head: 'auto',
  classes: 5,
  detection: { score: 0.001, overlap: 0.7, most: 100 },
  white: 1,
  provider: 'cpu',
  batch: 1,
};

const vision = openVision();
writeFileSync(results, '');
const microseconds = (runs: Float64Array) => Array.from(runs, (milliseconds) => Math.round(1000 * milliseconds));
for (let experiment = 0; experiment < experiments; experiment++) {
  const { floor, pairs } = await vision.time({
    base: job,
    head: job,
    sessions: 8,
    runs: 40,
    warmUp: 10,
    limitSeconds: 300,
  });
  for (const { base, head } of [...floor, ...pairs]) {
    appendFileSync(results, `${JSON.stringify([microseconds(base), microseconds(head)])}\n`);
  }
  console.log(`${experiment + 1} of ${experiments}`);
}
await vision.close();
