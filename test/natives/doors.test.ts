import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { actionFolder, doorPath } from '../../src/natives/doors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('source starts source', () => {
  expect(`${actionFolder()}/`).toBe(root);
  expect(doorPath('vision')).toBe(`${root}src/vision/child.ts`);
  expect(doorPath('worker')).toBe(`${root}src/worker.ts`);
});
