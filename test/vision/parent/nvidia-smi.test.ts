import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findGpus, watchGpuMemory } from '../../../src/vision/parent/gpus.ts';
import { gpuFields, parseGpus, parseProcess, unknownField } from '../../../src/vision/parent/nvidia-smi.ts';

const h100 =
  '0, GPU-7c3c1a53-0d2f-b7ac-9c62-5a4a4ac6f9fd, NVIDIA H100 80GB HBM3, 570.124.06, 81559, 4, 345, 1980, 2619, 31, 0, 0x0000000000000001, Disabled';

describe('what nvidia-smi prints', () => {
  test('of a GPU that idles', () => {
    expect(parseGpus(`${h100}\n`, gpuFields)).toEqual([
      {
        index: '0',
        uuid: 'GPU-7c3c1a53-0d2f-b7ac-9c62-5a4a4ac6f9fd',
        name: 'NVIDIA H100 80GB HBM3',
        driver: '570.124.06',
        memoryMb: 81559,
        usedMb: 4,
        smClock: 345,
        smClockMost: 1980,
        memoryClock: 2619,
        temperature: 31,
        utilisation: 0,
        throttled: [],
        mig: false,
        processes: [],
      },
    ]);
  });

  test('of several GPUs, one held down by heat and power, one divided by MIG, one that tells little', () => {
    const printed = [
      '0, GPU-a, NVIDIA A100-SXM4-40GB, 535.183.01, 40960, 39217, 1095, 1410, 1215, 87, 100, 0x0000000000000064, Disabled',
      '1, GPU-b, NVIDIA A100-SXM4-40GB, 535.183.01, 40960, 45, 210, 1410, 1215, 30, [N/A], 0x0000000000000001, Enabled',
      '2, GPU-c, NVIDIA GeForce GTX 750 Ti, 470.256.02, 1999, [Insufficient Permissions], [Not Supported], [Unknown Error], 405, [N/A], [N/A], [Not Supported], [N/A]',
    ].join('\n');
    const [hot, divided, silent] = parseGpus(printed, gpuFields);
    expect([hot.throttled, hot.utilisation]).toEqual([
      ['power cap', 'temperature (software)', 'temperature (hardware)'],
      1,
    ]);
    expect([divided.mig, divided.utilisation, divided.throttled]).toEqual([true, null, []]);
    expect(silent).toMatchObject({ usedMb: null, smClock: null, smClockMost: null, temperature: null, throttled: [] });
  });

  test('when there is none', () => {
    expect(parseGpus('No devices were found\n', gpuFields)).toEqual([]);
    expect(
      parseGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n", gpuFields),
    ).toEqual([]);
  });

  test('of processes, whose names may hold commas', () => {
    expect(parseProcess('GPU-a, 40170, /opt/python/bin/python3, 185')).toEqual({
      uuid: 'GPU-a',
      pid: 40170,
      name: '/opt/python/bin/python3',
      usedMb: 185,
    });
    expect(parseProcess('GPU-a, 12, /srv/a, b/python, [N/A]')).toMatchObject({
      name: '/srv/a, b/python',
      usedMb: null,
    });
    expect(parseProcess('MIG-9f1c, 13, [Insufficient Permissions], 3050')).toMatchObject({ name: '', usedMb: 3050 });
    expect(parseProcess('')).toBeNull();
    expect(parseProcess('No running processes found')).toBeNull();
  });

  test('of a field that it does not know', () => {
    expect(unknownField('Field "mig.mode.current" is not a valid field to query.\n')).toBe('mig.mode.current');
    expect(unknownField(h100)).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('a program of that name on the path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vision-gate-smi-'));
  const path = process.env.PATH;
  const signal = new AbortController().signal;
  const [gpu] = parseGpus(h100, gpuFields);

  function install(script: string): void {
    const file = join(folder, 'nvidia-smi');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    process.env.PATH = `${folder}:${path}`;
  }

  afterEach(() => {
    process.env.PATH = path;
    rmSync(join(folder, 'nvidia-smi'), { force: true });
  });

  test('tells of its GPUs and of what runs there, and not more than its driver knows', async () => {
    install(`case "$1" in
      *mig.mode*) echo 'Field "mig.mode.current" is not a valid field to query.'; exit 2 ;;
      --query-gpu*) echo '${h100.replace(', Disabled', '')}' ;;
      --query-compute-apps*) echo 'GPU-7c3c1a53-0d2f-b7ac-9c62-5a4a4ac6f9fd, 77, /usr/bin/tritonserver, 512' ;;
    esac`);
    expect(await findGpus(signal)).toMatchObject([
      {
        name: 'NVIDIA H100 80GB HBM3',
        mig: false,
        processes: [{ pid: 77, name: '/usr/bin/tritonserver', usedMb: 512 }],
      },
    ]);
  });

  test('without a driver tells of none', async () => {
    install('echo "NVIDIA-SMI has failed because it couldn\'t communicate with the NVIDIA driver."; exit 9');
    expect(await findGpus(signal)).toEqual([]);
  });

  test('is watched for the most memory of one process', async () => {
    install(
      `echo 'GPU-a, 4, other, 9000'; echo 'GPU-a, 5, node, 310'; echo 'GPU-a, 5, node, 742'; echo 'GPU-a, 5, node, 640'; exec sleep 30`,
    );
    const watch = watchGpuMemory(5, [gpu]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(watch.end()).toEqual({ gpuMb: 742, gpuMbOf: 'process' });
  });

  test('that names no process of this container is watched for what the device gained', async () => {
    install(`case "$1" in
      --query-gpu*) echo '${h100.split(', ').slice(0, 6).join(', ')}'; echo '${h100.split(', ').slice(0, 5).join(', ')}, 1604'; exec sleep 30 ;;
      *) echo 'GPU-a, 40170, node, 1600'; exec sleep 30 ;;
    esac`);
    const watch = watchGpuMemory(5, [gpu]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(watch.end()).toEqual({ gpuMb: 1600, gpuMbOf: 'device' });
  });

  test('that is absent is no GPU', async () => {
    process.env.PATH = folder;
    expect(await findGpus(signal)).toEqual([]);
    expect(watchGpuMemory(5, [gpu]).end()).toEqual({ gpuMb: null, gpuMbOf: null });
    expect(watchGpuMemory(5, []).end()).toEqual({ gpuMb: null, gpuMbOf: null });
  });
});
