import { fileURLToPath } from 'node:url';
import type { Preprocessing } from '../../src/model/preprocessing.ts';
import type { ModelJob } from '../../src/model/vision.ts';

export const PREPROCESSING: Preprocessing = {
  orientation: 'apply',
  colour: 'rgb',
  resize: { mode: 'stretch', width: 16, height: 16 },
  resample: 'bilinear',
  crop: null,
  rescale: 1 / 255,
  normalise: null,
  layout: 'nchw',
};

/** A job with one of the models in test/vision/models. */
export function jobOf(
  model: string,
  changes: Partial<ModelJob> = {},
  preprocessing: Partial<Preprocessing> = {},
): ModelJob {
  return {
    file: fileURLToPath(new URL(`./models/${model}.onnx`, import.meta.url)),
    preprocessing: { ...PREPROCESSING, ...preprocessing },
    input: { name: 'image', type: 'float', shape: ['batch', 3, 'height', 'width'] },
    output: { name: 'scores', kind: 'auto' },
    provider: 'cpu',
    batch: 4,
    ...changes,
  };
}
