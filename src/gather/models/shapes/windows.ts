import type { Node } from '../onnx.ts';
import { type Inference, intOf, intsOf, shaped, textOf } from './known.ts';

/** Sizes along the spatial axes of what slides a window: convolution and pooling (ONNX, operator `Conv`, `MaxPool`). */
function slide(node: Node, sizes: number[], kernel: number[]): number[] {
  const strides = intsOf(node, 'strides');
  const dilations = intsOf(node, 'dilations');
  const pads = intsOf(node, 'pads');
  const automatic = textOf(node, 'auto_pad');
  const round = intOf(node, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor;
  return sizes.map((size, i) => {
    const stride = strides?.[i] ?? 1;
    if (automatic.startsWith('SAME')) return Math.ceil(size / stride);
    const padded = automatic === 'VALID' ? 0 : (pads?.[i] ?? 0) + (pads?.[i + sizes.length] ?? 0);
    const extent = (dilations?.[i] ?? 1) * (kernel[i] - 1) + 1;
    const steps = round((size + padded - extent) / stride);
    const before = automatic === 'VALID' ? 0 : (pads?.[i] ?? 0);
    const startsInside = round === Math.floor || steps * stride < size + before;
    return (startsInside ? steps : steps - 1) + 1;
  });
}

function convolve(image: number, weight: number): Inference {
  return (node, inputs) => {
    const [x, w] = [inputs[image]?.shape, inputs[weight]?.shape];
    if (!x || !w || x.length < 3 || w.length !== x.length) return [];
    return [shaped([x[0], w[0], ...slide(node, x.slice(2), w.slice(2))])];
  };
}

const transposedConvolution: Inference = (node, [{ shape: x }, { shape: w }]) => {
  if (!x || !w || x.length < 3 || w.length !== x.length) return [];
  const explicit = intsOf(node, 'output_shape');
  const strides = intsOf(node, 'strides');
  const dilations = intsOf(node, 'dilations');
  const pads = intsOf(node, 'pads');
  const extra = intsOf(node, 'output_padding');
  const same = textOf(node, 'auto_pad').startsWith('SAME');
  const rank = x.length - 2;
  const sizes = x.slice(2).map((size, i) => {
    const stride = strides?.[i] ?? 1;
    if (same) return size * stride;
    const extent = (dilations?.[i] ?? 1) * (w[i + 2] - 1) + 1;
    return stride * (size - 1) + (extra?.[i] ?? 0) + extent - (pads?.[i] ?? 0) - (pads?.[i + rank] ?? 0);
  });
  const channels = w[1] * intOf(node, 'group', 1);
  return [shaped([x[0], channels, ...(explicit ? explicit.slice(-rank) : sizes)])];
};

const pool: Inference = (node, [{ shape: x }]) => {
  const kernel = intsOf(node, 'kernel_shape');
  if (!x || !kernel || x.length !== kernel.length + 2) return [];
  const shape = [x[0], x[1], ...slide(node, x.slice(2), kernel)];
  return [shaped(shape), shaped(shape)];
};

const globalPool: Inference = (_, [{ shape: x }]) => [shaped(x && [x[0], x[1], ...x.slice(2).map(() => 1)])];

export const windows: Record<string, Inference> = {
  Conv: convolve(0, 1),
  FusedConv: convolve(0, 1),
  ConvInteger: convolve(0, 1),
  QLinearConv: convolve(0, 3),
  ConvTranspose: transposedConvolution,
  MaxPool: pool,
  AveragePool: pool,
  LpPool: pool,
  QLinearAveragePool: pool,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  GlobalLpPool: globalPool,
  QLinearGlobalAveragePool: globalPool,
};
