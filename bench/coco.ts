/**
 * Reading a COCO file of 200 MB with the place of every entry, against `JSON.parse` of the whole text. Each reading is a
 * process of its own, of JavaScript as in dist/; they take turns. Ours also from a git repository whose commit holds the
 * file and its images.
 *
 *     node bench/coco.ts [--runs 5] [--mb 200]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCoco } from '../src/gather/formats/coco/coco.ts';
import { openSnapshot } from '../src/git/snapshot.ts';
import type { Tools } from '../src/model/gatherer.ts';
import type { FileEntry, Snapshot } from '../src/model/snapshot.ts';
import { randomStream } from '../src/statistics/random.ts';

const listing = 'annotations/instances_train2017.json';
const readings = ['JSON.parse', 'vision-gate', 'vision-gate, git'] as const;
type Reading = (typeof readings)[number];
interface Result {
  seconds: number;
  /** Seconds of all threads: what a busy machine changes least. */
  processor: number;
  peakMb: number;
  images: number;
  annotations: number;
}

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, mb: { type: 'string', default: '200' } },
  allowPositionals: true,
});
if (positionals.length > 0) console.log(JSON.stringify(await read(positionals[0] as Reading, positionals[1])));
else compare(Number(values.runs), Number(values.mb) * 1e6);

/** One reading, in this process. */
async function read(reading: Reading, folder: string): Promise<Result> {
  const file = join(folder, 'instances.json');
  const snapshot =
    reading === 'vision-gate, git'
      ? await openSnapshot(folder, git(folder, 'rev-parse', 'main'), 'head')
      : reading === 'vision-gate'
        ? snapshotOfFile(file)
        : null;
  const before = process.cpuUsage();
  const start = performance.now();
  const counts = snapshot === null ? parse(file) : await list(snapshot);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, processor: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024, ...counts };
}

function parse(file: string): Pick<Result, 'images' | 'annotations'> {
  const { images, annotations } = JSON.parse(readFileSync(file, 'utf8'));
  return { images: images.length, annotations: annotations.length };
}

async function list(snapshot: Snapshot): Promise<Pick<Result, 'images' | 'annotations'>> {
  const dataset = { name: 'bench', format: 'coco', annotations: listing, groups: [] } as const;
  const tools = { signal: new AbortController().signal, note: () => {} } as unknown as Tools;
  const found = await readCoco(snapshot, { ...dataset, groups: [] }, tools);
  const { classes } = found!.classes!;
  const annotations = found!.annotations!.finish(classes);
  const problems = found!.problems.problems.length;
  const lost = found!.hash.filter((hash) => hash === '').length + annotations.sample.filter((row) => row < 0).length;
  if (problems + lost > 0) throw new Error(`Expected a clean file but received ${problems} problems, ${lost} lost.`);
  return { images: found!.path.length, annotations: annotations.count };
}

/** A commit of the file and the images that it names. */
function snapshotOfFile(file: string): Snapshot {
  const entries = [{ path: listing, hash: 'git:0', bytes: statSync(file).size, kind: 'file' } as FileEntry];
  const count = Number(readFileSync(`${file}.images`, 'utf8'));
  for (let id = 0; id < count; id++) {
    entries.push({ path: imagePath(id), hash: `git:${id}`.padEnd(44, '0'), bytes: 1, kind: 'file' });
  }
  return {
    files: new Map(entries.map((entry) => [entry.path, entry])),
    stream: () => createReadStream(file),
  } as unknown as Snapshot;
}

function compare(runs: number, size: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-coco-'));
  try {
    const bytes = generate(join(folder, 'instances.json'), size);
    commit(folder);
    const script = translate(folder);
    const results = new Map<Reading, Result[]>(readings.map((reading) => [reading, []]));
    for (let run = 0; run < runs; run++) {
      for (const reading of readings) results.get(reading)!.push(inProcess(script, reading, folder));
    }
    const { images, annotations } = results.get('vision-gate')![0];
    console.log(
      `${(bytes / 1e6).toFixed(0)} MB of COCO: ${images} images, ${annotations} annotations; ${runs} runs in turn`,
    );
    for (const [reading, all] of results) {
      const seconds = all.map((result) => result.seconds).sort((a, b) => a - b);
      const processor = median(all.map((result) => result.processor).sort((a, b) => a - b));
      const peaks = all.map(({ peakMb }) => peakMb).sort((a, b) => a - b);
      console.log(
        `${reading.padEnd(18)} median ${median(seconds).toFixed(2)} s (${seconds[0].toFixed(2)} – ${seconds.at(-1)!.toFixed(2)}), ` +
          `processor ${processor.toFixed(2)} s, peak RSS ${median(peaks).toFixed(0)} MB (${peaks[0].toFixed(0)} – ${peaks.at(-1)!.toFixed(0)})`,
      );
    }
    const [theirs, ...ours] = readings.map((reading) => results.get(reading)!);
    for (const [i, all] of ours.entries()) {
      const ratio = (measure: (result: Result) => number) => {
        const ratios = all.map((result, run) => measure(result) / measure(theirs[run])).sort((a, b) => a - b);
        return `${median(ratios).toFixed(2)} (${ratios[0].toFixed(2)} – ${ratios.at(-1)!.toFixed(2)})`;
      };
      console.log(
        `${readings[i + 1]} / JSON.parse: time ${ratio(({ seconds }) => seconds)}, processor ` +
          `${ratio(({ processor }) => processor)}; goal: under 3, peak RSS under 300 MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inProcess(script: string, reading: Reading, folder: string): Result {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, reading, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Expected a reading by ${reading} but received: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

/** This file and what it imports as JavaScript: translating as they are loaded takes memory of its own. */
function translate(folder: string): string {
  const root = join(import.meta.dirname, '..');
  const config = {
    extends: join(root, 'tsconfig.build.json'),
    compilerOptions: { rootDir: root, outDir: join(folder, 'js'), typeRoots: [join(root, 'node_modules/@types')] },
    include: [],
    files: [import.meta.filename],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' });
  writeFileSync(join(folder, 'js/package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'js/bench/coco.js');
}

function median(sorted: number[]): number {
  return sorted[Math.floor(sorted.length / 2)];
}

function imagePath(id: number): string {
  return `train2017/${String(id).padStart(12, '0')}.jpg`;
}

/** Writes a file as COCO's own, in the proportions of instances_train2017.json; returns its size in bytes. */
function generate(file: string, size: number): number {
  const random = randomStream(['bench', 'coco']);
  const between = (low: number, high: number) => low + (high - low) * random.nextFloat();
  const fixed = (low: number, high: number) => between(low, high).toFixed(2);
  const images = Math.round(size / 3800);
  const to = openSync(file, 'w');
  let bytes = 0;
  const put = (text: string) => {
    bytes += writeSync(to, text);
  };
  const putList = (next: (i: number) => string | null) => {
    let block: string[] = [];
    for (let i = 0; ; i++) {
      const entry = next(i);
      if (entry !== null) block.push((i > 0 ? ', ' : '') + entry);
      if (entry === null || block.length === 1000) {
        put(block.join(''));
        block = [];
      }
      if (entry === null) return;
    }
  };

  put('{"info": {"description": "bench", "year": 2017}, "licenses": [{"id": 1, "name": "none"}], "images": [');
  putList((id) =>
    id === images
      ? null
      : `{"license": ${1 + random.nextInteger(8)}, "file_name": "${imagePath(id).slice(10)}", ` +
        `"coco_url": "http://images.example.org/${imagePath(id)}", "height": 480, "width": 640, ` +
        `"date_captured": "2013-11-${10 + random.nextInteger(20)} ${10 + random.nextInteger(14)}:02:52", ` +
        `"flickr_url": "http://farm.example.org/6116/${6255196340 + id}_da26cf2c9e_z.jpg", "id": ${id}}`,
  );
  put('], "annotations": [');
  putList((i) => {
    if (bytes > size - 10_000) return null;
    // COCO's outlines have a few long ones among many short.
    const points = 4 + Math.floor(-25 * Math.log(1 - random.nextFloat()));
    const outline = Array.from({ length: points }, () => `${fixed(0, 640)}, ${fixed(0, 480)}`).join(', ');
    return (
      `{"segmentation": [[${outline}]], "area": ${between(10, 90_000).toFixed(4)}, "iscrowd": 0, ` +
      `"image_id": ${random.nextInteger(images)}, "bbox": [${fixed(0, 300)}, ${fixed(0, 200)}, ${fixed(1, 300)}, ${fixed(1, 200)}], ` +
      `"category_id": ${1 + random.nextInteger(80)}, "id": ${900_000 + i}}`
    );
  });
  put('], "categories": [');
  putList((i) => (i === 80 ? null : `{"supercategory": "thing", "id": ${i + 1}, "name": "class ${i + 1}"}`));
  put(']}');
  closeSync(to);
  const count = openSync(`${file}.images`, 'w');
  writeSync(count, String(images));
  closeSync(count);
  return bytes;
}

/** Makes the folder a repository whose commit has the file and as many images, all of one content. */
function commit(folder: string): void {
  git(folder, 'init', '--quiet', '--bare', '.');
  const object = git(folder, 'hash-object', '-w', 'instances.json');
  const image = git(folder, 'hash-object', '-w', 'instances.json.images');
  const count = Number(readFileSync(join(folder, 'instances.json.images'), 'utf8'));
  const lines = [
    'commit refs/heads/main',
    'committer Bench <bench@example.org> 0 +0000',
    'data 5',
    'Bench',
    `M 100644 ${object} ${listing}`,
    ...Array.from({ length: count }, (_, id) => `M 100644 ${image} ${imagePath(id)}`),
    '',
  ];
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input: lines.join('\n') });
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
}
