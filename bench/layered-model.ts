/** Writes networks of equal layers, so that a model with three layers more in a hundred has three per cent more work. */
import { ints, model, type NodeToWrite } from '../test/gather/models/onnx-writer.ts';

const channels = 16;
const side = 28;

/** Multiply–accumulates of one layer, a 3 × 3 convolution. */
export const layerMacs = channels * channels * 9 * side * side;

/** @param layers - 3 × 3 convolutions of 16 channels on 28 × 28 places, one after the other; they share their weights */
export function layeredModel(layers: number): Buffer {
  // A ninth of each neighbour, summed over equal channels: values neither grow nor die.
  const weights = new Float32Array(channels * channels * 9).fill(1 / (9 * channels));
  const nodes: NodeToWrite[] = Array.from({ length: layers }, (_, index) => ({
    op: 'Conv',
    inputs: [index === 0 ? 'image' : `layer-${index}`, 'weights'],
    outputs: [index === layers - 1 ? 'answer' : `layer-${index + 1}`],
    attributes: { kernel_shape: ints(3, 3), pads: ints(1, 1, 1, 1) },
  }));
  return model({
    nodes,
    initializers: [{ name: 'weights', shape: [channels, channels, 3, 3], raw: new Uint8Array(weights.buffer) }],
    inputs: { image: [1, channels, side, side] },
    outputs: { answer: [1, channels, side, side] },
  });
}

export const layeredInput = { name: 'image', type: 'float', shape: [1, channels, side, side] };
