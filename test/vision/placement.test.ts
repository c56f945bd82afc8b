import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openVision } from '../../src/vision/open.ts';
import { jobOf } from './jobs.ts';

const vision = openVision();
afterAll(() => vision.close());

const folder = mkdtempSync(join(tmpdir(), 'vision-gate-placement-'));

test('every node of a model on the CPU is on the CPU, and the profile is gone', async () => {
  const placed = await vision.place(jobOf('softmax'), folder);
  expect(placed).toMatchObject({ missing: null, nodes: 2, strays: [], copies: 0 });
  expect(placed.offered).toContain('cpu');
  expect(placed.milliseconds).toBeGreaterThan(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('a provider that this system cannot have is missing, and nothing is run instead', async () => {
  const provider = process.platform === 'win32' ? 'coreml' : 'dml';
  const placed = await vision.place(jobOf('softmax', { provider }), folder);
  expect(placed).toMatchObject({ nodes: 0, strays: [] });
  expect(placed.missing).toMatch(
    new RegExp(`^no available backend found\\. ERR: \\[${provider}\\] backend not found\\.$`),
  );
});

test('a model that cannot be opened is at fault, not its provider', async () => {
  await expect(vision.place(jobOf('hostile-operator'), folder)).rejects.toMatchObject({ kind: 'broken' });
});
