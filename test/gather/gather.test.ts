import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCache } from '../../src/cache/store.ts';
import { gatherPair, gatherSide, withSources } from '../../src/gather/gather.ts';
import type { ClassificationResults, Gathered, GatheredPair } from '../../src/model/facts.ts';
import type { GatheredSide, Tools } from '../../src/model/gatherer.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { scoreNames } from '../../src/score/names.ts';
import { openVision } from '../../src/vision/open.ts';
import { colourPolicy, colours, picture } from '../harness/colours.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';

const scratch = mkdtempSync(join(tmpdir(), 'gather-'));
const vision = openVision();
const cache = openCache({ directories: [] });
const notes: string[] = [];
const tools: Tools = {
  vision,
  cache,
  scratch,
  signal: new AbortController().signal,
  provider: 'cpu',
  progress: () => {},
  note: (text) => notes.push(text),
};
const reading = 'config/preprocessor_config.json';
const text = colourPolicy.replace(/preprocessing: .*/, `preprocessing: ${reading}`).replace(/rules:[\s\S]*/, '');
const parsed = parsePolicy(text, {
  path: 'vision-gate.yml',
  commit: '0'.repeat(40),
  side: 'base',
  rules: [],
  scores: { ...scoreNames, classification: ['accuracy'] },
});
if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
const { policy } = parsed;
const wanted = withSources([
  'governance',
  'scores',
  'baselines',
  'probes',
  'changes',
  'modelChanges',
  'comparisons',
  'latency',
  'gate',
]);
const preprocessing = (order: 'rgb' | 'bgr') =>
  JSON.stringify({
    size: { height: 32, width: 32 },
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: false,
    channel_order: order,
  });

let base: GatheredSide;
let head: GatheredSide;
let pair: GatheredPair;

async function side(files: Record<string, Content>, name: 'base' | 'head'): Promise<GatheredSide> {
  const snapshot = snapshotOf(files, name);
  return { snapshot, policy, gathered: await gatherSide(snapshot, policy, tools, wanted) };
}

beforeAll(async () => {
  const tree = (await colours({ train: 8, test: 6 })) as Record<string, Content>;
  const more = Object.fromEntries(
    await Promise.all(
      [500, 501, 502].map(async (number) => [`data/test/green/${number}.png`, await picture('green', number)] as const),
    ),
  );
  base = await side({ ...tree, [reading]: preprocessing('rgb') }, 'base');
  head = await side(
    { ...tree, ...more, 'data/test/red/broken.png': 'No picture.', [reading]: preprocessing('bgr') },
    'head',
  );
  pair = await gatherPair(base, head, tools, wanted);
});
afterAll(async () => {
  await vision.close();
  cache.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('one side', () => {
  test('has every fact that its files can give, and nothing unread', () => {
    expect(base.gathered.unread).toEqual([]);
    expect(Object.keys(base.gathered.facts).sort()).toEqual([
      'baselines',
      'governance',
      'images',
      'models',
      'pixelStatistics',
      'predictions',
      'probes',
      'samples',
      'scores',
    ]);
  });

  test('describes each image, and says why one cannot be read', () => {
    const { images, samples } = head.gathered.facts;
    const row = samples!.colours.path.indexOf('data/test/red/broken.png');
    expect(images!.colours.error[row]).toMatch(/\w/);
    expect(images!.colours.error.filter((error) => error !== null)).toHaveLength(1);
    expect(images!.colours.width[0]).toBe(96);
  });

  test('predicts each labelled image that can be read', () => {
    const { splits } = head.gathered.facts.predictions!.classifier;
    expect(splits.test.rows).toHaveLength(21);
    expect(splits.test.unreadable).toBe(1);
    expect(splits.train.rows).toHaveLength(24);
    for (const row of [0, 20]) {
      const probabilities = (splits.test.results as ClassificationResults).scores.subarray(row * 3, row * 3 + 3);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    }
  });

  test('scores what it predicted', () => {
    expect(base.gathered.facts.scores!.classifier.splits.test).toMatchObject({
      n: 18,
      values: { accuracy: 1, macro_f1: 1 },
    });
    // Read as BGR, only green is still what it was.
    expect(head.gathered.facts.scores!.classifier.splits.test.values.accuracy).toBeCloseTo(9 / 21, 12);
  });

  test('finds the preprocessing that does better than the declared one', () => {
    const { probes } = head.gathered.facts.probes!.classifier;
    const rgb = probes.find(({ alternative }) => alternative === 'RGB instead of BGR');
    expect(rgb?.select.alternative).toBeLessThan(rgb?.select.declared ?? 0);
    expect(rgb?.confirm).toMatchObject({ n: 11, counts: { bothRight: 5, onlyFirst: 6, onlySecond: 0 } });
    expect(probes.filter(({ confirm }) => confirm !== null)).toHaveLength(1);
  });

  test('holds the model against baselines on the same images', () => {
    const { baselines } = base.gathered.facts.baselines!.classifier;
    const majority = baselines.find(({ method }) => method === 'majority');
    expect(majority).toMatchObject({ score: 1 / 3, model: 1, n: 18 });
    expect(majority!.margin).toBeCloseTo(2 / 3, 12);
  });
});

describe('the pair', () => {
  test('has the square of both models on both data', () => {
    const { square, modelEffect, dataEffect } = pair.facts.comparisons!.classifier;
    expect(square).toEqual({ baseOnBase: 1, baseOnHead: 1, headOnBase: 1 / 3, headOnHead: 9 / 21 });
    expect(modelEffect).toBeCloseTo(-2 / 3, 12);
    expect(dataEffect).toBeCloseTo(9 / 21 - 1 / 3, 12);
  });

  test('compares on base’s data and on head’s, since they differ', () => {
    const { overall, classes, sameData, sameModel } = pair.facts.comparisons!.classifier;
    expect({ sameData, sameModel }).toEqual({ sameData: false, sameModel: false });
    expect(overall.map(({ data, n }) => `${data} ${n}`)).toEqual(['base 18', 'head 21']);
    expect(overall[0].effect).toBeCloseTo(2 / 3, 12);
    expect(overall[0].p).toBeLessThan(0.01);
    expect(classes.find(({ data, subject }) => data === 'base' && subject === 'red')).toMatchObject({
      n: 6,
      counts: { onlyFirst: 6, onlySecond: 0 },
    });
    expect(classes.find(({ data, subject }) => data === 'head' && subject === 'green')).toMatchObject({
      n: 9,
      counts: { bothRight: 9 },
    });
  });

  test('lists what turned wrong, the most confident first', () => {
    const { flips, negativeFlips } = pair.facts.comparisons!.classifier;
    expect(flips).toEqual({ negative: 12, positive: 0, of: 'images', n: 21 });
    const confidences = negativeFlips.map((flip) => flip.head.confidence ?? 0);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });

  test('does not time a model against itself', () => {
    expect(pair.facts.latency).toEqual({});
  });
});

test('a second gathering is answered by the cache, the same', async () => {
  const idle: Tools['vision'] = {
    ...vision,
    describe: refuse,
    predict: refuse,
    probe: refuse,
    features: refuse,
    untouched: refuse,
  };
  const again = await gatherSide(head.snapshot, policy, { ...tools, vision: idle }, wanted);
  expect(again).toEqual(head.gathered);
});

// biome-ignore lint/correctness/useYield: it is asked for nothing
async function* refuse(): AsyncGenerator<never> {
  throw new Error('The cache should have known.');
}

test('what nobody reads is not gathered', async () => {
  const { facts } = await gatherSide(head.snapshot, policy, tools, withSources(['scores']));
  expect(Object.keys(facts).sort()).toEqual(['models', 'predictions', 'samples', 'scores']);
});

describe('what could not be read', () => {
  const reasons = ({ unread }: Gathered) => new Set(unread.map(({ reason }) => reason));
  const facts = ({ unread }: Gathered) => unread.map(({ fact }) => fact).sort();
  const tree = async (): Promise<Record<string, Content>> => ({
    ...(await colours({ train: 1, test: 2 })),
    [reading]: preprocessing('rgb'),
  });

  test('a model blinds all that is made from it, and nothing else', async () => {
    const { gathered } = await side({ ...(await tree()), 'models/classifier.onnx': 'PK no model' }, 'head');
    expect(facts(gathered)).toEqual(
      [
        'models',
        'predictions',
        'scores',
        'baselines',
        'probes',
        'durations',
        'placements',
        'mildness',
        'pixelStatistics',
        'serving',
        'memory',
        'modelChanges',
        'comparisons',
        'latency',
        'determinism',
        'fragility',
        'modelDiffs',
        'newFragility',
        'pace',
        'parity',
      ].sort(),
    );
    expect(reasons(gathered).size).toBe(1);
    expect(Object.keys(gathered.facts.images ?? {})).toEqual(['colours']);
  });

  test('a label that the model does not know leaves it to be timed', async () => {
    const { gathered } = await side({ ...(await tree()), 'data/test/pink/1.png': await picture('red', 77) }, 'head');
    expect(facts(gathered)).toEqual(
      [
        'predictions',
        'scores',
        'baselines',
        'probes',
        'mildness',
        'comparisons',
        'determinism',
        'fragility',
        'newFragility',
        'parity',
      ].sort(),
    );
    expect(gathered.unread[0]).toMatchObject({
      name: 'classifier',
      kind: 'broken',
      at: { path: 'data/test/pink/1.png' },
    });
  });

  test('an evaluation set of which no image can be read is no pass', async () => {
    const files = await tree();
    for (const path of Object.keys(files)) if (path.startsWith('data/test/')) files[path] = `no picture ${path}`;
    const { gathered } = await side(files, 'head');
    expect(gathered.unread.find(({ fact }) => fact === 'predictions')).toMatchObject({
      kind: 'broken',
      reason: expect.stringContaining('None of the 6 labelled images of colours in test can be read'),
    });
  });

  test('a dataset blinds its models by its own name', async () => {
    const broken = { ...policy, datasets: { colours: { ...policy.datasets.colours, groups: ['sex'] } } };
    const gathered = await gatherSide(snapshotOf(await tree()), broken, tools, wanted);
    const scores = gathered.unread.find(({ fact }) => fact === 'scores');
    expect(scores).toMatchObject({ name: 'classifier', source: 'colours' });
  });
});

test('a model that was exported anew is timed against its base, once', async () => {
  const bytes = await base.snapshot.read('models/classifier.onnx');
  // A trailing unknown field, which protobuf readers pass over: the same network in other bytes.
  const anew = Buffer.concat([bytes, Buffer.from([0xf8, 0x07, 0x01])]);
  const files: Record<string, Content> = {
    ...(await colours({ train: 1, test: 1 })),
    [reading]: preprocessing('rgb'),
    'models/classifier.onnx': anew,
  };
  const after = await side(files, 'head');
  const first = await gatherPair(base, after, tools, withSources(['latency']));
  expect(first.unread).toEqual([]);
  const { pairs, tolerance, batch } = first.facts.latency!.classifier;
  expect(pairs.length).toBeGreaterThan(0);
  expect({ tolerance, batch }).toEqual({ tolerance: 0.05, batch: 1 });
  const idle = { ...vision, time: async () => Promise.reject(new Error('The cache should have known.')) };
  expect(await gatherPair(base, after, { ...tools, vision: idle }, withSources(['latency']))).toEqual(first);
}, 60_000);

test('a class list in another order is probed anew', async () => {
  const reordered = {
    ...policy,
    models: { classifier: { ...policy.models.classifier, labels: ['green', 'red', 'blue'] } },
  };
  const shares = ({ facts }: Gathered) => facts.probes!.classifier.probes.map(({ select }) => select);
  const again = await gatherSide(base.snapshot, reordered, tools, withSources(['probes']));
  expect(shares(again)).not.toEqual(shares(base.gathered));
});

test('memory is measured for each target, at its batch', async () => {
  const target = { provider: 'cpu', latencyTolerance: 0.05, memoryMb: 4000 };
  const targets = {
    edge: { ...target, name: 'edge', batch: 1 },
    server: { ...target, name: 'server', batch: 4 },
    free: { ...target, name: 'free', batch: 8, memoryMb: undefined },
  };
  const { facts, unread } = await gatherSide(base.snapshot, { ...policy, targets }, tools, withSources(['memory']));
  expect(unread).toEqual([]);
  expect(Object.values(facts.memory!).map(({ model, target, batch }) => `${model} ${target} ${batch}`)).toEqual([
    'classifier edge 1',
    'classifier server 4',
    'classifier free 8',
  ]);
  for (const { peak } of Object.values(facts.memory!)) expect(peak?.peakMb).toBeGreaterThan(0);
}, 60_000);
