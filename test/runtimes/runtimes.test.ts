import { describe, expect, test } from 'vitest';
import { definedIn, runtimeNames, supportOf } from '../../src/runtimes/runtimes.ts';

describe('a runtime', () => {
  test.each([
    ['onnxruntime@1.20', 'ONNX Runtime 1.20', [7, 21], false],
    ['onnxruntime@1.20.1', 'ONNX Runtime 1.20', [7, 21], false],
    ['onnxruntime@1', 'ONNX Runtime 1.32', [7, 28], true],
    ['onnxruntime', 'ONNX Runtime 1.32', [7, 28], false],
    ['onnxruntime@1.99', 'ONNX Runtime 1.32', [7, 28], true],
    ['tensorrt@8', 'TensorRT 8.6', [7, 17], false],
    ['tensorrt@8.4', null, null, null],
    ['tensorrt@9.1', 'TensorRT 8.6', [7, 17], true],
    ['openvino@2024.6', 'OpenVINO', null, false],
    ['acme', null, null, null],
    ['constructor', null, null, null],
  ])('%s is %s', (written, title, opset, isOlder) => {
    const support = supportOf(written);
    if (title === null) expect(support).toBe(null);
    else expect(support).toMatchObject({ title, opset, isOlder });
  });

  test.each(runtimeNames)('%s has the operators of a plain network, and none that ONNX never had', (name) => {
    const { operators, read } = supportOf(name)!;
    for (const operator of ['Conv', 'Relu', 'MaxPool', 'Gemm', 'Add', 'Reshape', 'Softmax', 'Constant']) {
      expect(operators).toContain(operator);
    }
    expect(operators).not.toContain('');
    expect(operators).not.toContain('Warp');
    expect(operators.size).toBeGreaterThan(40);
    expect(read).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

test('an operator is defined anew in some opsets', () => {
  expect([definedIn('Resize', 9), definedIn('Resize', 10), definedIn('Resize', 17), definedIn('Resize', 22)]).toEqual([
    null,
    10,
    13,
    19,
  ]);
  expect(definedIn('Warp', 20)).toBe(null);
});
