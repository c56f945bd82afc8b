import type { ModelDiff } from '../../../src/model/facts.ts';

const names = (module: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `${module}.${i}.weight`, type: 'float', shape: [64, 64, 3, 3] }));

/** A network that was made smaller and quantised, and whose head was trained anew. */
export const smaller: ModelDiff = {
  model: 'classifier',
  base: {
    bytes: 102_400_000,
    irVersion: 8,
    opsets: { 'ai.onnx': 13 },
    producer: 'pytorch 2.9.0',
    parameters: 25_557_032,
    macs: 4_089_184_256,
    nodes: 122,
    quantisation: { scheme: 'none', weights: 'float' },
    receptiveField: { height: 483, width: 483, strideHeight: 32, strideWidth: 32, global: true },
  },
  head: {
    bytes: 11_900_000,
    irVersion: 8,
    opsets: { 'ai.onnx': 17, 'com.microsoft': 1 },
    producer: 'pytorch 2.9.0',
    parameters: 11_689_512,
    macs: 1_814_073_344,
    nodes: 148,
    quantisation: { scheme: 'qdq', weights: 'int8' },
    receptiveField: { height: 435, width: 435, strideHeight: 32, strideWidth: 32, global: true },
  },
  interface: [
    { kind: 'input', name: 'pixels', was: 'float[1, 3, 224, 224]', now: 'float[batch, 3, 224, 224]' },
    { kind: 'output', name: 'features', was: null, now: 'float[batch, 512]' },
  ],
  operators: [
    { operator: 'Conv', base: 53, head: 20 },
    { operator: 'DequantizeLinear', base: 0, head: 62 },
    { operator: 'GlobalAveragePool', base: 1, head: 0 },
    { operator: 'QuantizeLinear', base: 0, head: 41 },
    { operator: 'Relu', base: 49, head: 17 },
  ],
  tensors: {
    same: 40,
    changed: 3,
    added: 1,
    removed: 99,
    renamed: 1,
    lists: {
      changed: [...names('layer4.1', 1), ...names('fc', 2)],
      added: names('features', 1),
      removed: names('layer3', 99),
      renamed: [{ name: 'stem.weight', from: 'onnx::Conv_501', type: 'float', shape: [64, 3, 7, 7] }],
    },
  },
};
