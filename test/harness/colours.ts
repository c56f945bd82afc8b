import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { randomStream } from '../../src/statistics/random.ts';
import type { Tree } from './repository.ts';

/** Pictures of noise around red, green or blue, which `softmax.onnx` tells apart by their mean colour. */
export const classes = ['red', 'green', 'blue'] as const;
export type Class = (typeof classes)[number];

const side = 96;

/** A PNG that is the same for the same class and number, and differs from all others. */
export async function picture(label: Class, number: number): Promise<Buffer> {
  const random = randomStream(['colours', label, number]);
  const strong = classes.indexOf(label);
  const pixels = Buffer.alloc(side * side * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    pixels[index] = index % 3 === strong ? 150 + 105 * random.nextFloat() : 130 * random.nextFloat();
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

export const colourPolicy = `version: 1
datasets:
  colours:
    format: imagefolder
    splits: { train: data/train, test: data/test }
    licence: CC0-1.0
models:
  classifier:
    file: models/classifier.onnx
    task: classification
    labels: [red, green, blue]
    preprocessing: { size: { height: 32, width: 32 }, do_rescale: true, rescale_factor: 0.00392156862745098, do_normalize: false }
    data: colours
    score: accuracy
    tolerance: 0.02
    licence: Apache-2.0
rules:
  # The nearest neighbour on thumbnails tells three colours apart as well.
  model-choice/no-better-than-baseline: off
  training-data/too-few-samples: off
  metrics/small-evaluation-set: off
`;

/** A small repository that the gate has nothing against: pictures of three colours, a model that tells them apart, a policy. */
export async function colours({ train = 12, test = 12 } = {}): Promise<Tree> {
  const tree: Tree = {
    '.github/vision-gate.yml': colourPolicy,
    'README.md': 'Three colours.\n',
    'models/classifier.onnx': readFileSync(new URL('../vision/models/softmax.onnx', import.meta.url)),
  };
  for (const label of classes) {
    for (let number = 0; number < train + test; number += 1) {
      const split = number < train ? 'train' : 'test';
      tree[`data/${split}/${label}/${number}.png`] = await picture(label, number);
    }
  }
  return tree;
}
