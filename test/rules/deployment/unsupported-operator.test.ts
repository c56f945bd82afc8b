import unsupportedOperator from '../../../rules/deployment/unsupported-operator.ts';
import type { Model } from '../../../src/model/facts.ts';
import { models, targets, testRule } from '../../harness/rule/index.ts';

const on = (runtime: string | undefined, operators: Model['operators'], more: Partial<Model> = {}) => {
  const all = models({ classifier: { operators, opsets: { 'ai.onnx': 17 }, ...more } });
  return { models: all, targets: targets({ edge: runtime === undefined ? {} : { runtime } }) };
};
const network = { Conv: 20, Relu: 20, Gemm: 1, GlobalAveragePool: 1, Flatten: 1 };

testRule(unsupportedOperator, {
  passes: [
    { name: 'no runtime is named', head: on(undefined, { NonZero: 1, 'acme:Warp': 1 }) },
    {
      name: 'ONNX Runtime has all of them',
      head: on('onnxruntime@1.20', { ...network, Mish: 1, 'com.microsoft:FusedConv': 2 }),
    },
    { name: 'TensorRT has all of them', head: on('tensorrt@10.1', { ...network, Resize: 2, GridSample: 1 }) },
    { name: 'OpenVINO has all of them', head: on('openvino@2024', { ...network, NonZero: 1 }) },
    { name: 'Core ML has all of them', head: on('coreml', { Conv: 3, ArgMax: 1, Constant: 4 }) },
    {
      name: 'the model defines it itself',
      head: on(
        'tensorrt',
        { 'local:Block': 3, Conv: 3 },
        { structure: { ...models({ m: {} }).m.structure, functions: ['local:Block'] } },
      ),
    },
    { name: 'the policy knows better', options: { allowed: ['acme:Warp'] }, head: on('tensorrt', { 'acme:Warp': 1 }) },
  ],
  fails: [
    {
      name: 'TensorRT has no Unique',
      head: on('tensorrt@10', { ...network, Unique: 2 }),
      problems: [{ message: 'missing', identity: 'classifier/edge/Unique', at: { path: 'models/classifier.onnx' } }],
      texts: ['classifier has 2 nodes of Unique, which TensorRT 10.1, the runtime of edge, does not have.'],
    },
    {
      name: 'an operator of another domain',
      head: on('onnxruntime@1.20', { ...network, 'acme:Warp': 1 }),
      problems: [{ message: 'missing' }],
      texts: ['classifier has 1 node of acme:Warp, which ONNX Runtime 1.20, the runtime of edge, does not have.'],
    },
    {
      name: 'OpenVINO has no deformable convolution, TensorFlow Lite no optionals',
      head: {
        ...on('openvino', { DeformConv: 1, OptionalHasElement: 1 }),
        targets: targets({ edge: { runtime: 'openvino' }, phone: { runtime: 'tflite' } }),
      },
      problems: [
        { message: 'missing', identity: 'classifier/edge/DeformConv' },
        { message: 'missing', identity: 'classifier/edge/OptionalHasElement' },
      ],
    },
    {
      name: 'the mobile package has an older definition',
      head: on('onnxruntime-mobile', { Resize: 1, Add: 4 }, { opsets: { 'ai.onnx': 18 } }),
      problems: [{ message: 'redefined' }],
      texts: [
        'classifier has 1 node of Resize as opset 18 defines it, and ONNX Runtime’s pre-built mobile package 1.17, the runtime of edge, has it as of opset 15 at most.',
      ],
    },
    {
      name: 'the runtime is newer than what is published of it',
      head: on('tensorrt@10.13', { Unique: 1 }),
      problems: [{ message: 'missing', severity: 'warning' }],
    },
  ],
});
