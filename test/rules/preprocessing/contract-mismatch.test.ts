import contractMismatch from '../../../rules/preprocessing/contract-mismatch.ts';
import type { Model, TensorInterface } from '../../../src/model/facts.ts';
import type { Preprocessing } from '../../../src/model/preprocessing.ts';
import { models, preprocessing, testRule } from '../../harness/rule/index.ts';

const classifier = (overrides: Partial<Model>) => ({ models: models({ classifier: overrides }) });
const declares = (overrides: Partial<Preprocessing>, shape: TensorInterface['shape'] = ['batch', 3, 224, 224]) =>
  classifier({
    preprocessing: preprocessing(overrides),
    inputs: [{ name: 'pixels', type: 'float', shape }],
  });
const config = { path: 'models/preprocessor_config.json', line: 1 };

testRule(contractMismatch, {
  passes: [
    { name: 'everything fits', head: classifier({}) },
    { name: 'the model takes any size', head: declares({}, ['batch', 3, 'height', null]) },
    {
      name: 'a crop makes the size',
      head: declares({ resize: { mode: 'shortest', size: 256 }, crop: { width: 224, height: 224 } }),
    },
    {
      name: 'the size depends on the image',
      head: declares({ resize: { mode: 'none' } }),
    },
    {
      name: 'a longest side may shrink the shorter one',
      head: declares({ resize: { mode: 'shortest', size: 256, longest: 224 } }),
    },
    {
      name: 'one mean and one deviation stand for all channels',
      head: declares({ normalise: { mean: [0.5], std: [0.5] } }),
    },
    {
      name: 'grey images go into one channel at the end',
      head: declares({ colour: 'grey', layout: 'nhwc', normalise: null }, ['batch', 224, 224, 1]),
    },
    {
      name: 'one output stands for two classes',
      head: classifier({ outputs: [{ name: 'probability', type: 'float', shape: ['batch', 1] }] }),
    },
    {
      name: 'there are two inputs, and it is not known which of them is the image',
      head: classifier({
        inputs: [
          { name: 'pixels', type: 'float', shape: [1, 1] },
          { name: 'mask', type: 'bool', shape: [1, 1] },
        ],
      }),
    },
    {
      name: 'bytes go in as they are',
      head: classifier({
        preprocessing: preprocessing({ rescale: 1, normalise: null }),
        inputs: [{ name: 'pixels', type: 'uint8', shape: ['batch', 3, 224, 224] }],
      }),
    },
  ],
  fails: [
    {
      name: 'the input holds text',
      head: classifier({ inputs: [{ name: 'file', type: 'string', shape: [1] }] }),
      problems: [
        {
          message: 'type',
          subject: 'classifier',
          identity: 'classifier/file',
          at: { path: 'models/classifier.onnx' },
        },
      ],
      texts: [
        'The input file of classifier is of type string, and pixels are given as float, float16, double or uint8.',
      ],
    },
    {
      name: 'the input is flat',
      head: declares({}, ['batch', 784]),
      problems: [{ message: 'rank' }],
      texts: ['The input pixels of classifier has 2 dimensions, and a batch of images has 4.'],
    },
    {
      name: 'the model takes channels last',
      head: declares({}, ['batch', 224, 224, 3]),
      problems: [{ message: 'layout', at: config }],
      texts: [
        'The preprocessing of classifier declares the layout nchw, and the input pixels is batch × 224 × 224 × 3: NHWC fits it.',
      ],
    },
    {
      name: 'colour goes into a grey model',
      head: declares({}, [null, 1, 224, 224]),
      problems: [{ message: 'channels', at: config }],
      texts: ['The preprocessing of classifier makes rgb images (3 channels), and the input pixels takes 1 channel.'],
    },
    {
      name: 'images are made larger than the input',
      head: declares({ resize: { mode: 'stretch', width: 256, height: 224 } }),
      problems: [{ message: 'size', identity: 'classifier/pixels', at: config }],
      texts: [
        'The preprocessing of classifier makes images of 256 × 224, and the input pixels is batch × 3 × 224 × 224.',
      ],
    },
    {
      name: 'the shorter side is no side of the input',
      head: declares({ resize: { mode: 'shortest', size: 256 } }),
      problems: [{ message: 'size' }],
    },
    {
      name: 'the normalisation is that of grey images, twice, and divides by nothing',
      head: declares({ normalise: { mean: [0.5, 0.5], std: [0.5, 0] } }),
      problems: [
        { message: 'statistics', identity: 'classifier/mean' },
        { message: 'statistics', identity: 'classifier/std' },
        { message: 'deviation' },
      ],
      texts: [
        'The normalisation of classifier has 2 values of mean, and its images have 3 channels.',
        'The normalisation of classifier has 2 values of std, and its images have 3 channels.',
        'The normalisation of classifier divides by a standard deviation of 0.',
      ],
    },
    {
      name: 'fractions go into bytes',
      head: classifier({ inputs: [{ name: 'pixels', type: 'uint8', shape: ['batch', 3, 224, 224] }] }),
      problems: [{ message: 'bytes', at: config }],
    },
    {
      name: 'a label is missing',
      head: classifier({ outputs: [{ name: 'logits', type: 'float', shape: ['batch', 3] }] }),
      problems: [{ message: 'labels', identity: 'classifier/logits', at: { path: 'models/labels.txt' } }],
      texts: ['classifier has 2 labels, and its output logits has 3 classes.'],
    },
  ],
});
