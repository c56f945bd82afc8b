import { afterAll, describe, expect, test } from 'vitest';
import { psnr } from '../../src/score/restoration/psnr.ts';
import { ssim } from '../../src/score/restoration/ssim.ts';
import { loadDecoder } from '../../src/vision/child/natives.ts';
import { openVision } from '../../src/vision/open.ts';
import { histogramsOfGradients } from '../../src/vision/pixels/hog.ts';
import { resample } from '../../src/vision/pixels/resample.ts';
import reference from '../reference/cleanvision_scores.json' with { type: 'json' };
import { collect, decoded, photograph, photographNames, photographs } from './photographs.ts';

/** What is scored within 0.01, and not exactly. */
const SCORES = /^(dark|bright|blurry|lowInformation)$/;

const vision = openVision();
afterAll(() => vision.close());

describe('descriptions', () => {
  test('of real photographs equal cleanvision’s and imagehash’s, with what Pillow and NumPy tell of them', async () => {
    const descriptions = await collect(vision.describe(photographs()));
    expect([...descriptions.keys()].sort()).toEqual(photographNames);
    for (const [name, wanted] of Object.entries(reference)) {
      const { key, error, format, channels, tables, ...description } = descriptions.get(name)!;
      expect([key, error]).toEqual([name, null]);
      expect(format).toBe(name.endsWith('.jpg') ? 'jpeg' : name.slice(name.indexOf('.') + 1));
      expect(channels).toBe(name.startsWith('camera') ? 1 : 3);
      expect(tables).toMatch(format === 'jpeg' ? /^[0-9a-f]{16}$/ : /^$/);
      for (const [fact, value] of Object.entries(wanted)) {
        const received = description[fact as keyof typeof description];
        if (typeof value === 'number')
          expect(received, `${fact} of ${name}`).toBeCloseTo(value, SCORES.test(fact) ? 2 : 9);
        else expect(received, `${fact} of ${name}`).toEqual(value ?? Number.NaN);
      }
      expect(Object.keys(description).sort()).toEqual(Object.keys(wanted).sort());
    }
  });

  test('of broken pictures each give their own reason, whichever others are in the decoder', async () => {
    async function* images() {
      for (let i = 0; i < 40; i++) {
        yield { key: `whole ${i}`, bytes: photograph('rocket.jpg') };
        yield { key: `truncated ${i}`, bytes: photograph('astronaut.jpg').subarray(0, 6_000) };
        yield { key: `text ${i}`, bytes: Buffer.from('no picture') };
      }
    }
    const reasons = new Map<string, Set<string | null>>();
    for (const [key, { error }] of await collect(vision.describe(images()))) {
      const [kind] = key.split(' ');
      reasons.set(kind, (reasons.get(kind) ?? new Set()).add(error));
    }
    expect(Object.fromEntries(reasons)).toEqual({
      whole: new Set([null]),
      truncated: new Set(['VipsJpeg: premature end of JPEG image']),
      text: new Set(['Input buffer contains unsupported image format']),
    });
  });

  test('of what is no whole picture say why, and their values are empty', async () => {
    const sharp = loadDecoder(process.cwd());
    const bytes = photograph('astronaut.jpg');
    const damaged = Buffer.from(bytes);
    damaged.fill(0xaa, 9_000, 9_400);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const wide = await sharp({ create: { width: 15_000, height: 12_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    async function* images() {
      yield { key: 'truncated', bytes: bytes.subarray(0, bytes.length - 2_000) };
      yield { key: 'damaged', bytes: damaged };
      yield { key: 'pointer', bytes: Buffer.from('version https://git-lfs.github.com/spec/v1\n') };
      yield { key: 'svg', bytes: Buffer.from(svg) };
      yield { key: 'wide', bytes: wide };
    }
    const descriptions = await collect(vision.describe(images()));
    expect(descriptions.size).toBe(5);
    expect(descriptions.get('truncated')!.error).toMatch(/premature end/i);
    expect(descriptions.get('damaged')!.error).toMatch(/corrupt/i);
    expect(descriptions.get('pointer')!.error).toMatch(/unsupported image format/);
    expect(descriptions.get('svg')!.error).toMatch(/unsupported image format|blocked/);
    expect(descriptions.get('wide')!.error).toMatch(/pixel limit/);
    for (const { format, width, dark, phash } of descriptions.values()) {
      expect([format, width, dark, phash]).toEqual(['', 0, Number.NaN, '']);
    }
  });

  test('malformed EXIF is no error and tells no place', async () => {
    const located = photograph('located.jpg');
    const at = located.indexOf('Exif\0\0');
    const malformed = Buffer.from(located);
    malformed.fill(0xff, at + 16, at + 60);
    async function* images() {
      yield { key: 'malformed', bytes: malformed };
    }
    const { error, location } = (await collect(vision.describe(images()))).get('malformed')!;
    expect([error, location]).toEqual([null, false]);
  });
});

test('thumbnails are upright WebP without metadata, within their size and never enlarged', async () => {
  const thumbnails = await collect(vision.thumbnails(photographs(['turned.jpg', 'located.jpg', 'tiny.png']), 100));
  const sizes = ['turned.jpg', 'located.jpg', 'tiny.png'].map((name) => {
    const { width, height } = thumbnails.get(name)!;
    return [width, height];
  });
  expect(sizes).toEqual([
    [100, 75],
    [100, 74],
    [41, 39],
  ]);
  const sharp = loadDecoder(process.cwd());
  const metadata = await sharp(thumbnails.get('located.jpg')!.webp!).metadata();
  expect([metadata.format, metadata.width, metadata.exif, metadata.icc]).toEqual(['webp', 100, undefined, undefined]);
});

test('what cannot be decoded has no thumbnail and no features', async () => {
  async function* images() {
    yield { key: 'text', bytes: Buffer.from('no picture') };
  }
  expect((await collect(vision.thumbnails(images(), 50))).get('text')).toEqual({
    key: 'text',
    webp: null,
    width: 0,
    height: 0,
  });
  expect((await collect(vision.features(images()))).get('text')).toEqual({ key: 'text', features: null });
});

test('features are the colours of a 16 × 16 picture and the gradients of a grey one, 0–1', async () => {
  const features = await collect(vision.features(photographs(['flat.png', 'camera.png', 'coffee.jpg'])));
  const flat = features.get('flat.png')!.features!;
  expect(flat).toHaveLength(768 + 324);
  expect([...flat.subarray(0, 3), ...flat.subarray(765, 768)]).toEqual(
    [130, 128, 120, 130, 128, 120].map((value) => Math.fround(value / 255)),
  );
  const grey = features.get('camera.png')!.features!;
  expect([grey[1], grey[2]]).toEqual([grey[0], grey[0]]);
  const gradients = (name: string) => features.get(name)!.features!.subarray(768);
  expect(gradients('flat.png').every((value) => value === 0)).toBe(true);
  const [luma] = (await collect(vision.miniatures(photographs(['coffee.jpg'])))).values();
  expect([...gradients('coffee.jpg')]).toEqual([...histogramsOfGradients(luma.luma!)]);
  expect(new Set(features.get('coffee.jpg')!.features!).size).toBeGreaterThan(100);
});

test('an untouched picture is like its target as the scores say, enlarged where it must be', async () => {
  const coffee = photograph('coffee.jpg');
  const { pixels } = await decoded('coffee.jpg');
  const sharp = loadDecoder(process.cwd());
  const noisy = pixels.data.map((value, at) => value + (at % 3 === 0 && value < 250 ? 4 : 0));
  const target = await sharp(noisy, { raw: { ...pixels, channels: 3 } })
    .png()
    .toBuffer();
  const double = resample(pixels, 2 * pixels.width, 2 * pixels.height, 'bicubic');
  const large = await sharp(double.data, { raw: { ...double, channels: 3 } })
    .png()
    .toBuffer();
  async function* pairs() {
    yield { key: 'noisy', bytes: coffee, target };
    yield { key: 'large', bytes: coffee, target: large };
    yield { key: 'text', bytes: coffee, target: Buffer.from('no picture') };
  }
  const found = await collect(vision.untouched(pairs()));
  const picture = (data: Uint8Array) => ({ ...pixels, data });
  expect(found.get('noisy')!.likeness!.psnr).toBeCloseTo(psnr(picture(pixels.data), picture(noisy), 255), 4);
  expect(found.get('noisy')!.likeness!.ssim).toBeCloseTo(
    ssim(picture(pixels.data), picture(noisy), { dataRange: 255 }),
    6,
  );
  expect(found.get('large')!.likeness).toEqual({ psnr: Number.POSITIVE_INFINITY, ssim: expect.closeTo(1, 12) });
  expect(found.get('text')!.likeness).toBeNull();
});

test('versions name the runtime, the decoder and the providers', async () => {
  const { runtime, decoder, providers } = await vision.versions();
  expect(runtime).toMatch(/^onnxruntime \d+\.\d+\.\d+$/);
  expect(decoder).toMatch(/^sharp \d+\.\d+\.\d+ \(libvips \d+\.\d+\.\d+\)$/);
  expect(providers).toContain('cpu');
});
