import fixedBatch from '../../../rules/deployment/fixed-batch.ts';
import type { TensorInterface } from '../../../src/model/facts.ts';
import { models, targets, testRule } from '../../harness/rule/index.ts';

const taking = (first: TensorInterface['shape'][number], batch: number) => ({
  models: models({ classifier: { inputs: [{ name: 'pixels', type: 'float', shape: [first, 3, 224, 224] }] } }),
  targets: targets({ edge: { batch } }),
});

testRule(fixedBatch, {
  passes: [
    { name: 'the batch is free', head: taking('batch', 8) },
    { name: 'the batch is unknown', head: taking(null, 8) },
    { name: 'it is the target’s', head: taking(8, 8) },
    { name: 'there is no input', head: { ...taking(1, 8), models: models({ classifier: { inputs: [] } }) } },
    {
      name: 'the target runs another model',
      head: { ...taking(1, 8), targets: targets({ edge: { batch: 8 } }, ['other']) },
    },
  ],
  fails: [
    {
      name: 'it is fixed at one, and the target gives eight',
      head: taking(1, 8),
      problems: [{ message: 'fixed', identity: 'classifier/edge', at: { path: 'models/classifier.onnx' } }],
      texts: ['classifier takes 1 image at once, which is fixed in its input `pixels`, and edge gives it 8 images.'],
    },
    {
      name: 'it is fixed at sixteen, and the target gives one',
      head: taking(16, 1),
      problems: [{ message: 'fixed' }],
      texts: ['classifier takes 16 images at once, which is fixed in its input `pixels`, and edge gives it 1 image.'],
    },
  ],
});
