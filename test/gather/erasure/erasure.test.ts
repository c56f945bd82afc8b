import { afterAll, describe, expect, test } from 'vitest';
import { noCache } from '../../../src/cache/store.ts';
import { registerKey } from '../../../src/gather/erasure/key.ts';
import { decodeCrops, recognise } from '../../../src/gather/erasure/looks.ts';
import { writeEntry } from '../../../src/gather/erasure/register.ts';
import { erasedSamples, erasure } from '../../../src/gather/erasure.ts';
import type { Gathered } from '../../../src/model/facts.ts';
import type { Tools } from '../../../src/model/gatherer.ts';
import { loadDecoder } from '../../../src/vision/child/natives.ts';
import { openVision } from '../../../src/vision/open.ts';
import { samples } from '../../harness/rule/index.ts';
import { snapshotOf } from '../../harness/snapshot.ts';
import { photograph } from '../../vision/photographs.ts';
import { policyOf } from '../policy.ts';

const vision = openVision();
afterAll(() => vision.close());
const sharp = loadDecoder(process.cwd());
const secret = 'a secret of enough bytes';
const policy = {
  ...policyOf({ datasets: { places: { splits: { train: 'data' } } }, models: { net: { data: 'places' } } }),
  erasure: { register: 'erased.jsonl' },
};

function toolsWith(erasure: Tools['erasure']): Tools {
  const rest = { provider: 'cpu', scratch: '', progress: () => {}, note: () => {} };
  return { vision, cache: noCache(), signal: new AbortController().signal, ...rest, ...(erasure && { erasure }) };
}

async function entryOf(bytes: Uint8Array, key = secret): Promise<string> {
  async function* images() {
    yield { key: 'a', bytes };
  }
  for await (const { record } of recognise(images(), vision, true)) {
    const { bytes: content, pixels, looks } = decodeCrops(record)!;
    return writeEntry(registerKey(key), { content, pixels, looks });
  }
  throw new Error('no picture');
}

async function gathered(files: Record<string, string | Uint8Array>, erasureTools: Tools['erasure']) {
  const snapshot = snapshotOf(files);
  const tools = toolsWith(erasureTools);
  const pictures = [...snapshot.files.values()].filter(({ path }) => path.startsWith('data/'));
  const listed = samples(
    'places',
    pictures.map(({ path, hash }) => [path, hash, 'train', 'a']),
  );
  const sofar: Gathered = { facts: { samples: listed }, unread: [] };
  const register = await erasure.gather(snapshot, policy, tools, sofar);
  if (Object.keys(register.entries).length > 0) sofar.facts.erasure = register.entries;
  const found = await erasedSamples.gather(snapshot, policy, tools, sofar);
  const { row = [], by = [], line = [], models } = found.entries.places ?? {};
  return {
    register,
    faults: [...register.faults, ...found.faults].map(({ fault }) => [fault.kind, fault.message]),
    models,
    found: row.map((r, i) => [pictures[r].path, by[i], line[i]]),
    looked: 'places' in found.entries,
  };
}

const rocket = photograph('rocket.jpg');
const astronaut = photograph('astronaut.jpg');

describe('an erased image is recognised', async () => {
  const { width, height } = await sharp(rocket).metadata();
  const register = `${await entryOf(astronaut)}\n${await entryOf(rocket)}\n`;

  test('by its bytes, its pixels in another format, and its look', async () => {
    const files = {
      'data/1.jpg': rocket,
      'data/2.png': await sharp(rocket).png().toBuffer(),
      'data/3.jpg': await sharp(rocket)
        .resize(Math.round(width * 0.6))
        .linear(1.08, 0)
        .jpeg({ quality: 55 })
        .toBuffer(),
      'data/4.jpg': await sharp(rocket)
        .extract({
          left: Math.round(width * 0.04),
          top: 0,
          width: Math.round(width * 0.93),
          height: Math.round(height * 0.96),
        })
        .jpeg({ quality: 80 })
        .toBuffer(),
      'data/5.jpg': await sharp(rocket).rotate(180).jpeg().toBuffer(),
      'data/6.png': await sharp({ create: { width: 40, height: 40, channels: 3, background: 'grey' } })
        .png()
        .toBuffer(),
      'data/7.jpg': Buffer.from('no picture'),
      'erased.jsonl': register,
    };
    const { found, faults, models } = await gathered(files, { text: null, secret });
    expect(faults).toEqual([]);
    expect(found).toEqual([
      ['data/1.jpg', 'content', 2],
      ['data/2.png', 'pixels', 2],
      ['data/3.jpg', 'look', 2],
      ['data/4.jpg', 'look', 2],
    ]);
    expect(models).toEqual(['net']);
  });

  test('by the base branch’s register, which the commit cannot shorten, and by what it adds', async () => {
    const [first, second] = register.split('\n');
    const { found, register: own } = await gathered(
      { 'data/1.jpg': rocket, 'data/2.jpg': astronaut, 'erased.jsonl': second },
      { text: first, secret },
    );
    expect(found.map(([path]) => path)).toEqual(['data/1.jpg', 'data/2.jpg']);
    expect(own.entries.repository.entries).toHaveLength(1);
    expect((await gathered({ 'data/1.jpg': rocket }, { text: register, secret })).found).toHaveLength(1);
  });

  test('a blank picture by its bytes alone', async () => {
    const blank = (background: string) =>
      sharp({ create: { width: 30, height: 30, channels: 3, background } })
        .png()
        .toBuffer();
    const entry = await entryOf(await blank('red'));
    const { found } = await gathered(
      { 'data/1.png': await blank('red'), 'data/2.png': await blank('green'), 'erased.jsonl': entry },
      { text: null, secret },
    );
    expect(found).toEqual([['data/1.png', 'content', 1]]);
  });

  test.each([
    ['without the key', null, 'unavailable', /cannot be read without its key, so that no image was compared with it/],
    [
      'with another key',
      'another secret, long enough',
      'unavailable',
      /Expected the key that line 1 of erased\.jsonl was written with/,
    ],
    ['with a key that is none', 'short', 'usage', /at least 16 bytes/],
  ])('%s nothing was looked at, and that is said', async (_name, other, kind, words) => {
    const { faults, looked } = await gathered(
      { 'data/1.jpg': rocket, 'erased.jsonl': register },
      { text: null, secret: other },
    );
    expect(looked).toBe(false);
    expect(faults).toEqual([[kind, expect.stringMatching(words)]]);
  });

  test('a register with a bad line, and one that is not there, are faults', async () => {
    const bad = await gathered({ 'data/1.jpg': rocket, 'erased.jsonl': `${register}{}` }, { text: null, secret });
    expect(bad.faults).toEqual([['broken', expect.stringMatching(/line 3 of erased\.jsonl/)]]);
    const none = await gathered({ 'data/1.jpg': rocket }, { text: null, secret });
    expect(none.faults).toEqual([
      ['broken', expect.stringMatching(/Expected the erasure register erased\.jsonl but the commit has no such file/)],
    ]);
  });

  test('an empty register takes no key', async () => {
    const { faults, looked } = await gathered(
      { 'data/1.jpg': rocket, 'erased.jsonl': '' },
      { text: null, secret: null },
    );
    expect([faults, looked]).toEqual([[], true]);
  });
});
