import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, lay } from '../../examples/stockroom/lay.ts';
import type { Planted } from '../../scripts/planted.ts';
import type { Report } from '../../src/model/report.ts';
import { allFindings, isNew } from '../../src/report/wording.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const example = fileURLToPath(new URL('../../examples/stockroom/', import.meta.url));
const measured = JSON.parse(readFileSync(join(example, 'training/measured.json'), 'utf8'));
/** Of the masks' palette: the classes, and what is ignored. */
const colours = ['214,39,40', '31,119,180', '44,160,44', '255,187,120'];
const outline = '224,224,224';
/** Decoders of JPEG differ in the last bit, and a box near a threshold with them. */
const near = 1e-3;

const folders: string[] = [];
/** What is known of base is asked for once. */
let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'stockroom-cache-'));
  folders.push(cache);
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function laid(...changes: Change[]) {
  const directory = await mkdtemp(join(tmpdir(), 'stockroom-'));
  folders.push(directory);
  return { directory, ...lay(directory, changes) };
}

/** What the gate says of the models in a pull request of these changes. */
async function judged(...changes: Change[]) {
  const { directory, base, head } = await laid(...changes);
  const json = join(directory, '.git', 'report.json');
  const asked = [
    '--repo',
    directory,
    '--base',
    base,
    '--head',
    head,
    '--no-cache',
    '--only',
    'metrics',
    '--json',
    json,
  ];
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [cli, 'check', ...asked], (error, _, log) =>
      error && error.code !== 1 ? reject(new Error(log)) : resolve(),
    );
  });
  const report: Report = JSON.parse(readFileSync(json, 'utf8'));
  const errors = allFindings(report).filter((finding) => isNew(finding) && finding.severity === 'error');
  const scores = (model: string) => {
    const found = report.scores.find((score) => score.model === model)!;
    const value = (side: 'base' | 'head') => found[side]!.declared.value!;
    return { base: value('base'), head: value('head'), comparison: found.comparison! };
  };
  return { report, failed: errors.map(({ rule, subject }) => `${rule} ${subject}`), errors, scores };
}

function expectNear(value: number, reference: number): void {
  expect(Math.abs(value - reference), `${value} near ${reference}`).toBeLessThan(near);
}

describe('the laid repository', () => {
  test('has the same commit ids wherever it is laid, and a commit for each change', async () => {
    const [one, other] = [await laid('retrain-detector', 'trim-test'), await laid('retrain-detector', 'trim-test')];
    expect([one.base, one.head]).toEqual([other.base, other.head]);
    const git = (...args: string[]) => execFileSync('git', ['-C', one.directory, ...args], { encoding: 'utf8' }).trim();
    expect(git('rev-list', '--count', 'main..pull-request')).toBe('2');
    expect(git('status', '--porcelain')).toBe('');
  });

  test('holds each path of which a fault is planted, and plants each fault once', async () => {
    const { directory } = await laid('retrain-detector', 'quantise-segmenter');
    const planted: Planted[] = JSON.parse(readFileSync(join(example, 'planted.json'), 'utf8'));
    expect(new Set(planted.map(({ fault, subject }) => `${fault} ${subject}`)).size).toBe(planted.length);
    for (const { subject } of planted)
      if (subject.includes('/')) expect(existsSync(join(directory, subject))).toBe(true);
  });

  test.each(['train', 'validation', 'test'])(
    'has a mask for each picture of %s, and its class in each box',
    async (split) => {
      const written = readFileSync(join(example, 'base/data/boxes', `${split}.json`), 'utf8');
      const { images, annotations, categories } = JSON.parse(written);
      expect(categories.map(({ name }: { name: string }) => name)).toEqual(['Bag', 'Dress', 'Sneaker', 'Trouser']);
      for (const { id, file_name, width, height } of images) {
        const picture = await sharp(join(example, 'base/data/images', file_name)).metadata();
        expect([picture.width, picture.height]).toEqual([width, height]);
        const { data, info } = await sharp(maskOf(file_name.replace('.jpg', '.png')))
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
        for (const { bbox, category_id } of annotations.filter((one: { image_id: number }) => one.image_id === id)) {
          const [left, top, across, down] = bbox;
          expect(left >= 0 && top >= 0 && left + across <= width && top + down <= height).toBe(true);
          const shown = new Set<string>();
          for (let y = top; y < top + down; y++) {
            for (let x = left; x < left + across; x++)
              shown.add(
                data
                  .subarray(3 * (y * width + x))
                  .subarray(0, 3)
                  .join(),
              );
          }
          expect(shown.has(colours[category_id - 1]) || shown.has(outline)).toBe(true);
        }
      }
    },
  );
});

/** As a person drew it: base's own is the segmenter's where a pull request corrects it. */
function maskOf(name: string): string {
  const corrected = join(example, 'pull-requests/correct-masks/data/masks', name);
  return existsSync(corrected) ? corrected : join(example, 'base/data/masks', name);
}

describe('the gate', () => {
  test('scores both models as pycocotools and NumPy do, and fails a detector that lost small things and a bad quantisation', async () => {
    const { failed, scores } = await judged('retrain-detector', 'quantise-segmenter');
    const { detector, segmenter } = measured;
    expectNear(scores('detector').base, detector.base.test.mAP);
    expectNear(scores('detector').head, detector.retrained.test.mAP);
    expectNear(scores('segmenter').base, segmenter.base.test['mean IoU']);
    expectNear(scores('segmenter').head, segmenter.quantised.test['mean IoU']);
    expect(failed).toEqual(
      expect.arrayContaining([
        'metrics/regression detector',
        'metrics/class-regression detector: Sneaker',
        'metrics/regression segmenter',
      ]),
    );
    expect(scores('detector').comparison.negativeFlips[0]).toMatchObject({
      label: 'Sneaker',
      head: { answer: 'missed' },
    });
  }, 180_000);

  test('fails a worse detector whose score rose because the hard pictures left the test split', async () => {
    const { errors, failed, scores } = await judged('retrain-detector', 'trim-test');
    const { base, head, comparison } = scores('detector');
    expectNear(base, measured.detector.base.test.mAP);
    expectNear(head, measured.detector.retrained['trimmed test'].mAP);
    expect(head).toBeGreaterThan(base + 0.02);
    expect(comparison.modelEffect).toBeLessThan(-0.05);
    expect(comparison.dataEffect).toBeGreaterThan(0.05);
    expect(failed).toContain('metrics/regression detector');
    expect(errors.find(({ rule }) => rule === 'metrics/regression')!.text).toMatch(/^On the base's evaluation data/);
  }, 180_000);

  test('passes a score that fell because masks were corrected, as an effect of the data', async () => {
    const { report, scores } = await judged('correct-masks');
    const { base, head, comparison } = scores('segmenter');
    expectNear(base, measured.segmenter.base.test['mean IoU']);
    expectNear(head, measured.segmenter.base['corrected test']['mean IoU']);
    expect(comparison.modelEffect).toBe(0);
    expect(comparison.dataEffect).toBeCloseTo(head - base, 10);
    expect(report.verdict.conclusion).toBe('success');
  }, 180_000);
});
