import { fileURLToPath } from 'node:url';
import { openVision } from '../src/vision/open.ts';
import { BATCH, benchArguments, imagenetJob, type Network, readPhotographs, replicate } from './overlap-job.ts';

/**
 * How much of the machine's ceiling prediction reaches: decoding overlapped with inference, against each alone in the same
 * processes and threads, each at its best number of threads; and two models asked of one decoded image against one after the other.
 * Usage: node bench/overlap.ts FOLDER [rounds] [images], FOLDER as bench/overlap-inputs.py writes it.
 */
const [folder, rounds, images] = benchArguments(3, 400);

const THREADS = [
  { pixels: 1, run: 1 },
  { pixels: 1, run: 2 },
  { pixels: 2, run: 1 },
  { pixels: 2, run: 2 },
];
const photographs = readPhotographs(folder);

/** A large network is asked of fewer images. */
const countOf = (networks: Network[]) => (networks.includes('resnet50') ? Math.ceil(images / 8) : images);

/** Images a second between the first answer and the last. */
async function throughput(networks: Network[], parts: string, threads: (typeof THREADS)[number]): Promise<number> {
  const vision = openVision({ door: fileURLToPath(new URL('./overlap-door.ts', import.meta.url)), threads });
  let began = 0;
  let answered = 0;
  let before = 0;
  for await (const { error } of vision.predict(
    networks.map((network) => imagenetJob(folder, network, parts)),
    replicate(photographs, countOf(networks)),
  )) {
    if (error) throw new Error(error);
    if (answered++ < BATCH) [began, before] = [performance.now(), answered];
  }
  const seconds = (performance.now() - began) / 1000;
  await vision.close();
  return (answered - before) / seconds;
}

type Table = Map<string, number[]>;

/** Measures every part at every thread count, in turns, so that a busy moment of the machine falls on all alike. */
async function measure(networks: Network[], parts: string[]): Promise<Map<string, Table>> {
  const tables = new Map(parts.map((part) => [part, new Map() as Table]));
  for (let round = 0; round < rounds; round++) {
    for (const threads of THREADS) {
      for (const part of parts) {
        const name = `${threads.pixels} pixels, ${threads.run} run`;
        const table = tables.get(part)!;
        table.set(name, [...(table.get(name) ?? []), await throughput(networks, part, threads)]);
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

/** What a network reaches where decoding and inference share the processor's cores. */
async function sharedCores(network: Network, goal: number): Promise<number> {
  const shared = await measure([network], ['decoded+nothing', 'prepared+cpu', 'decoded+cpu']);
  for (const [part, table] of shared) print(`${network} ${part}`, table);
  const [decode, inference, overlapped] = [...shared.values()].map(best);
  const ceiling = 1 / (1 / decode.rate + 1 / inference.rate);
  console.log(
    `${network}, shared cores: ${overlapped.rate.toFixed(1)} of ${ceiling.toFixed(1)} images/s = ${percent(overlapped.rate / ceiling)} (goal ${goal} %)`,
  );
  return overlapped.rate;
}

const small = await sharedCores('mobilenet', 85);
const large = await sharedCores('resnet50', 95);
const together = best((await measure(['mobilenet', 'resnet50'], ['decoded+cpu'])).get('decoded+cpu')!);
const inTurn = 1 / (1 / small + 1 / large);
console.log(
  `both from one decode: ${together.rate.toFixed(1)} images/s, one after the other ${inTurn.toFixed(1)}: ${(together.rate / inTurn).toFixed(2)} times as fast`,
);

for (const rate of [150, 250, 500]) {
  const wait = `wait:${1000 / rate}`;
  const waiting = await measure(['mobilenet'], [`prepared+${wait}`, `decoded+${wait}`, 'decoded+nothing']);
  for (const [part, table] of waiting) print(part, table);
  const [accelerator, both, pixels] = [...waiting.values()].map(best);
  const limit = Math.min(accelerator.rate, pixels.rate);
  console.log(
    `accelerator of ${rate}/s: ${both.rate.toFixed(0)} of ${limit.toFixed(0)} images/s = ${percent(both.rate / limit)} (goal 95 %)`,
  );
}
