import unsupportedOpset from '../../../rules/deployment/unsupported-opset.ts';
import type { Target } from '../../../src/model/facts.ts';
import { models, targets, testRule } from '../../harness/rule/index.ts';

const at = (opset: number, target: Partial<Target>) => ({
  models: models({ classifier: { opsets: { 'ai.onnx': opset } } }),
  targets: targets({ edge: target }),
});

testRule(unsupportedOpset, {
  passes: [
    { name: 'the target says nothing of opsets', head: at(28, {}) },
    { name: 'it is the newest that the target takes', head: at(17, { opset: 17, runtime: 'onnxruntime@1.12' }) },
    { name: 'nothing is published of the runtime’s opsets', head: at(28, { runtime: 'openvino@2024' }) },
    { name: 'the target runs another model', head: at(28, { opset: 17, models: ['other'] }) },
    {
      name: 'the model is not of ONNX’s own opset',
      head: { ...at(1, { opset: 1 }), models: models({ classifier: { opsets: {} } }) },
    },
  ],
  fails: [
    {
      name: 'the policy allows an older one',
      head: at(18, { opset: 17 }),
      problems: [{ message: 'above', measured: 18, limit: 17, at: { path: 'models/classifier.onnx' } }],
      texts: ['classifier is of opset 18, and edge takes 17 at most.'],
    },
    {
      name: 'the runtime is older than the model',
      head: at(20, { runtime: 'onnxruntime@1.16' }),
      problems: [{ message: 'newer', measured: 20, limit: 19 }],
      texts: ['classifier is of opset 20, and ONNX Runtime 1.16, which edge has, takes 7 to 19.'],
    },
    {
      name: 'the model is older than what the runtime still takes',
      head: at(8, { runtime: 'tensorrt@10' }),
      problems: [{ message: 'older', measured: 8, limit: 9 }],
      texts: ['classifier is of opset 8, and TensorRT 10.1, which edge has, takes 9 to 20.'],
    },
    {
      name: 'the runtime is newer than what is published of it',
      head: at(21, { runtime: 'tensorrt@10.13' }),
      problems: [{ message: 'newer', severity: 'warning' }],
    },
  ],
});
