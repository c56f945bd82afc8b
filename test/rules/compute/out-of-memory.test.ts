import rule from '../../../rules/compute/out-of-memory.ts';
import { memory, models, testRule } from '../../harness/rule/index.ts';

const net = models({ net: {} });
const full = { where: 'host' as const, reason: 'it took more than 8192 MB', fits: 12 };

testRule(rule, {
  passes: [{ name: 'the batch fits', head: { models: net, memory: memory({ net: { batch: 64 } }) } }],
  fails: [
    {
      name: 'a smaller batch fits',
      head: { models: net, memory: memory({ net: { batch: 64, peak: null, outOfMemory: full } }) },
      problems: [{ message: 'smaller', subject: 'net on edge', identity: 'net/edge', at: { path: 'models/net.onnx' } }],
      texts: [
        'net runs out of host memory on edge at its batch of 64 (it took more than 8192 MB); a batch of 12 did fit.',
      ],
    },
    {
      name: 'nothing fits',
      head: {
        models: net,
        memory: memory({
          net: {
            batch: 1,
            peak: null,
            outOfMemory: { where: 'GPU', reason: 'CUDA failure 2: out of memory.', fits: 0 },
          },
        }),
      },
      problems: [{ message: 'none', identity: 'net/edge' }],
      texts: [
        'net runs out of GPU memory on edge at its batch of 1 (CUDA failure 2: out of memory), and no smaller batch did fit.',
      ],
    },
  ],
});
