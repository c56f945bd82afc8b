import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Corruption } from '../../../../src/model/vision.ts';
import { corrupt } from '../../../../src/vision/pixels/corruptions/corrupt.ts';
import type { Pixels } from '../../../../src/vision/pixels/image.ts';

interface Reference {
  side: number;
  picture: string;
  cases: (Corruption & { pixels: string })[];
}
const { side, picture, cases }: Reference = JSON.parse(
  readFileSync(new URL('../../../reference/corruptions.json', import.meta.url), 'utf8'),
);
const pixels: Pixels = { width: side, height: side, channels: 3, data: Buffer.from(picture, 'hex') };

async function recode({ width, height, channels, data }: Pixels, quality: number): Promise<Pixels> {
  const jpeg = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return { width, height, channels, data: await sharp(jpeg).raw().toBuffer() };
}

describe.each(cases)('$name at severity $severity', ({ name, severity, pixels: wanted }) => {
  test('gives the pixels of ImageNet-C', async () => {
    const { data } = await corrupt(pixels, { name, severity }, recode);
    const expected = Buffer.from(wanted, 'hex');
    const differences = Array.from(data, (value, i) => Math.abs(value - expected[i]));
    const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
    // Binary fractions that fall to either side of a whole grey level; another decoder's smoothing of colours for JPEG.
    const [most, average] = name === 'JPEG compression' ? [40, 1.5] : [1, 0.02];
    expect(Math.max(...differences)).toBeLessThanOrEqual(most);
    expect(mean).toBeLessThan(average);
  });
});

test.each([1, 3, 5])(
  'gaussian noise of severity %i has the published deviation about the picture',
  async (severity) => {
    const grey: Pixels = { width: 256, height: 256, channels: 1, data: new Uint8Array(65536).fill(128) };
    const corruption = { name: 'gaussian noise', severity } as const;
    const { data } = await corrupt(grey, corruption, recode);
    const deviation = [0.08, 0.12, 0.18, 0.26, 0.38][severity - 1];
    const shares = Array.from(data, (value) => (value + 0.5) / 255 - 128 / 255);
    // What is clipped at black and white has no moments: the share within one deviation has them.
    const within = shares.filter((share) => Math.abs(share) < deviation).length / shares.length;
    // A grey level is up to a twentieth of the deviation.
    expect(Math.abs(within - 0.6827)).toBeLessThan(0.01);
    expect(shares.filter((share) => share > 0).length / shares.length).toBeCloseTo(0.5, 1);
    expect(await corrupt(grey, corruption, recode)).toEqual({ ...grey, data });
  },
);

test('grey pictures stay grey, and keep their size', async () => {
  const grey: Pixels = { width: 8, height: 4, channels: 1, data: new Uint8Array(32).map((_, i) => 8 * i) };
  for (const name of ['gaussian noise', 'gaussian blur', 'JPEG compression', 'brightness', 'contrast'] as const) {
    const corrupted = await corrupt(grey, { name, severity: 1 }, async (own) => own);
    expect(corrupted).toMatchObject({ width: 8, height: 4, channels: 1 });
    expect(corrupted.data).toHaveLength(32);
  }
});
