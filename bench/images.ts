/**
 * Images described a second, from bytes on disk to all facts, beside cleanvision (all its issue types) and imagededup (its
 * perceptual hash alone) on the same images with the same number of processes, in turns. Prints each one's best turn.
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
const script = fileURLToPath(new URL('images-peers.py', import.meta.url));

async function own(folder: string): Promise<number> {
  const names = readdirSync(folder);
  async function* images(): AsyncGenerator<EncodedImage> {
    for (const key of names) yield { key, bytes: readFileSync(join(folder, key)) };
  }
  const vision = openVision();
  const began = performance.now();
  for await (const { key, error } of vision.describe(images())) if (error) throw new Error(`${key}: ${error}`);
  const seconds = (performance.now() - began) / 1000;
  await vision.close();
  return names.length / seconds;
}

function peer(name: (typeof peers)[number], folder: string): number {
  const output = execFileSync(python, [script, name, folder, String(availableParallelism())], { encoding: 'utf8' });
  return Number(output.trim().split('\n').at(-1));
}

for (const folder of folders) {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  const bytes = sizes.reduce((a, b) => a + b) / sizes.length;
  const rates: Record<string, number[]> = { own: [], cleanvision: [], imagededup: [] };
  for (let turn = 0; turn < Number(values.turns); turn++) {
    rates.own.push(await own(folder));
    for (const name of peers) rates[name].push(peer(name, folder));
  }
  console.log(
    `${folder}: ${sizes.length} images of ${(bytes / 1000).toFixed(0)} kB, ${availableParallelism()} processes`,
  );
  const best = Math.max(...rates.own);
  for (const [name, all] of Object.entries(rates)) {
    const rate = Math.max(...all);
    const megabytes = (rate * bytes) / 1e6;
    const ratio = name === 'own' ? '' : `; this project is ${(best / rate).toFixed(1)} times as fast`;
    const turns = all.map((value) => value.toFixed(1)).join(', ');
    console.log(`  ${name.padEnd(12)} ${rate.toFixed(1)}/s, ${megabytes.toFixed(1)} MB/s (${turns})${ratio}`);
  }
}
