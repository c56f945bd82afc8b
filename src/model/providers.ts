/** onnxruntime's execution providers that a policy, a flag or an input may name. */
export const providers = ['cpu', 'cuda', 'tensorrt', 'webgpu', 'dml', 'coreml'] as const;
