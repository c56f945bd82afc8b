import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePng } from '../../../src/gather/png/decode.ts';
import { Fault } from '../../../src/model/fault.ts';
import { chunk, grey, pixels, png } from './write.ts';

interface Case {
  colour: number;
  depth: number;
  interlaced: boolean;
  width: number;
  height: number;
  file: string;
  samples: number[];
  palette: number[] | null;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../../reference/png.json', import.meta.url), 'utf8'));

describe('PNG', () => {
  test.each(
    cases.map(
      (one) =>
        [
          `colour ${one.colour}, ${one.depth} bits, ${one.width}×${one.height}${one.interlaced ? ', interlaced' : ''}`,
          one,
        ] as const,
    ),
  )('%s is what Pillow reads', (_, { file, width, height, samples, palette }) => {
    const decoded = decodePng(Buffer.from(file, 'base64'));
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    expect([...decoded.samples]).toEqual(samples);
    expect(decoded.palette && [...decoded.palette]).toEqual(palette);
  });

  test.each([
    ['an empty file', Buffer.alloc(0), 'Expected a PNG but received an empty file.'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), 'a file of another kind'],
    ['a pointer of Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'a file of another kind'],
    ['no header', Buffer.concat([png(grey(1, 1)).subarray(0, 8), chunk('IDAT', new Uint8Array())]), 'a header first'],
    ['no pixels', png(grey(1, 1)), 'Expected 2 bytes of pixels but received data that cannot be inflated'],
    ['too few pixels', png(grey(2, 2), pixels(0, 1, 2)), 'Expected 6 bytes of pixels but received 3'],
    ['too many pixels', png(grey(1, 1), pixels(0, 1, 2)), 'Expected 2 bytes of pixels but received more'],
    ['an unknown filter', png(grey(1, 1), pixels(5, 1)), 'Expected a filter from 0 to 4 but received 5'],
    ['no width', png(grey(0, 1), pixels(0)), 'a picture with pixels but received 0 × 1'],
    [
      'a palette that is missing',
      png([0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 0], pixels(0, 1)),
      'Expected a palette but received none',
    ],
    ['3 bits', png(grey(1, 1, 3), pixels(0, 1)), 'type 0 with 3 bits'],
    [
      'a bomb of pixels',
      png([0, 1, 0, 0, 0, 1, 0, 0, 8, 0, 0, 0, 0], pixels(0)),
      'at most 178956970 pixels but received 65536 × 65536',
    ],
    [
      'a bomb of bytes',
      png([0, 0, 0x30, 0, 0, 0, 0x30, 0, 16, 6, 0, 0, 0], pixels(0)),
      'at most 1073741824 bytes of pixels',
    ],
    [
      'a bomb of zeros',
      png(grey(1, 1), chunk('IDAT', deflateSync(Buffer.alloc(10_000_000)))),
      'Expected 2 bytes of pixels but received more',
    ],
  ])('with %s is a fault', (_, bytes, sentence) => {
    expect(() => decodePng(bytes)).toThrow(Fault);
    expect(() => decodePng(bytes)).toThrow(sentence);
  });

  test('is a fault wherever it is cut, and wherever a bit of it is turned', () => {
    const { file, samples } = cases.find(({ width, interlaced }) => width === 13 && interlaced)!;
    const whole = Buffer.from(file, 'base64');
    expect([...decodePng(whole).samples]).toEqual(samples);
    for (let end = 0; end < whole.length; end++) expect(() => decodePng(whole.subarray(0, end))).toThrow(Fault);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const turned = Buffer.from(whole);
      turned[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodePng(turned)).toThrow(Fault);
    }
  });

  test('of any bytes with a right checksum is a fault or a picture', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    const header = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(1, 2, 4, 8, 16),
      fc.constantFrom(0, 2, 3, 4, 6),
      fc.integer({ min: 0, max: 1 }),
    );
    fc.assert(
      fc.property(header, bytes, bytes, ([width, height, depth, colour, interlace], data, palette) => {
        const parts = [chunk('PLTE', palette), chunk('IDAT', deflateSync(data))];
        try {
          const decoded = decodePng(png([0, 0, 0, width, 0, 0, 0, height, depth, colour, 0, 0, interlace], ...parts));
          expect(decoded.samples).toHaveLength(width * height * decoded.channels);
        } catch (fault) {
          expect(fault).toBeInstanceOf(Fault);
        }
      }),
      { seed: 3 },
    );
  });
});
