/**
 * What a pull request on a large dataset costs once its base is known: a generated git repository of real JPEGs (real
 * objects, one for each image), a first run that fills the cache, and a second one on a change of some hundred images.
 * Prints the seconds of each step of the second.
 *
 *     node bench/pull-request.ts [--images 100000] [--changed 500] [--keep FOLDER]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { run } from '../src/main.ts';
import { randomStream } from '../src/statistics/random.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '100000' },
    changed: { type: 'string', default: '500' },
    keep: { type: 'string' },
  },
});
const count = Number(values.images);
const changed = Number(values.changed);
const classes = Array.from({ length: 20 }, (_, index) => `class-${index}`);
const policy = `version: 1
datasets:
  photos: { format: imagefolder, splits: { train: data/train, test: data/test } }
`;

sharp.concurrency(1);

/** A picture unlike any other: 8 × 8 squares of colour. */
async function picture(number: number): Promise<Buffer> {
  const random = randomStream(['pull-request', number]);
  const colours = Buffer.from(Array.from({ length: 192 }, () => 256 * random.nextFloat()));
  return sharp(colours, { raw: { width: 8, height: 8, channels: 3 } })
    .resize(96, 96, { kernel: 'nearest' })
    .jpeg({ quality: 85 })
    .toBuffer();
}

const pathOf = (number: number) =>
  `data/${number % 10 === 0 ? 'test' : 'train'}/${classes[number % classes.length]}/${number}.jpg`;

async function generate(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const git = spawn('git', ['-c', 'init.defaultBranch=main', 'init', '-q', directory]);
  await once(git, 'exit');
  const importer = spawn('git', ['-C', directory, 'fast-import', '--quiet'], { stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (text: string | Buffer) => {
    if (!importer.stdin.write(text)) await once(importer.stdin, 'drain');
  };
  const commit = (branch: string, from: string | null) =>
    write(
      `commit refs/heads/${branch}\ncommitter Ada <ada@example.org> 1767225600 +0000\ndata 6\nChange\n${from ? `from refs/heads/${from}\n` : ''}`,
    );
  const file = async (path: string, content: Buffer) => {
    await write(`M 100644 inline ${path}\ndata ${content.length}\n`);
    await write(content);
    await write('\n');
  };
  await commit('main', null);
  await file('.github/vision-gate.yml', Buffer.from(policy));
  const atOnce = 64;
  for (let start = 0; start < count; start += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - start) }, (_, index) => start + index);
    const pictures = await Promise.all(numbers.map(picture));
    for (const [index, number] of numbers.entries()) await file(pathOf(number), pictures[index]);
  }
  await commit('one', 'main');
  await file('data/train/class-1/one.jpg', await picture(count));
  await commit('many', 'main');
  for (let index = 0; index < changed; index += 1) {
    const number = Math.floor((index * count) / changed);
    if (index % 5 === 4) await write(`D ${pathOf(number)}\n`);
    else if (index % 5 === 3) await file(`data/train/class-2/new-${index}.jpg`, await picture(count + 1 + index));
    else await file(pathOf(number), await picture(count + 1 + index));
  }
  importer.stdin.end();
  await once(importer, 'exit');
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'bench-pull-request-'));
const directory = join(folder, 'repository');
try {
  if (!existsSync(directory)) await generate(directory);
  const check = async (head: string) => {
    const began = performance.now();
    const { report } = await run(
      {
        directory,
        repository: 'bench',
        commits: { base: { ref: 'main' }, head: { ref: head } },
        policyFile: null,
        strict: false,
        only: ['training-data'],
        provider: 'cpu',
        cache: [join(folder, 'cache')],
        natives: async () => join(import.meta.dirname, '..'),
      },
      () => {},
      new AbortController().signal,
    );
    return { report, seconds: (performance.now() - began) / 1000 };
  };
  const first = await check('one');
  console.log(`first run, ${count} images: ${first.seconds.toFixed(1)} s`);
  const { report, seconds } = await check('many');
  console.log(`${changed} of ${count} images changed, base known: ${seconds.toFixed(2)} s`);
  for (const { step, milliseconds } of report.timings) console.log(`  ${step}: ${(milliseconds / 1000).toFixed(2)} s`);
  console.log(`verdict: ${report.verdict.conclusion}`);
  console.log(`peak RSS: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${availableParallelism()} cores`);
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
