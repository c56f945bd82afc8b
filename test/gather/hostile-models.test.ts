import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCache } from '../../src/cache/store.ts';
import { gatherSide, withSources } from '../../src/gather/gather.ts';
import type { Tools } from '../../src/model/gatherer.ts';
import type { Policy, TargetPolicy } from '../../src/model/policy.ts';
import type { Vision } from '../../src/model/vision.ts';
import { openVision } from '../../src/vision/open.ts';
import { colours } from '../harness/colours.ts';
import { type Content, snapshotOf } from '../harness/snapshot.ts';
import { policyOf } from './policy.ts';

const scratch = mkdtempSync(join(tmpdir(), 'gather-'));
const vision = openVision({ limits: { stallSeconds: 25, memoryMb: 900 } });
const patient = openVision({ limits: { stallSeconds: 100, memoryMb: 900 } });
const tools: Tools = {
  vision,
  cache: openCache({ directories: [] }),
  scratch,
  signal: new AbortController().signal,
  provider: 'cpu',
  progress: () => {},
  note: () => {},
};

afterAll(async () => {
  await vision.close();
  await patient.close();
  rmSync(scratch, { recursive: true, force: true });
});

const model = (name: string) => readFileSync(new URL(`../vision/models/${name}.onnx`, import.meta.url));
const labels = ['red', 'green', 'blue'];
const preprocessing = { size: { height: 32, width: 32 }, do_normalize: false };
const common = {
  labels,
  preprocessing,
  data: 'colours',
  score: 'accuracy',
  thresholds: { score: 0, overlap: 0, most: 1 },
};

async function gather(
  names: string[],
  target: Partial<TargetPolicy>,
  fact: 'predictions' | 'memory',
  own: Vision = vision,
) {
  const tree = (await colours({ train: 1, test: 2 })) as Record<string, Content>;
  for (const name of names) tree[`models/${name}.onnx`] = model(name);
  const declared = Object.fromEntries(
    names.map((name) => [name, { ...common, file: `models/${name}.onnx`, output: 'logits' as const, white: 1 }]),
  );
  const dataset = { splits: { test: 'data/test' } };
  const policy: Policy = {
    ...policyOf({ datasets: { colours: dataset }, models: declared }),
    targets: { edge: { name: 'edge', provider: 'cpu', batch: 2, latencyTolerance: 0.05, ...target } },
  };
  return gatherSide(snapshotOf(tree), policy, { ...tools, vision: own }, withSources([fact]));
}

test.skipIf(process.platform !== 'linux')(
  'a model that hangs, one that allocates without end and one that crashes the runtime are named, and the others are asked',
  async () => {
    const names = ['endless', 'four-gigabytes', 'crash', 'softmax'];
    const { facts, unread } = await gather(names, {}, 'predictions');
    expect(Object.keys(facts.predictions!)).toEqual(['softmax']);
    const said = new Map(unread.filter(({ fact }) => fact === 'predictions').map(({ name, reason }) => [name, reason]));
    expect(said.get('endless')).toMatch(/^model\.onnx: The process took more than 25 s\. Raise the time limit/);
    expect(said.get('four-gigabytes')).toMatch(
      /^model\.onnx: The process took more than 900 MB\. Raise the memory limit/,
    );
    expect(said.get('crash')).toMatch(/^model\.onnx: The process was ended by SIGFPE\. Run it again/);
    expect(unread.every(({ kind }) => kind === 'unavailable')).toBe(true);
  },
  400_000,
);

test.skipIf(process.platform !== 'linux')(
  'what does not fit at the batch of its target is told with the batch that does, and the others are measured',
  async () => {
    const names = ['crash', 'four-gigabytes', 'softmax'];
    const { facts, unread } = await gather(names, { batch: 4 }, 'memory', patient);
    expect(facts.memory!['four-gigabytes on edge']).toMatchObject({
      batch: 4,
      peak: null,
      outOfMemory: { where: 'host', reason: 'it took more than 900 MB', fits: 0 },
    });
    expect(facts.memory!['softmax on edge'].peak?.peakMb).toBeGreaterThan(0);
    expect(unread).toMatchObject([{ fact: 'memory', name: 'crash', reason: expect.stringContaining('SIGFPE') }]);
  },
  400_000,
);

test.skipIf(process.platform !== 'linux')(
  'a batch too large is halved until one fits',
  async () => {
    // A picture of 32 × 32 in floats has 12 KB: 40 000 of them are past the limit by themselves.
    const small = openVision({ limits: { memoryMb: 400 } });
    try {
      const { facts, unread } = await gather(['softmax'], { batch: 40_000 }, 'memory', small);
      expect(unread).toEqual([]);
      const { outOfMemory, peak } = facts.memory!['softmax on edge'];
      expect(peak).toBeNull();
      expect(outOfMemory?.fits).toBeGreaterThan(1_000);
      expect(outOfMemory?.fits).toBeLessThan(33_000);
    } finally {
      await small.close();
    }
  },
  400_000,
);
