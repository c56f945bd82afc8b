import type { Model, TensorInterface } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Policy } from '../../model/policy.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import { digest } from '../digest.ts';

const defaultBatch = 16;

/** How a model is run: its input, the output that holds the class scores, the declared preprocessing. */
export function jobOf(model: Model, policy: Policy, file: string, provider: string, batch = defaultBatch): ModelJob {
  const [input, ...others] = model.inputs;
  if (!input || others.length > 0) {
    throw new Fault(
      'broken',
      `Expected one image input in ${model.path} but it has ${model.inputs.length}. Export the model so that preprocessing feeds a single tensor.`,
      model.at,
    );
  }
  const output = classOutput(model.outputs);
  if (!output) {
    throw new Fault(
      'broken',
      `Expected a floating-point output of class scores, n × classes, in ${model.path} but found none. Export logits or probabilities.`,
      model.at,
    );
  }
  const fixed = input.shape[0];
  return {
    file,
    preprocessing: model.preprocessing,
    input,
    output: { name: output.name, kind: policy.models[model.model]?.output ?? 'auto' },
    provider,
    batch: typeof fixed === 'number' && fixed > 0 ? fixed : batch,
  };
}

/** What predictions depend on, besides the image: everything that could change them. */
export function predictionKey(model: Model, job: ModelJob, preprocessing: Preprocessing, runtime: string): string {
  const { batch, input, output, provider } = job;
  return digest(model.contentHash, JSON.stringify({ preprocessing, batch, input, output, provider }), runtime);
}

function classOutput(outputs: readonly TensorInterface[]): TensorInterface | undefined {
  const floating = outputs.filter(({ type }) => type === 'float' || type === 'float16' || type === 'double');
  return floating.find(({ shape }) => shape.length === 2) ?? floating[0];
}
