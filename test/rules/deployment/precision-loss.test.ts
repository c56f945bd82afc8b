import { expect } from 'vitest';
import precisionLoss from '../../../rules/deployment/precision-loss.ts';
import { outputParity, pairedScore, pairedSubject, parity, testRule } from '../../harness/rule/index.ts';

const equal = pairedSubject('cat', { n: 500, bothRight: 450, onlyFirst: 2, onlySecond: 2, bothWrong: 46 });

testRule(precisionLoss, {
  passes: [
    {
      name: 'the variant answers as its reference does',
      head: { parity: parity({ small: { overall: [pairedScore()], classes: [equal] } }) },
      tests: [
        { message: 'score', subject: 'small', identity: 'small/classifier', family: 'score', tolerance: 0.01 },
        { message: 'class', subject: 'small: cat', family: 'classes and groups', tolerance: 0.01, n: 500 },
      ],
    },
    {
      name: 'its output is far off, and its answers are not',
      head: {
        parity: parity({ small: { overall: [pairedScore()], outputs: [outputParity({ cosine: 0.8, sqnr: 4 })] } }),
      },
    },
    {
      name: 'a class without images cannot be compared',
      head: {
        parity: parity({
          small: { classes: [pairedSubject('cat', { n: 0, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 })] },
        }),
      },
    },
  ],
  fails: [
    {
      name: 'int8 costs four points',
      head: {
        parity: parity({
          small: {
            overall: [pairedScore({ base: 0.91, head: 0.87, effect: 0.04, interval: [0.03, 0.05], p: 1e-6 })],
            flips: { negative: 48, positive: 8, of: 'images', n: 1000 },
            outputs: [outputParity({ cosine: 0.98123, sqnr: 17.26, maxError: 1.2345 })],
          },
        }),
      },
      tests: [{ message: 'score', subject: 'small', at: { path: 'models/small.onnx' }, effect: 0.04 }],
      texts: [
        'small scores 0.870 in macro_f1, and classifier, which it is a variant of, 0.910 on the same 1000 images: 48 of 1000 images turned from right to wrong and 8 from wrong to right; output `logits` has cosine 0.9812, 17.3 dB, at most 1.23 apart.',
      ],
    },
    {
      name: 'int8 costs one class alone',
      head: {
        parity: parity({
          small: {
            overall: [pairedScore()],
            classes: [
              equal,
              pairedSubject('dog', { n: 100, bothRight: 60, onlyFirst: 30, onlySecond: 0, bothWrong: 10 }),
            ],
            flips: { negative: 32, positive: 2, of: 'images', n: 1000 },
          },
        }),
      },
      tests: [
        { message: 'score' },
        { message: 'class' },
        { message: 'class', subject: 'small: dog', identity: 'small/classifier/dog', effect: expect.closeTo(0.3, 9) },
      ],
    },
    {
      name: 'fp16 overflows',
      head: { parity: parity({ small: { outputs: [outputParity({ maxError: Number.NaN })] } }) },
      problems: [{ message: 'not-finite', subject: 'small', identity: 'small/logits' }],
      texts: ['small gives `logits` values that are not finite, where classifier does not.'],
    },
  ],
});
