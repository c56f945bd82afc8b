import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EncodedImage, ModelJob } from '../src/model/vision.ts';
import { openVision } from '../src/vision/open.ts';

/**
 * How much of the machine's ceiling prediction reaches: decoding overlapped with inference, against each alone in the same
 * processes and threads. Usage: node bench/overlap.ts FOLDER [rounds] [images], FOLDER as bench/overlap-inputs.py writes it.
 */
const [folder, rounds = 3, images = 400] = [process.argv[2], ...process.argv.slice(3).map(Number)] as [string, number, number];
if (!folder) throw new Error('Expected a folder but received none. Make one: python bench/overlap-inputs.py FOLDER');

const BATCH = 8;
const THREADS = [
  { pixels: 1, run: 1 },
  { pixels: 1, run: 2 },
  { pixels: 2, run: 1 },
  { pixels: 2, run: 2 },
];
const photographs = readdirSync(join(folder, 'photographs')).map((name) => readFileSync(join(folder, 'photographs', name)));

function job(parts: string): ModelJob {
  return {
    file: join(folder, 'mobilenet.onnx'),
    preprocessing: {
      orientation: 'apply',
      colour: 'rgb',
      resize: { mode: 'shortest', size: 256 },
      resample: 'bilinear',
      crop: { width: 224, height: 224 },
      rescale: 1 / 255,
      normalise: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
      layout: 'nchw',
    },
    input: { name: 'image', type: 'float', shape: ['batch', 3, 224, 224] },
    output: { name: 'scores', kind: 'logits' },
    provider: parts,
    batch: BATCH,
  };
}

async function* replicated(): AsyncGenerator<EncodedImage> {
  for (let i = 0; i < images; i++) yield { key: String(i), bytes: photographs[i % photographs.length] };
}

/** Images a second between the first answer and the last. */
async function throughput(parts: string, threads: (typeof THREADS)[number]): Promise<number> {
  const vision = openVision({ door: fileURLToPath(new URL('./overlap-door.ts', import.meta.url)), threads });
  let began = 0;
  let answered = 0;
  let before = 0;
  for await (const { error } of vision.predict(job(parts), replicated())) {
    if (error) throw new Error(error);
    if (answered++ < BATCH) [began, before] = [performance.now(), answered];
  }
  const seconds = (performance.now() - began) / 1000;
  await vision.close();
  return (answered - before) / seconds;
}

type Table = Map<string, number[]>;

/** Measures every part at every thread count, in turns, so that a busy moment of the machine falls on all alike. */
async function measure(parts: string[]): Promise<Map<string, Table>> {
  const tables = new Map(parts.map((part) => [part, new Map() as Table]));
  for (let round = 0; round < rounds; round++) {
    for (const threads of THREADS) {
      for (const part of parts) {
        const name = `${threads.pixels} pixels, ${threads.run} run`;
        const table = tables.get(part)!;
        table.set(name, [...(table.get(name) ?? []), await throughput(part, threads)]);
      }
    }
  }
  return tables;
}

function best(table: Table): { threads: string; rate: number } {
  return [...table]
    .map(([threads, rates]) => ({ threads, rate: Math.max(...rates) }))
    .reduce((a, b) => (b.rate > a.rate ? b : a));
}

function print(part: string, table: Table): void {
  const cells = [...table].map(([threads, rates]) => `${threads}: ${rates.map((rate) => rate.toFixed(0)).join('/')}`);
  console.log(`${part.padEnd(18)} ${cells.join('   ')}`);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const shared = await measure(['decoded+nothing', 'prepared+cpu', 'decoded+cpu']);
for (const [part, table] of shared) print(part, table);
const [decode, inference, overlapped] = [...shared.values()].map(best);
const ceiling = 1 / (1 / decode.rate + 1 / inference.rate);
console.log(`shared cores: ${overlapped.rate.toFixed(0)} of ${ceiling.toFixed(0)} images/s = ${percent(overlapped.rate / ceiling)} (goal 80 %)`);

for (const rate of [150, 250, 500]) {
  const wait = `wait:${1000 / rate}`;
  const waiting = await measure([`prepared+${wait}`, `decoded+${wait}`, 'decoded+nothing']);
  for (const [part, table] of waiting) print(part, table);
  const [accelerator, both, pixels] = [...waiting.values()].map(best);
  const limit = Math.min(accelerator.rate, pixels.rate);
  console.log(`accelerator of ${rate}/s: ${both.rate.toFixed(0)} of ${limit.toFixed(0)} images/s = ${percent(both.rate / limit)} (goal 90 %)`);
}
