import { describe, expect, test } from 'vitest';
import { profileName } from '../../../src/vision/child/colour-profile.ts';
import { decode } from '../../../src/vision/child/decode.ts';
import { compression } from '../../../src/vision/child/jpeg-tables.ts';
import { loadDecoder } from '../../../src/vision/child/natives.ts';

const sharp = loadDecoder(process.cwd());
const noise = sharp({
  create: { width: 16, height: 16, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
});
const jpeg = (quality: number) => noise.clone().jpeg({ quality, optimiseCoding: false }).toBuffer();

describe('JPEG tables', () => {
  test('tell the quality that libjpeg was asked for', async () => {
    const qualities = Array.from({ length: 100 }, (_, index) => index + 1);
    const found = await Promise.all(qualities.map(async (quality) => compression(await jpeg(quality)).quality));
    expect(found).toEqual(qualities);
  });

  test('have a digest that is the same for the same tables alone', async () => {
    const [one, other] = await Promise.all([jpeg(80), jpeg(81)]);
    const again = await noise.clone().negate().jpeg({ quality: 80 }).toBuffer();
    expect(compression(again).tables).toBe(compression(one).tables);
    expect(compression(other).tables).not.toBe(compression(one).tables);
  });

  test('that are cut off or announce too much are not read past their end', async () => {
    const bytes = await jpeg(75);
    const start = bytes.indexOf(Buffer.of(0xff, 0xdb));
    expect(compression(bytes.subarray(0, start))).toEqual({ quality: null, tables: '' });
    expect(compression(bytes.subarray(0, start + 20))).toEqual({ quality: null, tables: '' });
    const long = Buffer.from(bytes);
    long.writeUInt16BE(0xffff, start + 2);
    expect(compression(long).quality).toBe(75);
    const endless = Buffer.from(bytes.subarray(0, start + 70));
    endless.writeUInt16BE(0, start + 2);
    expect(compression(endless).quality).toBeNull();
  });
});

describe('colour profiles', () => {
  test('say their names', async () => {
    const named = async (name: string) =>
      profileName((await sharp(await noise.clone().withIccProfile(name).png().toBuffer()).metadata()).icc);
    expect(await named('srgb')).toMatch(/sRGB/);
    expect(await named('p3')).toMatch(/P3/);
    expect(profileName(undefined)).toBe('');
  });

  test('without a readable name are told apart by a digest', () => {
    expect(profileName(Buffer.alloc(10))).toMatch(/^[0-9a-f]{16}$/);
    const tag = Buffer.alloc(200);
    tag.writeUInt32BE(1, 128);
    tag.write('desc', 132);
    tag.writeUInt32BE(0xffffff00, 136);
    expect(profileName(tag)).toMatch(/^[0-9a-f]{16}$/);
    expect(profileName(tag)).not.toBe(profileName(Buffer.alloc(10)));
  });

  test('in version 4 say their names in UTF-16', () => {
    const profile = Buffer.alloc(200);
    profile.writeUInt32BE(1, 128);
    profile.write('desc', 132);
    profile.writeUInt32BE(150, 136);
    profile.write('mluc', 150);
    profile.writeUInt32BE(1, 158);
    profile.writeUInt32BE(10, 170);
    profile.writeUInt32BE(28, 174);
    Buffer.from('Größe', 'utf16le').swap16().copy(profile, 178);
    expect(profileName(profile)).toBe('Größe');
  });
});

describe('headers', () => {
  const header = async (bytes: Buffer) => {
    const { mode, depth, frames, progressive } = (await decode(sharp, bytes, 1e6)).header;
    return [mode, depth, frames, progressive];
  };

  test('tell colour mode and depth as stored', async () => {
    const square = { width: 8, height: 8 };
    const grey = noise.clone().toColourspace('b-w');
    expect(await header(await grey.png().toBuffer())).toEqual(['grey', 8, 1, false]);
    expect(await header(await noise.clone().ensureAlpha(0.5).png().toBuffer())).toEqual(['rgb alpha', 8, 1, false]);
    expect(await header(await noise.clone().toColourspace('rgb16').png().toBuffer())).toEqual(['rgb', 16, 1, false]);
    expect(await header(await noise.clone().toColourspace('grey16').png().toBuffer())).toEqual(['grey', 16, 1, false]);
    expect(await header(await noise.clone().toColourspace('cmyk').jpeg().toBuffer())).toEqual(['cmyk', 8, 1, false]);
    const palette = sharp({ create: { ...square, channels: 3, background: 'red' } }).png({ palette: true, colours: 4 });
    expect((await header(await palette.toBuffer()))[0]).toBe('palette');
  });

  test('tell frames and progressive scans', async () => {
    expect(await header(await noise.clone().jpeg({ progressive: true }).toBuffer())).toEqual(['rgb', 8, 1, true]);
    const frames = await Promise.all(
      ['red', 'green', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const animated = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await header(animated))[2]).toBe(3);
  });
});
