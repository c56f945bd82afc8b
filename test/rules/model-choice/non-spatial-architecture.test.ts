import nonSpatialArchitecture from '../../../rules/model-choice/non-spatial-architecture.ts';
import { models, preprocessing, testRule } from '../../harness/rule/index.ts';

const dense = { spatial: false, operators: { Flatten: 1, Gemm: 3, Relu: 2 } };
const pixels = (shape: (number | string)[]) => [{ name: 'x', type: 'float', shape }];

testRule(nonSpatialArchitecture, {
  passes: [
    { name: 'it has convolutions', head: { models: models({ classifier: {} }) } },
    {
      name: 'its input is a handful of pixels',
      head: { models: models({ classifier: { ...dense, inputs: pixels([1, 3, 8, 8]) } }) },
    },
    {
      name: 'its input is no picture',
      head: { models: models({ classifier: { ...dense, inputs: pixels([1, 100]) } }) },
    },
    { name: 'larger pictures may be lists', options: { side: 300 }, head: { models: models({ classifier: dense }) } },
  ],
  fails: [
    {
      name: 'it is of dense layers alone',
      head: { models: models({ classifier: dense }) },
      problems: [{ message: 'dense', subject: 'classifier', at: { path: 'models/classifier.onnx' } }],
      texts: [
        'classifier takes pictures of 224 × 224 pixels and has neither convolution nor pooling nor attention: 1 Flatten, 3 Gemm, 2 Relu.',
      ],
    },
    {
      name: 'its channels come last, and its size is free',
      head: {
        models: models({
          classifier: {
            ...dense,
            inputs: pixels(['n', 'h', 'w', 3]),
            preprocessing: preprocessing({ layout: 'nhwc' }),
          },
        }),
      },
      texts: [
        'classifier takes pictures of any size and has neither convolution nor pooling nor attention: 1 Flatten, 3 Gemm, 2 Relu.',
      ],
      problems: [{ message: 'dense' }],
    },
  ],
});
