import type { Tensor } from 'onnxruntime-node';
import type { ModelJob } from '../../model/vision.ts';
import { fixedShape } from '../pixels/preprocess.ts';
import type { Runtime } from './natives.ts';
import { batchingOf, imageDims, inputTensor, valuesFor } from './session.ts';

const DEFAULT_SIDE = 224;

/**
 * A full batch of seeded noise pictures under the job's rescale and normalisation: the same for the same job. Dimensions
 * that neither the model nor the preprocessing fixes are 224.
 */
export function stimulus(runtime: Runtime, job: ModelJob): Tensor {
  const { preprocessing, input } = job;
  const channels = preprocessing.colour === 'grey' ? 1 : 3;
  const shape = fixedShape(preprocessing) ?? { channels, height: DEFAULT_SIDE, width: DEFAULT_SIDE };
  const dims = imageDims(shape, preprocessing.layout).map((dimension, i) => {
    const declared = input.shape[i + 1];
    return typeof declared === 'number' && declared > 0 ? declared : dimension;
  });
  const batch = batchingOf(job, [preprocessing]).size;
  const values = valuesFor(
    job,
    dims.reduce((a, b) => a * b, batch),
  );
  const mean = preprocessing.normalise?.mean[0] ?? 0;
  const std = preprocessing.normalise?.std[0] ?? 1;
  let state = 0x9e3779b9;
  for (let i = 0; i < values.length; i++) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[i] = ((state >>> 24) * preprocessing.rescale - mean) / std;
  }
  return inputTensor(runtime, job, values, [batch, ...dims]);
}
