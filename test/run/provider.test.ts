import { expect, test } from 'vitest';
import { providerNamed } from '../../src/run/provider.ts';

test('a provider of onnxruntime is taken', () => {
  expect(providerNamed('tensorrt', '--provider')).toBe('tensorrt');
});

test('another name is refused, with the nearest one or with all', () => {
  expect(() => providerNamed('cudaa', '--provider')).toThrow(
    'Expected an execution provider for `--provider` but received "cudaa". Did you mean `cuda`?',
  );
  expect(() => providerNamed('rocm', 'provider')).toThrow(
    'Expected an execution provider for `provider` but received "rocm". Use one of cpu, cuda, tensorrt, webgpu, dml, coreml.',
  );
});
