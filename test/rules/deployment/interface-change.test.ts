import interfaceChange from '../../../rules/deployment/interface-change.ts';
import type { Model, TensorInterface } from '../../../src/model/facts.ts';
import { models, testRule } from '../../harness/rule/index.ts';

const classifier = (overrides: Partial<Model> = {}) => ({ models: models({ classifier: overrides }) });
const input = (shape: TensorInterface['shape'], type = 'float', name = 'pixels') =>
  classifier({ inputs: [{ name, type, shape }] });
const output = (shape: TensorInterface['shape']) => classifier({ outputs: [{ name: 'logits', type: 'float', shape }] });

testRule(interfaceChange, {
  passes: [
    { name: 'nothing changed', head: classifier() },
    { name: 'the model is new', base: { models: models({ other: {} }) }, head: classifier() },
    {
      name: 'the batch became free, and a dimension that was unknown is known',
      base: input([1, 3, null, 224]),
      head: input(['batch', 3, 224, 224]),
    },
    {
      name: 'there is another output, and its dimension has another name',
      base: output(['n', 2]),
      head: classifier({
        outputs: [
          { name: 'logits', type: 'float', shape: ['batch', 2] },
          { name: 'features', type: 'float', shape: ['batch', 64] },
        ],
      }),
    },
    {
      name: 'the class list is not known, as the dataset that it follows from could not be read',
      base: classifier({ labelsAt: null }),
      head: classifier({ labels: [], labelsAt: null }),
    },
    { name: 'a class was added at the end', base: classifier(), head: classifier({ labels: ['cat', 'dog', 'fox'] }) },
  ],
  fails: [
    {
      name: 'the input was renamed',
      base: classifier(),
      head: input(['batch', 3, 224, 224], 'float', 'image'),
      problems: [
        {
          message: 'missing',
          subject: 'classifier',
          identity: 'classifier/input pixels',
          at: { path: 'models/classifier.onnx' },
        },
        { message: 'added', identity: 'classifier/input image' },
      ],
      texts: ['classifier no longer has the input `pixels`.', 'classifier needs a new input, `image`.'],
    },
    {
      name: 'the input is of another type',
      base: classifier(),
      head: input(['batch', 3, 224, 224], 'uint8'),
      problems: [{ message: 'changed', identity: 'classifier/input pixels' }],
      texts: ['The input `pixels` of classifier is uint8[batch, 3, 224, 224]; it was float[batch, 3, 224, 224].'],
    },
    {
      name: 'the batch is fixed now',
      base: classifier(),
      head: input([1, 3, 224, 224]),
      problems: [{ message: 'changed' }],
    },
    {
      name: 'the output has another rank',
      base: classifier(),
      head: output(['batch', 2, 1]),
      problems: [{ message: 'changed', identity: 'classifier/output logits' }],
    },
    {
      name: 'two classes changed places',
      base: classifier(),
      head: classifier({ labels: ['dog', 'cat'] }),
      problems: [{ message: 'classes', identity: 'classifier/classes', at: { path: 'models/labels.txt' } }],
      texts: ['Class 0 of classifier is dog; it was cat.'],
    },
    {
      name: 'the last class is gone, with its output',
      base: classifier({ labels: ['cat', 'dog', 'fox'], labelsAt: null }),
      head: classifier({ labelsAt: null }),
      problems: [{ message: 'classes', at: { path: 'models/classifier.onnx' } }],
      texts: ['Class 2 of classifier is nothing; it was fox.'],
    },
  ],
});
