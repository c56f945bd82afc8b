import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherSide, withSources } from '../../../src/gather/gather.ts';
import type { Policy } from '../../../src/model/policy.ts';
import { openVision } from '../../../src/vision/open.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { policyFrom, toolsOf } from './asked.ts';

const modelOf = (name: string) => readFileSync(new URL(`../../vision/models/${name}.onnx`, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'turned-'));
const vision = openVision();
const tools = { ...toolsOf(vision), scratch };
afterAll(async () => {
  await vision.close();
  rmSync(scratch, { recursive: true, force: true });
});

type Frame = 'upright' | 'stored';
type Box = [left: number, top: number, width: number, height: number];
interface Seen {
  width: number;
  height: number;
  /** Light pixels, rows from the top. */
  light: boolean[];
  box: Box;
}

/** 64 × 48 pixels as stored: light in one cell of a grid of 4 × 4, else dark blue. */
async function turnedJpeg(orientation: number): Promise<Buffer> {
  const [width, height] = [64, 48];
  const isLight = (x: number, y: number) => x >= 32 && x < 48 && y < 12;
  const pixels = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const [at, channel] = [Math.floor(i / 3), i % 3];
    return (isLight(at % width, Math.floor(at / width)) ? [255, 200, 200] : [0, 0, 100])[channel];
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** What the field's decoders show of a picture: libvips as it is stored, and turned by its EXIF. */
async function seenIn(frame: Frame, jpeg: Buffer): Promise<Seen> {
  const image = frame === 'upright' ? sharp(jpeg).autoOrient() : sharp(jpeg);
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const light = Array.from({ length: width * height }, (_, i) => data[3 * i] > 128);
  const at = light.flatMap((is, i) => (is ? [i] : []));
  const [xs, ys] = [at.map((i) => i % width), at.map((i) => Math.floor(i / width))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { width, height, light, box: [left, top, Math.max(...xs) + 1 - left, Math.max(...ys) + 1 - top] };
}

type Files = Record<string, string | Uint8Array>;

const annotated: Record<string, (seen: Seen) => Files> = {
  coco: ({ width, height, box }) => ({
    'test.json': JSON.stringify({
      images: [{ id: 1, file_name: 'a.jpg', width, height }],
      annotations: [
        { id: 1, image_id: 1, category_id: 1, bbox: box, area: box[2] * box[3], segmentation: [outline(box)] },
      ],
      categories: [{ id: 1, name: 'light' }],
    }),
  }),
  yolo: ({ width, height, box: [x, y, w, h] }) => ({
    'data.yaml': 'path: .\ntest: images\nnames: [light]\n',
    'labels/a.txt': `0 ${(x + w / 2) / width} ${(y + h / 2) / height} ${w / width} ${h / height}\n`,
  }),
  voc: ({ width, height, box: [x, y, w, h] }) => ({
    'xml/a.xml': `<annotation><filename>a.jpg</filename><size><width>${width}</width><height>${height}</height><depth>3</depth></size>
<object><name>light</name><bndbox><xmin>${x}</xmin><ymin>${y}</ymin><xmax>${x + w}</xmax><ymax>${y + h}</ymax></bndbox></object></annotation>`,
  }),
};

function outline([x, y, w, h]: Box): number[] {
  return [x, y, x + w, y, x + w, y + h, x, y + h];
}

const datasets: Record<string, string> = {
  coco: 'format: coco, annotations: { test: test.json }, images: images',
  yolo: 'format: yolo, data: data.yaml',
  voc: 'format: voc, annotations: { test: xml }, images: { test: images }',
};

const fed = 'size: { height: 32, width: 32 }, do_rescale: true, do_normalize: false';

/** `map` of the detector on one picture, or why there is none. */
async function detected(format: string, seen: Seen, jpeg: Buffer, dataset: string, model: string) {
  const policy = policyFrom(`
datasets:
  lamps: { ${datasets[format]}${dataset && `, orientation: ${dataset}`} }
models:
  net: { file: net.onnx, task: detection, labels: [light], data: lamps, score: map, tolerance: 0.01, thresholds: { score: 0.5 }, preprocessing: { ${fed}${model && `, orientation: ${model}`} } }
`);
  const tree = { 'net.onnx': modelOf('cells'), 'images/a.jpg': jpeg, ...annotated[format](seen) };
  return scoreOf(tree, policy);
}

/** The model's score on one picture, or why there is none. */
async function scoreOf(tree: Files, policy: Policy): Promise<number | string> {
  const { facts, unread } = await gatherSide(
    snapshotOf(tree),
    policy,
    tools,
    withSources(['scores', 'images', 'masks']),
  );
  const [fault] = unread.filter(({ fact }) => fact === 'scores');
  if (fault) return fault.reason;
  const { value } = facts.scores!.net.splits.test.declared;
  return Number(value?.toFixed(9));
}

const pictures: [format: string, orientation: number][] = [
  ...[2, 3, 4, 5, 6, 7, 8].map((orientation): [string, number] => ['yolo', orientation]),
  ['coco', 6],
  ['voc', 6],
];
describe.each(pictures)('a picture of the format %s whose EXIF orientation is %i', (format, orientation) => {
  let jpeg: Buffer;
  let upright: Seen;
  let stored: Seen;
  beforeAll(async () => {
    jpeg = await turnedJpeg(orientation);
    [upright, stored] = [await seenIn('upright', jpeg), await seenIn('stored', jpeg)];
    expect(upright.box).not.toEqual(stored.box);
  });

  test('is annotated as the loader shows it', async () => {
    expect(await detected(format, upright, jpeg, 'apply', '')).toBe(1);
    expect(await detected(format, stored, jpeg, 'ignore', '')).toBe(1);
    expect(await detected(format, stored, jpeg, 'apply', '')).toBe(0);
    expect(await detected(format, upright, jpeg, 'ignore', '')).toBe(0);
  });

  test('is annotated as the model is shown it where the dataset does not say', async () => {
    expect(await detected(format, upright, jpeg, '', 'apply')).toBe(1);
    expect(await detected(format, stored, jpeg, '', '')).toBe(1);
  });

  test('is found where it is by a model that sees it the other way up', async () => {
    expect(await detected(format, upright, jpeg, 'apply', 'ignore')).toBe(1);
    expect(await detected(format, stored, jpeg, 'ignore', 'apply')).toBe(1);
  });
});

describe('masks of a picture that EXIF lays on its side', () => {
  let jpeg: Buffer;
  let upright: Seen;
  let stored: Seen;
  beforeAll(async () => {
    jpeg = await turnedJpeg(6);
    [upright, stored] = [await seenIn('upright', jpeg), await seenIn('stored', jpeg)];
  });

  const painted = async (seen: Seen, dataset: string, model: string) =>
    scoreOf(
      { 'net.onnx': modelOf('map'), 'images/a.jpg': jpeg, 'masks/a.png': await maskOf(seen) },
      policyFrom(`
datasets:
  lamps: { format: masks, images: { test: images }, masks: { test: masks }, labels: [light, dark, none]${dataset && `, orientation: ${dataset}`} }
models:
  net: { file: net.onnx, task: segmentation, data: lamps, score: pixel_accuracy, tolerance: 0.01, preprocessing: { do_resize: false, do_rescale: true, do_normalize: false${model && `, orientation: ${model}`} } }
`),
    );

  test('are held against the map of the picture that the model sees', async () => {
    const share = stored.light.filter((light) => light).length / stored.light.length;
    expect(share).toBeCloseTo(1 / 16, 2);
    for (const score of [
      await painted(upright, 'apply', ''),
      await painted(stored, 'ignore', ''),
      await painted(upright, '', 'apply'),
      await painted(stored, '', ''),
      await painted(upright, 'apply', 'ignore'),
      await painted(stored, 'ignore', 'apply'),
    ])
      expect(score).toBe(1);
  });

  test('that fit the picture the other way up alone are said, with what to declare', async () => {
    const reasons = [await painted(stored, 'apply', ''), await painted(upright, '', '')];
    expect(reasons).toEqual([
      expect.stringMatching(
        /Expected a mask of 48 × 64 pixels, as images\/a\.jpg has, but masks\/a\.png has 64 × 48\. EXIF turns this image: write `orientation: apply` for the dataset where/,
      ),
      expect.stringMatching(
        /Expected a mask of 64 × 48 pixels, as images\/a\.jpg has, but masks\/a\.png has 48 × 64\. EXIF turns this image/,
      ),
    ]);
  });

  test('that fit it neither way up are said', async () => {
    const other = { ...stored, width: 32, height: 96 };
    expect(await painted(other, 'apply', '')).toMatch(/has 32 × 96\. Save the mask in the size of its image/);
  });
});

describe('predictions of a picture that EXIF lays on its side', () => {
  let jpeg: Buffer;
  let upright: Seen;
  let stored: Seen;
  beforeAll(async () => {
    jpeg = await turnedJpeg(6);
    [upright, stored] = [await seenIn('upright', jpeg), await seenIn('stored', jpeg)];
  });

  const claimed = (format: string, task: string, marked: Seen, found: Seen, dataset: string) =>
    scoreOf(
      {
        'images/a.jpg': jpeg,
        ...annotated[format](marked),
        'runs/test.jsonl': JSON.stringify({
          image: 'images/a.jpg',
          detections: [{ bbox: found.box, label: 'light', score: 0.9, segmentation: runLengths(found) }],
        }),
      },
      policyFrom(`
datasets:
  lamps: { ${datasets[format]}${dataset && `, orientation: ${dataset}`} }
models:
  net: { predictions: { test: runs/test.jsonl }, task: ${task}, labels: [light], data: lamps, score: map, tolerance: 0.01 }
`),
    );

  test.each(['coco', 'yolo', 'voc'])('are boxes of the picture that %s annotates', async (format) => {
    expect(await claimed(format, 'detection', upright, upright, 'apply')).toBe(1);
    expect(await claimed(format, 'detection', stored, stored, 'ignore')).toBe(1);
    expect(await claimed(format, 'detection', upright, upright, '')).toBe(1);
    expect(await claimed(format, 'detection', upright, stored, 'apply')).toBe(0);
  });

  test('are masks of the picture that is annotated, whichever way up its size is listed', async () => {
    const listedAsStored = { ...upright, width: stored.width, height: stored.height };
    expect(await claimed('coco', 'instance-segmentation', upright, upright, 'apply')).toBe(1);
    expect(await claimed('coco', 'instance-segmentation', listedAsStored, upright, 'apply')).toBe(1);
    expect(await claimed('coco', 'instance-segmentation', stored, stored, 'ignore')).toBe(1);
    expect(await claimed('coco', 'instance-segmentation', upright, stored, 'apply')).toMatch(
      /Expected a mask of 48 × 64 pixels, as images\/a\.jpg has, in line 1 of runs\/test\.jsonl but received 64 × 48/,
    );
    expect(await claimed('coco', 'instance-segmentation', upright, stored, '')).toMatch(
      /with a mask of 64 × 48 pixels, and the image is marked in 48 × 64\. EXIF turns this image/,
    );
  });
});

/** Class 0 where the picture is light, else 2. */
function maskOf({ width, height, light }: Seen): Promise<Buffer> {
  return sharp(
    Uint8Array.from(light, (is) => (is ? 0 : 2)),
    { raw: { width, height, channels: 1 } },
  )
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** The light pixels as COCO's run lengths, down the columns. */
function runLengths({ width, height, light }: Seen): { size: number[]; counts: number[] } {
  const counts = [0];
  let last = false;
  for (let at = 0; at < width * height; at++) {
    const is = light[(at % height) * width + Math.floor(at / height)];
    if (is !== last) counts.push(0);
    last = is;
    counts[counts.length - 1]++;
  }
  return { size: [height, width], counts };
}
