/**
 * Records timings of a model against itself, for the A/A simulation of `whole-gate.ts`.
 *
 *     node bench/timing-pairs.ts [experiments, default 20]
 *
 * Each experiment is what the gate itself measures of a model that it takes for a changed one. A line of
 * `results/timing-pairs.jsonl` is one fresh process, in the order in which they were measured: microseconds of the runs of its
 * three sessions, which took turns, and of opening and first running two of them.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { timingPlan } from '../src/gather/timed-models.ts';
import type { ModelJob } from '../src/model/vision.ts';
import { openVision } from '../src/vision/open.ts';

const experiments = Number(process.argv[2] ?? 20);
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
  const { pairs } = await vision.time({ base: job, head: job, ...timingPlan });
  for (const { base, again, head, cold } of pairs) {
    const line = {
      runs: [base, again, head].map(microseconds),
      cold: [cold.base, cold.head].map((milliseconds) => Math.round(1000 * milliseconds)),
    };
    appendFileSync(results, `${JSON.stringify(line)}\n`);
  }
  console.log(`${experiment + 1} of ${experiments}`);
}
await vision.close();
