import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { serving } from '../../../src/gather/serving/serving.ts';
import type { Serving } from '../../../src/model/facts.ts';
import type { Preprocessing } from '../../../src/model/preprocessing.ts';
import { openVision } from '../../../src/vision/open.ts';
import { models, preprocessing } from '../../harness/rule/index.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { photograph } from '../../vision/photographs.ts';
import { policyOf } from '../policy.ts';
import { textTools } from '../tools.ts';

const vision = openVision();
afterAll(() => vision.close());

const declared = preprocessing({ orientation: 'ignore', resize: { mode: 'stretch', width: 32, height: 24 } });
const inputs = [{ name: 'pixels', type: 'float', shape: ['batch', 3, 24, 32] }];

/** What is said of a model whose policy says so of serving. */
async function said(
  policy: { serving?: string | Record<string, unknown>; referenceTensors?: { images: string; tensors: string } },
  files: Record<string, Content> = {},
  own: Preprocessing = declared,
): Promise<Serving> {
  const facts = { models: models({ net: { preprocessing: own, inputs } }) };
  const snapshot = snapshotOf(files);
  const tools = { ...textTools(), vision };
  const result = await serving.gather(snapshot, policyOf({ models: { net: policy } }), tools, { facts, unread: [] });
  if (result.faults.length > 0) throw result.faults[0].fault;
  return result.entries.net;
}

describe('two declarations', () => {
  const same = {
    size: { height: 24, width: 32 },
    resample: 2,
    image_mean: [0.485, 0.456, 0.406],
    image_std: [0.229, 0.224, 0.225],
  };

  test('say the same, however it is written', async () => {
    expect((await said({ serving: same })).declared?.differences).toEqual([]);
    const bytes = {
      ...same,
      rescale_factor: 1,
      image_mean: [123.675, 116.28, 103.53],
      image_std: [58.395, 57.12, 57.375],
    };
    expect((await said({ serving: bytes })).declared?.differences).toEqual([]);
  });

  test('differ in what the pictures show', async () => {
    const other = {
      size: { shortest_edge: 28 },
      crop_size: [24, 32],
      resample: 3,
      channel_order: 'bgr',
      do_normalize: false,
    };
    expect((await said({ serving: other })).declared?.differences).toEqual([
      { part: 'colour', declared: 'RGB', serving: 'BGR' },
      {
        part: 'resize',
        declared: 'a stretch to 32 × 24',
        serving: 'the shorter side to 28, then a centre crop of 32 × 24',
      },
      { part: 'resampling', declared: 'bilinear', serving: 'bicubic' },
    ]);
    expect((await said({ serving: { ...same, do_rescale: false } })).declared?.differences).toEqual([
      {
        part: 'scaling',
        declared: 'values divided by 255, mean 0.485, 0.456, 0.406, standard deviation 0.229, 0.224, 0.225',
        serving: 'values from 0 to 255, mean 0.485, 0.456, 0.406, standard deviation 0.229, 0.224, 0.225',
      },
    ]);
  });

  test('a file is read, and a wrong value is told at its line', async () => {
    const read = said({ serving: 'serve.json' }, { 'serve.json': '{\n  "resample": 9\n}' });
    await expect(read).rejects.toMatchObject({
      message: expect.stringContaining('Expected 0 to 5 or one of'),
      at: { path: 'serve.json', line: 2 },
    });
    await expect(said({ serving: 'gone.json' })).rejects.toThrow(
      "Expected the serving code's preprocessing gone.json of model `net` but the commit has no such file.",
    );
  });
});

describe('tensors of torchvision’s pipelines', () => {
  const folder = new URL('./tensors/', import.meta.url);
  const filesOf = (pipeline: string): Record<string, Content> =>
    Object.fromEntries(
      ['coffee', 'rocket'].flatMap((name) => [
        [`images/${name}.jpg`, photograph(`${name}.jpg`)],
        [`tensors/${name}.npy`, readFileSync(new URL(`${pipeline}/${name}.npy`, folder))],
      ]),
    );
  const referenceTensors = { images: 'images', tensors: 'tensors' };
  const of = (pipeline: string, own?: Preprocessing) => said({ referenceTensors }, filesOf(pipeline), own);

  test('equal ours to a grey level where both do the same', async () => {
    const { tensors, explanation } = await of('declared');
    expect(tensors?.map(({ image }) => image)).toEqual(['images/coffee.jpg', 'images/rocket.jpg']);
    expect(Math.max(...tensors!.map(({ most }) => most))).toBeLessThan(1.01);
    expect(explanation).toBeNull();
    const plain = await of('plain', { ...declared, antialias: false });
    expect(Math.max(...plain.tensors!.map(({ most }) => most))).toBeLessThan(1.01);
  });

  test.each([
    ['plain', 'no antialiasing'],
    ['unscaled', 'values from 0 to 255, not normalised'],
    ['reversed', 'BGR instead of RGB'],
    ['inverted', null],
  ])('%s differ, and what explains them is named', async (pipeline, name) => {
    const { tensors, explanation } = await of(pipeline);
    expect(Math.min(...tensors!.map(({ mean }) => mean))).toBeGreaterThan(1);
    expect(explanation).toBe(name);
  });

  test('another layout has another shape', async () => {
    const { tensors, explanation } = await of('last');
    expect(tensors![0].shapes).toEqual({ stored: [24, 32, 3], made: [3, 24, 32] });
    expect(explanation).toBe('the layout NHWC');
  });

  test('what cannot be compared is a sentence', async () => {
    const files = filesOf('declared');
    const { 'images/rocket.jpg': _, ...lacking } = files;
    await expect(said({ referenceTensors }, lacking)).rejects.toThrow(
      'Expected an image in images for tensors/rocket.npy but there is none of its name.',
    );
    await expect(said({ referenceTensors }, { 'images/rocket.jpg': photograph('rocket.jpg') })).rejects.toThrow(
      'Expected reference tensors in tensors but it has no .npy file.',
    );
    await expect(said({ referenceTensors }, { ...files, 'images/rocket.jpg': 'no picture' })).rejects.toThrow(
      'Expected an image at images/rocket.jpg, which has a reference tensor, but it cannot be read',
    );
  });
});
