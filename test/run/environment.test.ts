import { expect, test } from 'vitest';
import type { Gpu } from '../../src/model/facts.ts';
import { describeGpu, environmentOf } from '../../src/run/environment.ts';

const gpu: Gpu = {
  index: '0',
  uuid: 'GPU-a',
  name: 'NVIDIA L4',
  driver: '570.124.06',
  memoryMb: 23034,
  usedMb: 310,
  smClock: 1095,
  smClockMost: 2040,
  memoryClock: 6250,
  temperature: 41,
  utilisation: 0,
  throttled: [],
  mig: false,
  processes: [],
};

test('a GPU that is free', () => {
  expect(describeGpu(gpu)).toBe(
    'NVIDIA L4 (0), driver 570.124.06, 310 of 23,034 MB in use, 1,095 of 2,040 MHz, memory at 6,250 MHz, 41 °C',
  );
});

test('what disturbs a measurement is said', () => {
  const processes = ['/usr/bin/python3', '', '/opt/triton', '/opt/x'].map((name, i) => ({
    pid: 70 + i,
    name,
    usedMb: i === 0 ? 4096 : null,
  }));
  expect(
    describeGpu({
      ...gpu,
      mig: true,
      utilisation: 0.97,
      throttled: ['power cap', 'temperature (hardware)'],
      processes,
    }),
  ).toMatch(
    /, divided into instances \(MIG\), .*, 97 % busy, held down by power cap and temperature \(hardware\), shared with python3 \(70, 4,096 MB\), a process \(71\), triton \(72\) and 1 more$/,
  );
});

test('what a driver does not tell is left out', () => {
  const silent = { memoryMb: null, usedMb: null, smClock: null, smClockMost: null, memoryClock: null };
  expect(describeGpu({ ...gpu, ...silent, name: '', driver: '', temperature: null, utilisation: null })).toBe(
    'NVIDIA GPU (0)',
  );
});

test('a runner without one says so, and of several each is described', async () => {
  const versions = async () => ({ runtime: 'onnxruntime 1.30.0', decoder: 'sharp', providers: ['cpu'] });
  const of = (gpus: Gpu[]) => environmentOf({ versions, gpus: async () => gpus }, 'cuda');
  expect(await of([])).toMatchObject({ provider: 'cuda', runtime: 'onnxruntime 1.30.0', gpu: 'none' });
  expect((await of([gpu, { ...gpu, index: '1' }])).gpu).toMatch(/^NVIDIA L4 \(0\),.*; NVIDIA L4 \(1\),/);
});
