import { graphsOf, nodesOf, type OnnxModel } from './onnx.ts';

/** Operators that look at a pixel together with its neighbours, or at places together. */
const spatial =
  /^(?:Conv|QLinearConv|FusedConv|ConvInteger|ConvTranspose|DeformConv|NhwcConv|(?:Nhwc)?(?:QLinear)?(?:Max|Average|Lp)Pool|MaxUnpool|SpaceToDepth|DepthToSpace|Attention|MultiHeadAttention|PackedAttention|GroupQueryAttention|Einsum|GridSample|RoiAlign|MaxRoiPool|LSTM|GRU|RNN|Im2Col|Col2Im)$/;

/**
 * Whether a network looks at places of the picture together: by convolution, pooling, attention (a product of two inner tensors)
 * or a patch operation. One that does not sees a list of numbers.
 */
export function isSpatial(model: OnnxModel): boolean {
  const constant = new Set<string>();
  for (const { initializers } of graphsOf(model)) for (const { name } of initializers) constant.add(name);
  for (const { op, inputs, outputs } of nodesOf(model)) {
    // What is computed from constants alone is one: exporters quantise and transpose weights in the graph.
    if (op === 'Constant' || (inputs.length > 0 && inputs.every((name) => name === '' || constant.has(name)))) {
      for (const name of outputs) constant.add(name);
    }
  }
  for (const { op, inputs } of nodesOf(model)) {
    if (spatial.test(op)) return true;
    if (op === 'MatMul' && inputs.every((name) => !constant.has(name))) return true;
  }
  return false;
}
