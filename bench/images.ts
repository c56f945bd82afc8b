/**
 * Images described a second, from bytes on disk to all facts, beside cleanvision (all its issue types) and imagededup (its
 * perceptual hash alone) on the same images with the same number of processes, in turns. Prints each one's best turn, and
 * the least processor time of one image, which a busy machine distorts less. Start-up and imports are left out: peers'
 * clocks start after them, and this project goes over the folder several times and starts with the first answer.
 *
 *     node bench/images.ts PYTHON FOLDER… [--turns 3]
 *
 * PYTHON has the packages, each FOLDER holds JPEGs (`OUT/small` and `OUT/large` of bench/photographs.py).
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { EncodedImage } from '../src/model/vision.ts';
import { openVision } from '../src/vision/open.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { turns: { type: 'string', default: '3' } },
});
const [python, ...folders] = positionals;
const peers = ['cleanvision', 'imagededup'] as const;
/** Images that this project describes in a turn at least, so that starting its processes hardly counts. */
const LEAST_IMAGES = 240;
const script = fileURLToPath(new URL('images-peers.py', import.meta.url));

interface Speed {
  /** Images a second. */
  rate: number;
  /** Milliseconds of all processes' processor time for one image. */
  processor: number;
}

/** Seconds of processor time that this process and its ended children took (Linux: hundredths, proc_pid_stat(5)). */
function processorSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}

async function own(folder: string): Promise<Speed> {
  const names = readdirSync(folder);
  const passes = Math.ceil(LEAST_IMAGES / names.length);
  async function* images(): AsyncGenerator<EncodedImage> {
    for (let pass = 0; pass < passes; pass++) {
      for (const name of names) yield { key: `${name} ${pass}`, bytes: readFileSync(join(folder, name)) };
    }
  }
  const vision = openVision();
  const before = processorSeconds();
  let began = 0;
  let answered = 0;
  for await (const { key, error } of vision.describe(images())) {
    if (error) throw new Error(`${key}: ${error}`);
    if (answered++ === 0) began = performance.now();
  }
  const seconds = (performance.now() - began) / 1000;
  await vision.close();
  return { rate: (answered - 1) / seconds, processor: (1000 * (processorSeconds() - before)) / answered };
}

function peer(name: (typeof peers)[number], folder: string): Speed {
  const output = execFileSync(python, [script, name, folder, String(availableParallelism())], { encoding: 'utf8' });
  const [rate, processor] = output.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { rate, processor };
}

for (const folder of folders) {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  const bytes = sizes.reduce((a, b) => a + b) / sizes.length;
  const turns: Record<string, Speed[]> = { own: [], cleanvision: [], imagededup: [] };
  for (let turn = 0; turn < Number(values.turns); turn++) {
    turns.own.push(await own(folder));
    for (const name of peers) turns[name].push(peer(name, folder));
  }
  console.log(
    `${folder}: ${sizes.length} images of ${(bytes / 1000).toFixed(0)} kB, ${availableParallelism()} processes`,
  );
  const best = bestOf(turns.own);
  for (const [name, all] of Object.entries(turns)) {
    const { rate, processor } = bestOf(all);
    const ratio =
      name === 'own'
        ? ''
        : `; this project: ${(best.rate / rate).toFixed(1)} times as fast, ${(processor / best.processor).toFixed(1)} times less processor time`;
    const rates = all.map((speed) => speed.rate.toFixed(1)).join(', ');
    console.log(
      `  ${name.padEnd(12)} ${rate.toFixed(1)}/s, ${((rate * bytes) / 1e6).toFixed(1)} MB/s, ${processor.toFixed(1)} ms (${rates})${ratio}`,
    );
  }
}

function bestOf(turns: readonly Speed[]): Speed {
  return {
    rate: Math.max(...turns.map(({ rate }) => rate)),
    processor: Math.min(...turns.map(({ processor }) => processor)),
  };
}
