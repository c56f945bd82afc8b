import { afterAll, expect, test } from 'vitest';
import { noCache } from '../../src/cache/store.ts';
import { images } from '../../src/gather/images.ts';
import { nearDuplicates } from '../../src/gather/near-duplicates.ts';
import type { Facts, Gathered } from '../../src/model/facts.ts';
import type { Cache, Tools } from '../../src/model/gatherer.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { loadDecoder } from '../../src/vision/child/natives.ts';
import { openVision } from '../../src/vision/open.ts';
import { samples } from '../harness/rule/index.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { photograph } from '../vision/photographs.ts';

const vision = openVision();
afterAll(() => vision.close());
const sharp = loadDecoder(process.cwd());
const policy = {} as Policy;

/** Tools that count what the decoder was asked for. */
function counting(cache: Cache): Tools & { described: number; reduced: number } {
  const tools = {
    vision: {
      ...vision,
      async *describe(encoded: Parameters<typeof vision.describe>[0]) {
        for await (const answer of vision.describe(encoded)) {
          tools.described += 1;
          yield answer;
        }
      },
      async *miniatures(encoded: Parameters<typeof vision.miniatures>[0]) {
        for await (const answer of vision.miniatures(encoded)) {
          tools.reduced += 1;
          yield answer;
        }
      },
    },
    cache,
    signal: new AbortController().signal,
    provider: 'cpu',
    scratch: '',
    progress: () => {},
    note: () => {},
    described: 0,
    reduced: 0,
  };
  return tools;
}

function listed(snapshot: Snapshot): Facts['samples'] {
  return samples(
    'pictures',
    [...snapshot.files.values()].map(({ path, hash }) => [path, hash, 'train', 'a']),
  );
}

async function gathered(files: Record<string, Content>, tools: Tools, other?: Gathered): Promise<Gathered> {
  const snapshot = snapshotOf(files);
  const sofar: Gathered = { facts: { samples: listed(snapshot) }, unread: [] };
  sofar.facts.images = (await images.gather(snapshot, policy, tools, sofar, other)).entries;
  sofar.facts.nearDuplicates = (await nearDuplicates.gather(snapshot, policy, tools, sofar, other)).entries;
  return sofar;
}

function pairs({ facts }: Gathered): [string, string, number][] {
  const { first, second, confirmed } = facts.nearDuplicates!.pictures;
  const { path } = facts.samples!.pictures;
  return [...first].map((row, i) => [path[row], path[second[i]], confirmed[i]]);
}

const coffee = photograph('coffee.jpg');
const astronaut = photograph('astronaut.jpg');
const files = {
  'a.jpg': coffee,
  'b.jpg': await sharp(coffee).resize({ width: 200 }).jpeg({ quality: 60 }).toBuffer(),
  'c.jpg': astronaut,
  'd.png': photograph('flat.png'),
  'e.png': await sharp({ create: { width: 50, height: 50, channels: 3, background: 'black' } })
    .png()
    .toBuffer(),
  'f.jpg': coffee.subarray(0, 2_000),
  'g.jpg': coffee,
};

test('pairs are of different contents; neither flat nor broken pictures have any', async () => {
  const tools = counting(noCache());
  expect(pairs(await gathered(files, tools))).toEqual([['a.jpg', 'b.jpg', 1]]);
  expect([tools.described, tools.reduced]).toEqual([6, 2]);
});

test('a change costs what it brings in, and finds what all with all finds', async () => {
  const base = await gathered(files, counting(noCache()));
  const smaller = await sharp(astronaut).resize({ width: 160 }).jpeg().toBuffer();
  const { 'c.jpg': kept, 'f.jpg': _, ...rest } = files;
  const changed = { ...rest, 'h.jpg': smaller, 'renamed.jpg': kept };
  const tools = counting(noCache());
  const head = await gathered(changed, tools, base);
  expect(pairs(head)).toEqual([
    ['a.jpg', 'b.jpg', 1],
    ['h.jpg', 'renamed.jpg', 1],
  ]);
  expect([tools.described, tools.reduced]).toEqual([1, 2]);
  const alone = await gathered(changed, counting(noCache()));
  expect(alone.facts).toEqual(head.facts);
});

test('a set that was compared before is not compared again', async () => {
  const cache = noCache();
  const first = await gathered(files, counting(cache));
  const tools = counting(cache);
  const again = await gathered(files, tools);
  expect(again.facts).toEqual(first.facts);
  // What is broken is kept as broken.
  expect([tools.described, tools.reduced]).toEqual([0, 0]);
});
