import { graphsOf, nodesOf, type OnnxModel } from './onnx.ts';
import type { Tensor } from './tensor.ts';

/** Inputs of operators that hold a setting or a statistic, not a trained value. */
const untrained: Record<string, number[]> = {
  BatchNormalization: [3, 4],
  Resize: [1, 2, 3],
  Upsample: [1],
  Pad: [1, 2, 3],
  Clip: [1, 2],
  QuantizeLinear: [1, 2],
  DequantizeLinear: [1, 2],
  QLinearConv: [1, 2, 4, 5, 6, 7],
  QLinearMatMul: [1, 2, 4, 5, 6, 7],
  ConvInteger: [2, 3],
  MatMulInteger: [2, 3],
};

const isFloat = (type: string) => /^(float|double|bfloat|complex)/.test(type);
const isQuantised = (type: string) => /^u?int(2|4|8)$/.test(type);

/**
 * Number of trained values, as papers and `torchvision` publish it (ResNet-50: 25 557 032): the values of floating-point
 * tensors, of quantised weights (integers of up to 8 bits) and of quantised biases (32 bits), in initializers and constants;
 * shared ones once. Not counted: scalars, running means and variances, quantisation scales, sizes, pads and the like.
 */
export function countParameters(model: OnnxModel): number {
  const settings = new Set<string>();
  const biases = new Set<string>();
  for (const { op, inputs } of nodesOf(model)) {
    for (const place of untrained[op] ?? []) settings.add(inputs[place] ?? '');
    if (op === 'QLinearConv') biases.add(inputs[8] ?? '');
    if (op === 'DequantizeLinear') biases.add(inputs[0]);
  }
  settings.delete('');

  let total = 0;
  const add = (name: string, { type, shape, elements }: Tensor) => {
    if (shape.length === 0 || settings.has(name)) return;
    if (isFloat(type) || isQuantised(type) || (type === 'int32' && biases.has(name))) total += elements;
  };
  for (const { initializers } of graphsOf(model)) for (const tensor of initializers) add(tensor.name, tensor);
  for (const { op, attributes, outputs } of nodesOf(model)) {
    if (op !== 'Constant') continue;
    for (const tensor of attributes.get('value')?.tensors ?? []) add(outputs[0], tensor);
    for (const tensor of attributes.get('sparse_value')?.tensors.slice(0, 1) ?? []) add(outputs[0], tensor);
  }
  return total;
}
