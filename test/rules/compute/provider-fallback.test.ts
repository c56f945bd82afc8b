import rule from '../../../rules/compute/provider-fallback.ts';
import { models, placements, testRule } from '../../harness/rule/index.ts';

const detector = models({ detector: {} });
const suppression = { operator: 'NonMaxSuppression', provider: 'cpu', bytes: 2_829_600, milliseconds: 2 };
const shape = { operator: 'Concat', provider: 'cpu', bytes: 40, milliseconds: 0.01 };

testRule(rule, {
  passes: [
    { name: 'every node lies where it should', head: { models: detector, placements: placements({ detector: {} }) } },
    {
      name: 'what lies on the CPU only reckons with shapes',
      head: { models: detector, placements: placements({ detector: { strays: [shape, shape] } }) },
    },
    {
      name: 'the nodes on the CPU are as small as the option allows',
      options: { bytes: 2_829_600 },
      head: { models: detector, placements: placements({ detector: { strays: [suppression] } }) },
    },
  ],
  fails: [
    {
      name: 'the provider is not there',
      head: {
        models: detector,
        placements: placements({ detector: { missing: 'Failed to load shared library.', nodes: 0, milliseconds: 0 } }),
      },
      problems: [
        {
          message: 'missing',
          subject: 'detector on edge',
          identity: 'detector/edge',
          at: { path: 'models/detector.onnx' },
        },
      ],
      texts: [
        'detector runs on cuda on edge, and no session could be opened there: Failed to load shared library. The runtime offers cpu and webgpu.',
      ],
    },
    {
      name: 'an operator fell back, with copies before and after it',
      head: {
        models: detector,
        placements: placements({ detector: { strays: [suppression, shape, suppression], copies: 2 } }),
      },
      problems: [
        { message: 'fallback', identity: 'detector/edge/cpu/NonMaxSuppression', measured: 2, limit: 0 },
        { message: 'copies', identity: 'detector/edge', severity: 'warning', measured: 2, limit: 0 },
      ],
      texts: [
        '2 nodes of detector on edge (NonMaxSuppression) ran on cpu and not on cuda, for 50 % of the time of all nodes.',
        'detector copies 2 tensors between cuda and the host in the midst of each run on edge.',
      ],
    },
    {
      name: 'what TensorRT has not, CUDA does: no copy, but slower',
      head: {
        models: detector,
        placements: placements({
          detector: {
            provider: 'tensorrt',
            milliseconds: 0,
            strays: [{ ...suppression, provider: 'cuda', milliseconds: 0 }],
          },
        }),
      },
      problems: [{ message: 'fallback', severity: 'warning', identity: 'detector/edge/cuda/NonMaxSuppression' }],
      texts: [
        '1 node of detector on edge (NonMaxSuppression) ran on cuda and not on tensorrt, for 0 % of the time of all nodes.',
      ],
    },
  ],
});
