import type { ModelStructure, Quantisation } from '../../model/facts.ts';
import { graphsOf, nodesOf, type OnnxModel } from './onnx.ts';

const dynamic = /^(?:DynamicQuantize|ConvInteger$|MatMulInteger)/;
const operators = /^(?:QLinear|QAttention$|QGemm$|QEmbedLayerNormalization$|QOrdered)/;
const weightsAlone = /^(?:MatMulNBits|MatMulBnb4|MatMulFpQ4|GatherBlockQuantized|DequantizeLinear)$/;

/** How the network is quantised, by its operators, and in which type most of its trained values are kept. */
export function quantisationOf(model: OnnxModel): Quantisation {
  const present = new Set<string>();
  for (const { op } of nodesOf(model)) present.add(op);
  const some = (pattern: RegExp) => [...present].some((op) => pattern.test(op));
  const scheme = some(dynamic)
    ? 'dynamic'
    : some(operators)
      ? 'qoperator'
      : present.has('QuantizeLinear')
        ? 'qdq'
        : some(weightsAlone)
          ? 'weights'
          : 'none';
  const trained = initializersOf(model).filter(({ type }) => /^(?:b?float|double|u?int[248]$)/.test(type));
  const most = trained.sort((a, b) => b.values - a.values)[0];
  return { scheme, weights: most?.type ?? 'none' };
}

/** Stored tensors by element type, the largest part first. */
export function initializersOf(model: OnnxModel): ModelStructure['initializers'] {
  const byType = new Map<string, ModelStructure['initializers'][number]>();
  for (const { initializers } of graphsOf(model)) {
    for (const { type, elements, bytes } of initializers) {
      const sum = byType.get(type) ?? { type, tensors: 0, values: 0, bytes: 0 };
      byType.set(type, { type, tensors: sum.tensors + 1, values: sum.values + elements, bytes: sum.bytes + bytes });
    }
  }
  return [...byType.values()].sort((a, b) => b.bytes - a.bytes || (a.type < b.type ? -1 : 1));
}
