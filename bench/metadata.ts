/**
 * Images whose metadata are read a second: headers alone, from bytes on disk. Prints images a second with reading the files
 * and without, and the processor time of one.
 *
 *     node bench/metadata.ts FOLDER [--images 10000]
 *
 * FOLDER holds images; they are gone over until there were enough.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readMetadata } from '../src/gather/metadata/read.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { images: { type: 'string', default: '10000' } },
});
const [folder] = positionals;
const files = readdirSync(folder).map((name) => join(folder, name));
const count = Number(values.images);

function measure(name: string, read: (i: number) => Buffer): void {
  const started = performance.now();
  const before = process.cpuUsage();
  let kinds = 0;
  for (let i = 0; i < count; i++) kinds += readMetadata(read(i % files.length)).kinds.size;
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${name}: ${count} images, ${(count / seconds).toFixed(0)}/s, ${((user + system) / 1000 / count).toFixed(3)} ms of processor time each, ${kinds} kinds found`,
  );
}

for (let turn = 0; turn < 3; turn++) measure('with reading files', (i) => readFileSync(files[i]));
const held = files.map((file) => readFileSync(file));
for (let turn = 0; turn < 3; turn++) measure('headers alone', (i) => held[i]);
