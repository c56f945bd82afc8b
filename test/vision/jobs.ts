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
    task: 'classification',
    outputs: ['scores'],
    head: 'auto',
    classes: 3,
    detection: { score: 0.001, overlap: 0.7, most: 100 },
    white: 1,
    provider: 'cpu',
    batch: 4,
    ...changes,
  };
}
