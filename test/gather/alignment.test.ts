import type { Sharp as Picture } from 'sharp';
import { describe, expect, test } from 'vitest';
import { alignedAgreement, isOnePicture } from '../../src/gather/alignment.ts';
import { decode } from '../../src/vision/child/decode.ts';
import { loadDecoder } from '../../src/vision/child/natives.ts';
import { miniature } from '../../src/vision/pixels/miniature.ts';
import { photograph } from '../vision/photographs.ts';

const sharp = loadDecoder(process.cwd());
const different = [
  'astronaut.jpg',
  'coffee.jpg',
  'camera.jpg',
  'chelsea.webp',
  'gravel.jpg',
  'hubble.jpg',
  'rocket.jpg',
];

async function small(picture: Picture): Promise<Uint8Array> {
  const { pixels, header } = await decode(sharp, await picture.toBuffer(), 1e8);
  return miniature(pixels, header.orientation);
}
const original = (name: string) => small(sharp(photograph(name)).png());

describe('one picture in other bytes', () => {
  const copies: [string, (picture: Picture, width: number, height: number) => Picture][] = [
    ['strongly compressed', (picture) => picture.jpeg({ quality: 30 })],
    ['at half its size', (picture, width) => picture.resize({ width: width >> 1 }).jpeg()],
    ['at twice its size', (picture, width) => picture.resize({ width: 2 * width }).webp()],
    ['darker', (picture) => picture.linear(0.9, 0).jpeg()],
    ['in grey', (picture) => picture.greyscale().jpeg()],
    [
      'without a tenth of its width and height',
      (picture, width, height) =>
        picture
          .extract({
            left: width >> 5,
            top: height >> 4,
            width: Math.round(width * 0.9),
            height: Math.round(height * 0.9),
          })
          .jpeg(),
    ],
    [
      'with a stamp in a corner',
      (picture, width, height) =>
        picture
          .composite([
            {
              input: { create: { width: width >> 2, height: height >> 3, channels: 3, background: 'white' } },
              left: 4,
              top: 4,
            },
          ])
          .jpeg(),
    ],
  ];
  test.each(copies)('%s', async (_name, change) => {
    for (const name of ['astronaut.jpg', 'coffee.jpg', 'camera.jpg', 'chelsea.webp']) {
      const { width, height } = await sharp(photograph(name)).metadata();
      const copy = await small(change(sharp(photograph(name)), width, height));
      expect(alignedAgreement(await original(name), copy), name).toBeGreaterThan(0.9);
    }
  });

  test('turned, where its orientation says so', async () => {
    const turned = await decode(sharp, photograph('turned.jpg'), 1e8);
    const upright = await small(sharp(photograph('turned.jpg')).autoOrient().png());
    expect(isOnePicture(miniature(turned.pixels, turned.header.orientation), upright)).toBe(true);
    expect(isOnePicture(miniature(turned.pixels, 1), upright)).toBe(false);
  });
});

describe('not one picture', () => {
  test('different photographs', async () => {
    const all = await Promise.all(different.map(original));
    for (const [i, first] of all.entries()) {
      for (const second of all.slice(i + 1)) expect(alignedAgreement(first, second)).toBeLessThan(0.6);
    }
  });

  test('pictures without fine structure, which would agree with anything', async () => {
    const flat = await original('flat.png');
    expect(isOnePicture(flat, flat)).toBe(false);
    const ramp = Uint8Array.from({ length: 4096 }, (_, i) => 3 * (i % 64));
    expect(
      isOnePicture(
        ramp,
        ramp.map((value) => value + 9),
      ),
    ).toBe(false);
  });

  test('a picture and its half', async () => {
    const { width, height } = await sharp(photograph('coffee.jpg')).metadata();
    const half = sharp(photograph('coffee.jpg')).extract({ left: 0, top: 0, width: width >> 1, height });
    expect(isOnePicture(await original('coffee.jpg'), await small(half.png()))).toBe(false);
  });
});
