import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exif from 'exif-reader';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Laid, lay } from '../../examples/garments/lay.ts';

const example = join(import.meta.dirname, '../../examples/garments');
const changes = JSON.parse(readFileSync(join(example, 'head/changes.json'), 'utf8'));
const measured = JSON.parse(readFileSync(join(example, 'training/measured.json'), 'utf8'));
const planted: { fault: string; subject: string; why: string }[] = JSON.parse(
  readFileSync(join(example, 'planted.json'), 'utf8'),
);

let directory: string;
let laid: Laid;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'garments-'));
  laid = lay(directory);
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();
const show = (commit: string, path: string) =>
  execFileSync('git', ['-C', directory, 'show', `${commit}:${path}`], { maxBuffer: 2 ** 28 });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const filesOf = (commit: string) => git('ls-tree', '-r', '--name-only', commit).split('\n');

/** Path → tone. */
function tones(commit: string): Map<string, string> {
  const [, ...rows] = show(commit, 'data/garments/attributes.csv').toString('utf8').trimEnd().split('\n');
  return new Map(rows.map((row) => row.split(',') as [string, string]));
}

interface PreprocessorConfig {
  rescale_factor: number;
  do_normalize: boolean;
  image_mean?: number[];
  image_std?: number[];
}

/** Accuracy of a commit's model on base's test images, which already have the model's size. */
async function testAccuracy(commit: string, model: string, preprocessing: string): Promise<number> {
  const config: PreprocessorConfig = JSON.parse(show(commit, preprocessing).toString('utf8'));
  const labels = show(commit, 'models/labels.txt').toString('utf8').trimEnd().split('\n');
  const root = join(example, 'base/data/garments/test');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.png'));
  const size = 3 * 28 * 28;
  const pixels = new Float32Array(paths.length * size);
  for (const [index, path] of paths.entries()) {
    const rgb = await sharp(join(root, path)).toColourspace('srgb').removeAlpha().raw().toBuffer();
    rgb.forEach((value, at) => {
      const channel = at % 3;
      const [mean, std] = config.do_normalize ? [config.image_mean![channel], config.image_std![channel]] : [0, 1];
      const place = channel * 28 * 28 + Math.floor(at / 3);
      pixels[index * size + place] = (value * config.rescale_factor - mean) / std;
    });
  }
  const session = await ort.InferenceSession.create(show(commit, model), { intraOpNumThreads: 1 });
  const input = new ort.Tensor('float32', pixels, [paths.length, 3, 28, 28]);
  const { logits } = await session.run({ pixel_values: input });
  await session.release();
  const scores = logits.data as Float32Array;
  const right = paths.filter((path, index) => {
    const row = [...scores.subarray(index * labels.length, (index + 1) * labels.length)];
    return labels[row.indexOf(Math.max(...row))] === path.split(/[\\/]/)[0];
  });
  return right.length / paths.length;
}

describe('the laid repository', () => {
  test('has the same commit ids wherever it is laid', async () => {
    const again = await mkdtemp(join(tmpdir(), 'garments-'));
    try {
      expect(lay(again)).toEqual(laid);
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  }, 60_000);

  test('is refused in a folder that holds something', () => {
    expect(() => lay(directory)).toThrow(/Expected an empty folder for `directory` but received/);
  });

  test('has a main branch that moved on after the pull request left it', () => {
    expect(git('merge-base', laid.base, laid.head)).toBe(laid.mergeBase);
    expect(git('rev-parse', 'main', 'improve-classifier').split('\n')).toEqual([laid.base, laid.head]);
    expect(laid.base).not.toBe(laid.mergeBase);
    expect(git('diff', '--name-only', laid.mergeBase, laid.base)).toBe('CONTRIBUTING.md');
    expect(git('status', '--porcelain')).toBe('');
  });

  test('lists the tone of every garment on both sides, and of nothing else', () => {
    for (const commit of [laid.mergeBase, laid.head]) {
      const images = filesOf(commit)
        .filter((path) => path.startsWith('data/garments/') && path.endsWith('.png'))
        .map((path) => path.slice('data/garments/'.length));
      const listed = tones(commit);
      expect([...listed.keys()].sort()).toEqual(images.sort());
      expect(new Set(listed.values())).toEqual(new Set(['dark', 'light']));
    }
  });

  test('lists every photograph with its licence on both sides', () => {
    for (const commit of [laid.mergeBase, laid.head]) {
      const [, ...rows] = show(commit, 'data/photos/photos.csv').toString('utf8').trimEnd().split('\n');
      const photos = filesOf(commit).filter((path) => path.startsWith('data/photos/images/'));
      expect(rows.map((row) => `data/photos/${row.split(',')[0]}`).sort()).toEqual(photos.sort());
      for (const row of rows) expect(row.split(',')[3]).toMatch(/^(CC0-1\.0|CC-BY-2\.0|BSD-3-Clause|public-domain)$/);
    }
  });
});

describe('base', () => {
  test('decodes to the last pixel, image by image', async () => {
    const images = [...readdirSync(join(example, 'base/data'), { recursive: true, encoding: 'utf8' })].filter((path) =>
      /\.(png|jpg)$/.test(path),
    );
    expect(images.length).toBeGreaterThan(3000);
    for (const path of images) {
      const { info } = await sharp(join(example, 'base/data', path), { failOn: 'warning' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info.width * info.height).toBeGreaterThanOrEqual(28 * 28);
    }
  }, 60_000);

  test('holds no image twice', () => {
    const hashes = git('ls-tree', '-r', '--format=%(objectname) %(path)', laid.mergeBase)
      .split('\n')
      .filter((line) => /\.(png|jpg)$/.test(line))
      .map((line) => line.split(' ')[0]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('the pull request', () => {
  test('adds every image and photograph that it does not spoil in a readable form', async () => {
    const broken: string[] = [];
    for (const path of git('diff', '--name-only', '--diff-filter=A', laid.mergeBase, laid.head).split('\n')) {
      if (!/\.(png|jpg)$/.test(path)) continue;
      await sharp(show(laid.head, path), { failOn: 'warning' })
        .raw()
        .toBuffer()
        .catch(() => broken.push(path));
    }
    expect(broken).toEqual(['data/photos/images/raccoon.jpg']);
  });

  test('copies the exact bytes of a test image into train', () => {
    const [leak] = changes.copy;
    expect(leak.from).toMatch(/^data\/garments\/test\//);
    expect(leak.to).toMatch(/^data\/garments\/train\//);
    expect(sha256(show(laid.head, leak.to))).toBe(sha256(show(laid.mergeBase, leak.from)));
    expect(sha256(show(laid.head, leak.from))).toBe(sha256(show(laid.mergeBase, leak.from)));
  });

  test('files a batch of dark dresses under Trouser, ten of them under both', () => {
    const head = new Set(filesOf(laid.head));
    const [, ...copies] = changes.copy;
    expect([copies.length, changes.move.length]).toEqual([10, 15]);
    for (const { from, to } of [...copies, ...changes.move]) {
      expect(from).toMatch(/^data\/garments\/train\/Dress\//);
      expect(to).toMatch(/^data\/garments\/train\/Trouser\//);
      expect(tones(laid.head).get(to.slice('data/garments/'.length))).toBe('dark');
      expect(sha256(show(laid.head, to))).toBe(sha256(show(laid.mergeBase, from)));
    }
    expect(copies.filter(({ from }: { from: string }) => head.has(from))).toHaveLength(10);
    expect(changes.move.filter(({ from }: { from: string }) => head.has(from))).toHaveLength(0);
  });

  test('adds a photograph that says where it was taken', async () => {
    const { exif: block } = await sharp(show(laid.head, 'data/photos/images/lakeside.jpg')).metadata();
    const { GPSInfo } = exif(block!);
    expect(GPSInfo).toMatchObject({ GPSLatitudeRef: 'N', GPSLatitude: [35, 12, 30], GPSLongitudeRef: 'W' });
  });

  test('adds a truncated, a sideways, a dark and a blurred photograph', async () => {
    const photo = (name: string) => show(laid.head, `data/photos/images/${name}.jpg`);
    const decode = sharp(photo('raccoon'), { failOn: 'warning' }).raw().toBuffer();
    await expect(decode).rejects.toThrow(/premature end|truncated/i);
    expect((await sharp(photo('tulips')).metadata()).orientation).toBe(6);
    const dahlia = await sharp(photo('dahlia')).greyscale().raw().toBuffer();
    expect([...dahlia].sort((a, b) => a - b)[Math.floor(dahlia.length * 0.99)]).toBeLessThan(0.32 * 255);
    const [rocket, galaxies] = await Promise.all(
      [photo('rocket'), photo('galaxies')].map((bytes) => sharp(bytes).greyscale().stats()),
    );
    expect(rocket.sharpness).toBeLessThan(galaxies.sharpness / 5);
  });

  test('drops the normalisation of the edge model and nothing else of its preprocessing', () => {
    const config = (commit: string) =>
      JSON.parse(show(commit, 'models/edge/preprocessor_config.json').toString('utf8'));
    const { image_mean, image_std, do_normalize, ...kept } = config(laid.mergeBase);
    expect([image_mean.length, image_std.length, do_normalize]).toEqual([3, 3, true]);
    expect(config(laid.head)).toEqual({ ...kept, do_normalize: false });
    expect(git('rev-parse', `${laid.head}:models/edge.onnx`)).toBe(git('rev-parse', `${laid.base}:models/edge.onnx`));
  });

  test('brings a classifier that is better overall and worse for one class and one group', () => {
    const { base, head, mcnemar } = measured.classifier;
    expect(head.macro_f1).toBeGreaterThan(base.macro_f1 + 0.01);
    expect(head.recall.Dress).toBeLessThan(base.recall.Dress - 0.2);
    expect(head.accuracy_by_tone.dark).toBeLessThan(base.accuracy_by_tone.dark);
    expect(head.accuracy_by_tone.light).toBeGreaterThan(base.accuracy_by_tone.light);
    expect(mcnemar.Dress.p).toBeLessThan(1e-4);
    expect(mcnemar.dark.p).toBeLessThan(1e-4);
    expect(measured.edge.head.accuracy).toBeLessThan(measured.edge.base.accuracy - 0.1);
  });

  test.each([
    ['classifier', 'models/preprocessor_config.json'],
    ['edge', 'models/edge/preprocessor_config.json'],
  ])('scores %s as training measured it, here with sharp and onnxruntime', async (model, preprocessing) => {
    for (const [side, commit] of [['base', laid.mergeBase] as const, ['head', laid.head] as const]) {
      const accuracy = await testAccuracy(commit, `models/${model}.onnx`, preprocessing);
      expect(Math.abs(accuracy - measured[model][side].accuracy)).toBeLessThanOrEqual(0.002);
    }
  });

  test('has each planted fault once, at a path or name that it holds', () => {
    const head = new Set(filesOf(laid.head));
    expect(new Set(planted.map(({ fault, subject }) => `${fault} ${subject}`)).size).toBe(planted.length);
    for (const { subject, why } of planted) {
      if (subject.includes('/')) expect(head).toContain(subject);
      expect(why).toMatch(/\.$/);
    }
  });
});
