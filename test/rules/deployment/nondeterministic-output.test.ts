import { expect } from 'vitest';
import nondeterministicOutput from '../../../rules/deployment/nondeterministic-output.ts';
import { determinism, testRule } from '../../harness/rule/index.ts';

testRule(nondeterministicOutput, {
  passes: [
    { name: 'the same picture has the same answer', head: { determinism: determinism({ classifier: {} }) } },
    {
      name: 'a batch differs by the order of its sums',
      head: { determinism: determinism({ classifier: { batch: { turned: 0, output: { maxError: 0.0002 } } } }) },
    },
    {
      name: 'the difference is accepted',
      options: { tolerance: 0.1 },
      head: { determinism: determinism({ classifier: { batch: { turned: 1, output: { maxError: 0.5 } } } }) },
    },
  ],
  fails: [
    {
      name: 'dropout is still on',
      head: {
        determinism: determinism({
          classifier: {
            'same session': { turned: 3, output: { maxError: 4.25 } },
            'another session': { turned: 3, output: { maxError: 4.5 } },
            batch: { turned: 3, output: { maxError: 4.1 } },
          },
        }),
      },
      problems: [
        {
          message: 'repeated',
          subject: 'classifier',
          identity: 'classifier/same session',
          at: { path: 'models/classifier.onnx' },
          measured: 0.425,
          limit: 0.001,
        },
      ],
      texts: [
        'classifier gives `logits` up to 4.25 apart for the same picture in one session (43 % of its largest value; 3 of 16 answers turn).',
      ],
    },
    {
      name: 'each session draws its own numbers',
      head: {
        determinism: determinism({ classifier: { 'another session': { turned: 0, output: { maxError: 0.1 } } } }),
      },
      problems: [{ message: 'session', measured: 0.01 }],
    },
    {
      name: 'statistics are taken over the batch',
      head: { determinism: determinism({ classifier: { batch: { turned: 8, output: { maxError: 3 } } } }) },
      problems: [{ message: 'batch', measured: expect.closeTo(0.3, 9) }],
    },
  ],
});
