import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMetadata } from '../../../src/gather/metadata/read.ts';
import reference from '../../reference/metadata.json' with { type: 'json' };

const read = (bytes: Buffer) => {
  const { kinds, damage, texts } = readMetadata(bytes);
  return { kinds: Object.fromEntries(kinds), damage, texts: texts.map(({ text }) => text.toString()) };
};

/** A JPEG of segments alone. */
function jpeg(...segments: [marker: number, body: Buffer][]): Buffer {
  const parts = segments.map(([marker, body]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0xff, 0xda])]);
}

function png(...chunks: [type: string, body: Buffer][]): Buffer {
  const parts = chunks.map(([type, body]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

type Entry = [tag: number, type: number, count: number, value: number];

/** A big-endian TIFF structure of directories, each at the offset named. */
function tiff(directories: Record<number, { entries: Entry[]; next?: number }>, length = 512): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write('MM\0*', 'latin1');
  bytes.writeUInt32BE(8, 4);
  for (const [at, { entries, next = 0 }] of Object.entries(directories)) {
    let place = Number(at);
    bytes.writeUInt16BE(entries.length, place);
    place += 2;
    for (const [tag, type, count, value] of entries) {
      bytes.writeUInt16BE(tag, place);
      bytes.writeUInt16BE(type, place + 2);
      bytes.writeUInt32BE(count, place + 4);
      bytes.writeUInt32BE(value, place + 8);
      place += 12;
    }
    bytes.writeUInt32BE(next, place);
  }
  return bytes;
}
const exif = (block: Buffer) => jpeg([0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block])]);
const xmp = (text: string) => jpeg([0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${text}`)]);

describe('files of Pillow and piexif, as ExifRead and Pillow read them', () => {
  test.each(reference)('$name', ({ file, exif, xmp }) => {
    const { kinds, damage } = readMetadata(Buffer.from(file, 'base64'));
    expect([...kinds.keys()].sort()).toEqual([...new Set([...exif, ...xmp])].sort());
    for (const [kind, place] of kinds) {
      if (exif.includes(kind) !== xmp.includes(kind)) expect(place, kind).toBe(exif.includes(kind) ? 'EXIF' : 'XMP');
    }
    expect(damage).toEqual([]);
  });
});

describe('what is malformed is said and left out', () => {
  const GPS = 0x8825;
  test.each([
    ['a loop', exif(tiff({ 8: { entries: [], next: 8 } })), [], []],
    [
      'directories that point to each other',
      exif(tiff({ 8: { entries: [[0x8769, 4, 1, 8]] } })),
      [],
      ['EXIF: its directories go round in a circle'],
    ],
    [
      'a huge count',
      exif(tiff({ 8: { entries: [[0xa431, 2, 0xffffffff, 100]] } })),
      [],
      ['EXIF: a value lies outside of it'],
    ],
    [
      'an offset outside',
      exif(tiff({ 8: { entries: [[GPS, 4, 1, 90_000]] } })),
      [],
      ['EXIF: a directory lies outside of it'],
    ],
    [
      'a directory cut short',
      exif(tiff({ 8: { entries: [[GPS, 4, 1, 500]] }, 500: { entries: [] } }).subarray(0, 501)),
      [],
      ['EXIF: a directory lies outside of it'],
    ],
    [
      'no TIFF structure',
      exif(Buffer.from('nothing of the kind')),
      [],
      ['EXIF: it does not begin as a TIFF structure does'],
    ],
    ['a segment cut short', exif(tiff({ 8: { entries: [] } })).subarray(0, 60), [], ['EXIF: its segment is cut short']],
    [
      'a position beside a broken value',
      exif(
        tiff({
          8: {
            entries: [
              [0xa431, 2, 9999, 0],
              [GPS, 4, 1, 200],
            ],
          },
          200: { entries: [[2, 5, 3, 300]] },
        }),
      ),
      ['position'],
      ['EXIF: a value lies outside of it'],
    ],
  ])('%s', (_name, bytes, kinds, damage) => {
    const told = read(bytes);
    expect(Object.keys(told.kinds)).toEqual(kinds);
    if (damage.length > 0) expect(told.damage).toEqual(damage);
  });

  test('a loop of directories ends', () => {
    const many = tiff({
      8: {
        entries: [
          [0x8769, 4, 1, 100],
          [0x8825, 4, 1, 100],
        ],
        next: 200,
      },
      100: { entries: [[0x8769, 4, 1, 8]] },
      200: { entries: [], next: 8 },
    });
    expect(read(exif(many)).damage).toContain('EXIF: its directories go round in a circle');
  });

  test('a text that unfolds to gigabytes is a sentence, and costs a megabyte', () => {
    const bomb = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(2 ** 26))]);
    const before = process.memoryUsage().arrayBuffers;
    const told = read(png(['zTXt', bomb], ['zTXt', bomb], ['tEXt', Buffer.from('Author\0Jane')]));
    expect(told).toMatchObject({ damage: ['text: it unfolds to more than 1 MiB'], kinds: { artist: 'text' } });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });

  test('whatever a byte is changed to, reading ends without an exception', () => {
    const files = reference.map(({ file }) => Buffer.from(file, 'base64'));
    const edit = fc.tuple(fc.nat(4095), fc.nat(255));
    fc.assert(
      fc.property(
        fc.nat(files.length - 1),
        fc.array(edit, { minLength: 1, maxLength: 12 }),
        fc.nat(4096),
        (which, edits, length) => {
          const bytes = Buffer.from(files[which].subarray(0, length + 64));
          for (const [at, value] of edits) bytes[at % bytes.length] = value;
          expect(readMetadata(bytes).thumbnails.length).toBeLessThan(5);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('XMP', () => {
  test.each([
    [
      'a region of a face',
      '<mwg-rs:Regions><rdf:li mwg-rs:Name="x" mwg-rs:Type="Face"/></mwg-rs:Regions>',
      { face: 'XMP' },
    ],
    ['a region of a pet', '<mwg-rs:Regions><rdf:li mwg-rs:Type="Pet"/></mwg-rs:Regions>', {}],
    [
      'Microsoft’s people',
      '<a xmlns:MP="http://ns.microsoft.com/photo/1.2/"><MP:RegionInfo><MPReg:PersonDisplayName>J</MPReg:PersonDisplayName></MP:RegionInfo></a>',
      { face: 'XMP', person: 'XMP' },
    ],
    ['another prefix', '<a foo:OwnerName = "Jane"/>', { owner: 'XMP' }],
    ['an empty property', '<a><aux:OwnerName></aux:OwnerName><aux:SerialNumber/></a>', {}],
    ['a creator tool', '<a xmp:CreatorTool="GIMP"/>', {}],
  ])('%s', (_name, text, kinds) => {
    expect(read(xmp(text)).kinds).toEqual(kinds);
  });

  test('time grows with its length alone', () => {
    const took = (length: number) => {
      const text = `<a ${'x:OwnerName '.repeat(length)}`;
      const packet = png(['iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${text}`)]);
      const started = performance.now();
      readMetadata(packet);
      return performance.now() - started;
    };
    took(1_000);
    const short = Math.min(took(20_000), took(20_000));
    expect(Math.min(took(160_000), took(160_000))).toBeLessThan(40 * (short + 5));
  });
});

test('IPTC by-line and city in Photoshop’s resources, the second in a segment of its own', () => {
  const record = (dataset: number, text: string) =>
    Buffer.concat([Buffer.from([0x1c, 2, dataset, 0, text.length]), Buffer.from(text)]);
  const iptc = Buffer.concat([record(80, 'Ann'), record(90, 'Ulm'), record(120, 'write to a@b.de')]);
  const head = Buffer.from([0x38, 0x42, 0x49, 0x4d, 4, 4, 0, 0, 0, 0, 0, iptc.length]);
  const all = Buffer.concat([head, iptc]);
  const segment = (body: Buffer): [number, Buffer] => [0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), body])];
  const told = read(jpeg(segment(all.subarray(0, 20)), segment(all.subarray(20))));
  expect(told).toMatchObject({
    kinds: { artist: 'IPTC', place: 'IPTC' },
    texts: ['Ann', 'write to a@b.de'],
    damage: [],
  });
});

test('comments of GIF and JPEG, and ImageMagick’s raw profiles', () => {
  const gif = Buffer.concat([
    Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1'),
    Buffer.from([0x21, 0xfe, 5]),
    Buffer.from('hello'),
    Buffer.from([0, 0x3b]),
  ]);
  expect(read(gif).texts).toEqual(['hello']);
  expect(read(jpeg([0xfe, Buffer.from('by Jane')])).texts).toEqual(['by Jane']);
  const block = tiff({ 8: { entries: [[0x8825, 4, 1, 100]] }, 100: { entries: [[4, 5, 3, 200]] } });
  const profile = Buffer.from(`Raw profile type exif\0\0\nexif\n     ${block.length}\n${block.toString('hex')}\n`);
  expect(read(png(['tEXt', Buffer.from(profile.toString('latin1').replace('\0\0', '\0'), 'latin1')])).kinds).toEqual({
    position: 'EXIF',
  });
});
