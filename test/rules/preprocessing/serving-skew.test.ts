import servingSkew from '../../../rules/preprocessing/serving-skew.ts';
import type { ReferenceTensor, Serving } from '../../../src/model/facts.ts';
import { models, testRule } from '../../harness/rule/index.ts';

const serving = (net: Partial<Serving>) => ({
  net: { model: 'net', declared: null, tensors: null, explanation: null, ...net },
});
const tensor = (name: string, mean: number, most: number): ReferenceTensor => ({
  image: `ref/${name}.png`,
  tensor: `ref/${name}.npy`,
  shapes: null,
  mean,
  most,
});
const at = { path: 'models/preprocessor_config.json', line: 1 };
const served = { path: 'serve/preprocessor_config.json', line: 1 };

testRule(servingSkew, {
  passes: [
    {
      name: 'serving says the same, and tensors differ by less than a grey level',
      head: {
        serving: serving({
          declared: { at: served, differences: [] },
          tensors: [tensor('a', 0.2, 3), tensor('b', 1, 9)],
        }),
      },
    },
    {
      name: 'four levels are accepted',
      options: { levels: 4 },
      head: { serving: serving({ tensors: [tensor('a', 3.9, 20)] }) },
    },
  ],
  fails: [
    {
      name: 'serving crops and training stretches',
      head: {
        serving: serving({
          declared: {
            at: served,
            differences: [
              { part: 'colour', declared: 'RGB', serving: 'BGR' },
              { part: 'resampling', declared: 'bilinear', serving: 'bicubic' },
            ],
          },
        }),
      },
      problems: [
        { message: 'declared', subject: 'net', identity: 'net/colour', at: served },
        { message: 'declared', subject: 'net', identity: 'net/resampling', at: served },
      ],
      texts: [
        'net is served with another colour than it is evaluated with: BGR, instead of RGB.',
        'net is served with another resampling than it is evaluated with: bicubic, instead of bilinear.',
      ],
    },
    {
      name: 'tensors differ, and nothing explains them',
      head: {
        models: models({ net: {} }),
        serving: serving({ tensors: [tensor('a', 0.1, 1), tensor('b', 30.12, 200), tensor('c', 31.456, 190)] }),
      },
      problems: [{ message: 'tensors', subject: 'net', identity: 'net/tensors', at }],
      texts: [
        'Of 3 reference tensors of net, 2 differ from what its preprocessing makes here, ref/c.npy the most: by 31.5 grey levels on average, and by 190 at most.',
      ],
    },
    {
      name: 'tensors differ, and one alternative makes them',
      head: { serving: serving({ tensors: [tensor('a', 5, 60)], explanation: 'no antialiasing' }) },
      problems: [{ message: 'explained', subject: 'net' }],
      texts: [
        'Of 1 reference tensor of net, 1 differs from what its preprocessing makes here, ref/a.npy the most: by 5 grey levels on average. They were made with no antialiasing.',
      ],
    },
    {
      name: 'a tensor is no number',
      head: { serving: serving({ tensors: [tensor('a', Number.NaN, Number.NaN)] }) },
      problems: [{ message: 'tensors' }],
    },
    {
      name: 'the layout is another one',
      head: {
        serving: serving({
          tensors: [{ ...tensor('a', Number.NaN, Number.NaN), shapes: { stored: [224, 224, 3], made: [3, 224, 224] } }],
          explanation: 'the layout NHWC',
        }),
      },
      problems: [{ message: 'shape', subject: 'net', identity: 'net/shape' }],
      texts: [
        'The reference tensor ref/a.npy has the shape 224 × 224 × 3, and the preprocessing of net makes 3 × 224 × 224 of ref/a.png.',
      ],
    },
  ],
});
