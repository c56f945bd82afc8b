import { attributeOf, broadcastAll, type Inference, intOf, mostValues, product, shaped } from './known.ts';

/** The first output has the first input's shape; small integers pass through where the operator leaves them as they are. */
const same: Inference = (_, [x]) => [shaped(x.shape)];
const sameAll: Inference = (node, [x]) => node.outputs.map(() => shaped(x.shape));
const identity: Inference = (_, [x]) => [x];

/** Broadcast, and computed where both sides are small and known. */
function elementwise(compute?: (a: number, b: number) => number): Inference {
  return (node, padded) => {
    const inputs = padded.slice(0, node.inputs.length);
    const shape = broadcastAll(inputs);
    const [a, b] = inputs.map(({ values }) => values);
    if (!shape || !compute || inputs.length !== 2 || !a || !b) return [shaped(shape)];
    const count = product(shape);
    if ((a.length !== count && a.length !== 1) || (b.length !== count && b.length !== 1)) return [shaped(shape)];
    const at = (values: number[], i: number) => values[values.length === 1 ? 0 : i];
    return [{ shape, values: Array.from({ length: count }, (_, i) => compute(at(a, i), at(b, i))) }];
  };
}

/** Operands are the first and the fourth input; scales and zero points lie between. */
const quantised: Inference = (_, inputs) => [shaped(broadcastAll([inputs[0], inputs[3]]))];

const where: Inference = (_, padded) => {
  const inputs = padded.slice(0, 3);
  const shape = broadcastAll(inputs);
  const [condition, a, b] = inputs.map(({ values }) => values);
  const isFlat = condition && a && b && condition.length === a.length && a.length === b.length;
  return [{ shape, values: isFlat ? condition.map((chosen, i) => (chosen ? a[i] : b[i])) : null }];
};

const constant: Inference = (node) => {
  const tensor = attributeOf(node, 'value')?.tensors[0] ?? attributeOf(node, 'sparse_value')?.tensors[0];
  if (tensor) return [{ shape: tensor.shape, values: tensor.values }];
  const list = attributeOf(node, 'value_ints')?.ints ?? attributeOf(node, 'value_floats')?.floats;
  if (list) return [{ shape: [list.length], values: list }];
  const scalar = attributeOf(node, 'value_int')?.int ?? attributeOf(node, 'value_float')?.float;
  return scalar === undefined ? [] : [{ shape: [], values: [scalar] }];
};

const shapeOf: Inference = (node, [x]) => {
  if (!x.shape) return [];
  const sizes = x.shape.slice(intOf(node, 'start', 0), node.attributes.get('end')?.int ?? x.shape.length);
  return [{ shape: [sizes.length], values: sizes }];
};

const sizeOf: Inference = (_, [x]) => (x.shape ? [{ shape: [], values: [product(x.shape)] }] : []);

const filled: Inference = (node, [size]) => {
  if (!size.values) return [];
  const count = product(size.values);
  const value = attributeOf(node, 'value')?.tensors[0]?.values?.[0] ?? 0;
  return [{ shape: size.values, values: count <= mostValues ? Array.from({ length: count }, () => value) : null }];
};

const range: Inference = (_, [start, limit, step]) => {
  const [from, to, by] = [start, limit, step].map(({ values }) => values?.[0]);
  if (from === undefined || to === undefined || !by) return [];
  const count = Math.max(0, Math.ceil((to - from) / by));
  return [
    { shape: [count], values: count <= mostValues ? Array.from({ length: count }, (_, i) => from + i * by) : null },
  ];
};

/** Attention's normalisation with its residual: every output but the statistics has the input's shape. */
const skipNormalisation: Inference = (_, [x]) => [shaped(x.shape), null, null, shaped(x.shape)];

const unary =
  'Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Clip Cos Cosh CumSum Elu Erf Exp Gelu FastGelu QuickGelu HardSigmoid ' +
  'HardSwish Hardmax InstanceNormalization GroupNormalization IsInf IsNaN LayerNormalization SimplifiedLayerNormalization ' +
  'RMSNormalization LeakyRelu Log LogSoftmax LpNormalization LRN MeanVarianceNormalization Mish Neg Not PRelu QuantizeLinear ' +
  'DequantizeLinear Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan Tanh ' +
  'ThresholdedRelu Trilu QLinearSigmoid QLinearLeakyRelu QLinearSoftmax BiasGelu BiasAdd';

const binary =
  'And BitwiseAnd BitwiseOr BitwiseXor Greater GreaterOrEqual Less LessOrEqual Mean Or Pow Sum Xor BiasSplitGelu';

export const elements: Record<string, Inference> = {
  ...Object.fromEntries(unary.split(' ').map((op) => [op, same])),
  ...Object.fromEntries(binary.split(' ').map((op) => [op, elementwise()])),
  BatchNormalization: (_, [x]) => [shaped(x.shape)],
  Dropout: sameAll,
  DynamicQuantizeLinear: (_, [x]) => [shaped(x.shape), shaped([]), shaped([])],
  SkipLayerNormalization: skipNormalisation,
  SkipSimplifiedLayerNormalization: skipNormalisation,
  Identity: identity,
  Cast: identity,
  CastLike: identity,
  Floor: identity,
  Ceil: identity,
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
  Mod: elementwise((a, b) => ((a % b) + b) % b),
  Max: elementwise(Math.max),
  Min: elementwise(Math.min),
  Equal: elementwise((a, b) => Number(a === b)),
  QLinearAdd: quantised,
  QLinearMul: quantised,
  Where: where,
  Constant: constant,
  ConstantOfShape: filled,
  Shape: shapeOf,
  Size: sizeOf,
  Range: range,
};
