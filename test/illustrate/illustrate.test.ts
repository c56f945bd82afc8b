import exifReader from 'exif-reader';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { illustrate } from '../../src/illustrate/illustrate.ts';
import type { DatasetChanges, SampleChange } from '../../src/model/facts.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Picture } from '../../src/model/report.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { openVision } from '../../src/vision/open.ts';
import { changes } from '../harness/rule/index.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { byCause, finding, result } from '../report/sample/make.ts';
import type { RuleId } from '../report/sample/rules.ts';

const vision = openVision();
afterAll(() => vision.close());

const solid = (background: string, width = 320, height = 200) =>
  sharp({ create: { width, height, channels: 3, background } });

const red = await solid('red').png().toBuffer();
const green = await solid('lime').png().toBuffer();
const tiny = await solid('blue', 28, 28).png().toBuffer();
/** A photograph that says who owns the camera and where it stood, stored a quarter turned. */
const located = await solid('yellow')
  .withExif({ IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
  .withMetadata({ orientation: 6 })
  .jpeg()
  .toBuffer();

const head = snapshotOf({
  'train/red.png': red,
  'test/red.png': red,
  'train/green.png': green,
  'train/tiny.png': tiny,
  'train/located.jpg': located,
  'train/broken.png': red.subarray(0, 60),
});

const hashAt = (snapshot: Snapshot, path: string) => snapshot.files.get(path)!.hash;

function about(rule: RuleId, paths: string[], snapshot: Snapshot = head): Finding {
  const images = paths.map((path) => ({ path, hash: hashAt(snapshot, path), side: snapshot.side }));
  return finding(rule, paths[0], `${paths[0]} is at fault.`, {
    identity: images.map(({ hash }) => hash).join(' '),
    evidence: { kind: paths.length > 1 ? 'pair' : 'image', images },
  });
}

async function draw(
  findings: readonly Finding[],
  base: Snapshot | null = null,
  datasets: readonly DatasetChanges[] = [],
): Promise<Picture[]> {
  const rules = [...new Set(findings.map(({ rule }) => rule as RuleId))];
  const results = rules.map((rule) => result(rule, { findings: findings.filter((one) => one.rule === rule) }));
  return illustrate({ causes: byCause(results), datasets }, { base, head }, vision);
}

/** Changes of a dataset, each by its kind and path, of base where it is removed. */
function changed(list: [SampleChange['kind'], path: string][], base: Snapshot): DatasetChanges[] {
  const samples = list.map(([kind, path]) => {
    const from = kind === 'modified' ? { hash: hashAt(base, path) } : undefined;
    return { kind, path, hash: hashAt(kind === 'removed' ? base : head, path), ...(from && { from }) };
  });
  return Object.values(changes({ pets: samples }));
}

const bytesOf = (uri: string) => Buffer.from(uri.replace('data:image/webp;base64,', ''), 'base64');
const colourAt = async (uri: string) => [...(await sharp(bytesOf(uri)).resize(1, 1).removeAlpha().raw().toBuffer())];

describe('a finding with evidence', () => {
  test('has its picture: small, in proportion, in the image’s colours', async () => {
    const leak = about('training-data/split-leakage', ['train/red.png', 'train/green.png']);
    const [picture] = await draw([leak]);
    expect(picture.fingerprint).toBe(leak.fingerprint);
    expect(picture.images.map(({ caption, width, height }) => ({ caption, width, height }))).toEqual([
      { caption: 'train/red.png', width: 160, height: 100 },
      { caption: 'train/green.png', width: 160, height: 100 },
    ]);
    const [first, second] = await Promise.all(picture.images.map(({ uri }) => colourAt(uri)));
    expect(first[0]).toBeGreaterThan(230);
    expect(first[1]).toBeLessThan(25);
    expect(second[1]).toBeGreaterThan(230);
  });

  test('of a picture smaller than a thumbnail shows it as it is', async () => {
    const [{ images }] = await draw([about('training-data/dark-image', ['train/tiny.png'])]);
    expect(images[0]).toMatchObject({ width: 28, height: 28 });
  });

  test('shows both copies of the same bytes, each by its own path', async () => {
    const [{ images }] = await draw([about('training-data/split-leakage', ['train/red.png', 'test/red.png'])]);
    expect(images.map(({ caption }) => caption)).toEqual(['train/red.png', 'test/red.png']);
    expect(images[0].uri).toBe(images[1].uri);
  });

  test('shows what only the base has', async () => {
    const base = snapshotOf({ 'train/old.png': tiny, 'train/red.png': red }, 'base');
    const [{ images }] = await draw([about('training-data/dark-image', ['train/old.png'], base)], base);
    expect(images).toHaveLength(1);
  });

  test('of many has the most urgent ones drawn', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...about('training-data/blurry-image', ['train/red.png']),
      fingerprint: String(index).padStart(16, '0'),
    }));
    const pictures = await draw(many);
    expect(pictures.map(({ fingerprint }) => fingerprint)).toEqual(
      many.slice(0, 24).map(({ fingerprint }) => fingerprint),
    );
  });
});

describe('a changed image', () => {
  const base = snapshotOf({ 'train/old.png': located, 'train/red.png': green }, 'base');

  test('has its picture by its content: one that is gone as base has it, one that was replaced from both', async () => {
    const list = changed(
      [
        ['added', 'train/tiny.png'],
        ['removed', 'train/old.png'],
        ['modified', 'train/red.png'],
        ['renamed', 'train/green.png'],
      ],
      base,
    );
    const pictures = await draw([], base, list);
    expect(pictures.map(({ fingerprint }) => fingerprint)).toEqual([
      `image:${hashAt(head, 'train/tiny.png')}`,
      `image:${hashAt(base, 'train/old.png')}`,
      `image:${hashAt(base, 'train/red.png')}`,
      `image:${hashAt(head, 'train/red.png')}`,
    ]);
  });

  test('has none where it has a privacy finding, or had one that this change fixes', async () => {
    const private_ = about('ethics/location-metadata', ['train/located.jpg']);
    const list = changed([['added', 'train/located.jpg']], base);
    expect(await draw([private_], base, list)).toEqual([]);
    const fixed = result('ethics/location-metadata', { fixed: [private_] });
    expect(await illustrate({ causes: byCause([fixed]), datasets: list }, { base, head }, vision)).toEqual([]);
  });

  test('has one if it is among the first of its kind', async () => {
    const paths = Array.from({ length: 9 }, (_, index) => `train/${index}.png`);
    const many = snapshotOf(
      Object.fromEntries(paths.map((path, index) => [path, Buffer.concat([tiny, Buffer.alloc(index)])])),
    );
    const samples = paths.map((path) => ({ path, hash: hashAt(many, path) }));
    const datasets = Object.values(changes({ pets: samples }));
    const pictures = await illustrate({ causes: [], datasets }, { base: null, head: many }, vision);
    expect(pictures).toHaveLength(4);
  });
});

describe('metadata', () => {
  test('is stripped, and its turn applied', async () => {
    const before = exifReader((await sharp(located).metadata()).exif!);
    expect(before.GPSInfo?.GPSLatitudeRef).toBe('N');
    const [{ images }] = await draw([about('training-data/dark-image', ['train/located.jpg'])]);
    const { exif, icc, xmp, iptc, orientation, width, height } = await sharp(bytesOf(images[0].uri)).metadata();
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    expect([width, height]).toEqual([100, 160]);
  });
});

describe('no picture', () => {
  test('of a finding without evidence', async () => {
    expect(await draw([finding('fitting/overfitting', 'classifier', 'It overfits.')])).toEqual([]);
  });

  test('of a privacy finding, nor of its image in any other', async () => {
    const private_ = about('ethics/location-metadata', ['train/located.jpg']);
    const blurred = about('training-data/blurry-image', ['train/located.jpg']);
    const copied = about('training-data/split-leakage', ['train/red.png', 'train/located.jpg']);
    const other = about('training-data/dark-image', ['train/tiny.png']);
    const pictures = await draw([private_, blurred, copied, other]);
    expect(pictures.map(({ fingerprint }) => fingerprint)).toEqual([other.fingerprint]);
  });

  test('of an image whose privacy finding shows no evidence and is waived', async () => {
    const path = 'train/located.jpg';
    const located_ = finding('ethics/location-metadata', path, `${path} holds a GPS position.`, {
      identity: hashAt(head, path),
      waiver: { reason: 'known', until: '2099-01-01' },
    });
    expect(await draw([located_, about('training-data/blurry-image', [path])])).toEqual([]);
  });

  test('of an image that cannot be decoded or is not there; the others stay', async () => {
    const gone = {
      kind: 'image' as const,
      images: [{ path: 'train/gone.png', hash: 'git:gone', side: 'head' as const }],
    };
    const pictures = await draw([
      about('training-data/unreadable-image', ['train/broken.png']),
      finding('training-data/exact-duplicate', 'train/gone.png', 'It is gone.', { evidence: gone }),
      about('training-data/split-leakage', ['train/broken.png', 'train/green.png']),
    ]);
    expect(pictures.map(({ images }) => images.map(({ caption }) => caption))).toEqual([['train/green.png']]);
  });

  test('where there is nothing to draw, and no decoder is started', async () => {
    const closed = openVision();
    await closed.close();
    expect(
      await illustrate({ causes: byCause([result('metrics/regression')]), datasets: [] }, { base: null, head }, closed),
    ).toEqual([]);
  });
});

test('a symbolic link is not followed', async () => {
  const contents: Record<string, Content> = { 'train/link.png': { symlink: '/etc/passwd' } };
  const linked = snapshotOf(contents);
  const results = [
    result('training-data/dark-image', { findings: [about('training-data/dark-image', ['train/link.png'], linked)] }),
  ];
  expect(await illustrate({ causes: byCause(results), datasets: [] }, { base: null, head: linked }, vision)).toEqual(
    [],
  );
});
