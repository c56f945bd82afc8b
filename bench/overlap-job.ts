import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedImage, ModelJob } from '../src/model/vision.ts';

export const BATCH = 8;
export const SIDE = 224;
export const IMAGE_VALUES = 3 * SIDE * SIDE;

export type Network = 'mobilenet' | 'resnet50';

/** The usual ImageNet evaluation, of a network that bench/overlap-inputs.py writes. */
export function imagenetJob(folder: string, network: Network, provider: string): ModelJob {
  return {
    file: join(folder, `${network}.onnx`),
    preprocessing: {
      orientation: 'apply',
      colour: 'rgb',
      resize: { mode: 'shortest', size: 256 },
      resample: 'bilinear',
      crop: { width: SIDE, height: SIDE },
      rescale: 1 / 255,
      normalise: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
      layout: 'nchw',
    },
    input: { name: 'image', type: 'float', shape: ['batch', 3, SIDE, SIDE] },
    task: 'classification',
    outputs: ['scores'],
    head: 'logits',
    classes: 1000,
    detection: { score: 0.001, overlap: 0.7, most: 100 },
    white: 1,
    provider,
    batch: BATCH,
  };
}

export function readPhotographs(folder: string): Buffer[] {
  return readdirSync(join(folder, 'photographs')).map((name) => readFileSync(join(folder, 'photographs', name)));
}

/** The photographs over and over, each under a key of its own. */
export async function* replicate(photographs: Buffer[], count: number): AsyncGenerator<EncodedImage> {
  for (let i = 0; i < count; i++) yield { key: String(i), bytes: photographs[i % photographs.length] };
}

/** The arguments of these benchmarks: the folder with the inputs, then numbers. */
export function benchArguments(...defaults: number[]): [folder: string, ...numbers: number[]] {
  const [folder, ...numbers] = process.argv.slice(2);
  if (!folder) throw new Error('Expected a folder but received none. Make one: python bench/overlap-inputs.py FOLDER');
  return [folder, ...defaults.map((value, i) => Number(numbers[i] ?? value))];
}

/** Blocks the thread as the run of an accelerator does, while the processor is free. */
export function wait(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
