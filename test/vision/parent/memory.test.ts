import { expect, test } from 'vitest';
import { openVision } from '../../../src/vision/open.ts';
import { outOfMemory } from '../../../src/vision/parent/memory.ts';
import { jobOf } from '../jobs.ts';

const broke = (reason: string) => ({ cause: 'fault', kind: 'unavailable', reason }) as const;

test.each([
  ['CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc((void**)&p, size);', 'cuda', 'GPU'],
  ['Failed to allocate memory for requested buffer of size 3210870784.', 'cuda', 'GPU'],
  ['CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0', 'tensorrt', 'GPU'],
  ['Buffer size (4294967296) exceeds the max buffer size limit (2147483648).', 'webgpu', 'GPU'],
  ['Failed to allocate memory for requested buffer of size 3210870784.', 'cpu', 'host'],
  ['std::bad_alloc.', 'cuda', 'host'],
])('%s on %s is the memory of the %s', (reason, provider, where) => {
  expect(outOfMemory(broke(reason), { provider })).toEqual({ where, reason });
});

test('another end is not for want of memory', () => {
  expect(outOfMemory(broke('The model could not be loaded: no graph was found.'), { provider: 'cuda' })).toBeNull();
  expect(outOfMemory({ cause: 'crashed', reason: 'was ended by SIGSEGV' }, { provider: 'cpu' })).toBeNull();
  expect(outOfMemory({ cause: 'stalled', reason: 'took more than 120 s' }, { provider: 'cpu' })).toBeNull();
});

test.skipIf(process.platform !== 'linux')(
  'a model that allocates without end is out of memory, and the next one is measured',
  async () => {
    const vision = openVision({ limits: { memoryMb: 900 } });
    try {
      expect(await vision.memory(jobOf('four-gigabytes'))).toEqual({
        where: 'host',
        reason: 'it took more than 900 MB',
      });
      expect(await vision.memory(jobOf('means'))).toMatchObject({ gpuMb: null, gpuMbOf: null });
    } finally {
      await vision.close();
    }
  },
);
