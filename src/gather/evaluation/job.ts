import type { Model, Task, TensorInterface } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Policy } from '../../model/policy.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import { digest } from '../digest.ts';

const defaultBatch = 16;

/** How COCO's evaluation is fed: everything that could be an object, at most 100 of an image. */
const detection = { score: 0.001, overlap: 0.7, most: 100 };

/** How a model is run: its input, the outputs that hold its answer, the declared preprocessing. */
export function jobOf(model: Model, policy: Policy, file: string, provider: string, batch = defaultBatch): ModelJob {
  const [input, ...others] = model.inputs;
  if (!input || others.length > 0) {
    throw new Fault(
      'broken',
      `Expected one image input in ${model.path} but it has ${model.inputs.length}. Export the model so that preprocessing feeds a single tensor.`,
      model.at,
    );
  }
  const declared = policy.models[model.model];
  const fixed = input.shape[0];
  return {
    file,
    task: model.task,
    preprocessing: model.preprocessing,
    input,
    outputs: outputsOf(model),
    head: declared?.output ?? 'auto',
    classes: model.labels.length,
    detection: { ...detection, ...declared?.thresholds },
    white: declared?.white ?? 1,
    provider,
    batch: typeof fixed === 'number' && fixed > 0 ? fixed : batch,
  };
}

/** What predictions depend on, besides the image: everything that could change them. */
export function predictionKey(model: Model, job: ModelJob, preprocessing: Preprocessing, runtime: string): string {
  const { file: _, ...asked } = job;
  return digest(model.contentHash, JSON.stringify({ ...asked, preprocessing }), runtime);
}

const ofClasses: ReadonlySet<Task> = new Set(['classification', 'multilabel']);

/** Class scores are one output; the other tasks' heads may read all. */
function outputsOf({ task, outputs, path, at }: Model): string[] {
  if (!ofClasses.has(task)) return outputs.map(({ name }) => name);
  const scores = classOutput(outputs);
  if (scores) return [scores.name];
  throw new Fault(
    'broken',
    `Expected a floating-point output of class scores, n × classes, in ${path} but found none. Export logits or probabilities.`,
    at,
  );
}

function classOutput(outputs: readonly TensorInterface[]): TensorInterface | undefined {
  const floating = outputs.filter(({ type }) => type === 'float' || type === 'float16' || type === 'double');
  return floating.find(({ shape }) => shape.length === 2) ?? floating[0];
}
