import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import type { Tools } from '../../../src/model/gatherer.ts';
import type { Vision } from '../../../src/model/vision.ts';
import { hashTensors, surveyTensors } from '../../../src/vision/child/weights-task.ts';
import { textTools } from '../tools.ts';

/** Tools for gatherers that read weights too; what a child process does is done here. */
export function weightTools(): Tools & { notes: string[] } {
  const scratch = mkdtempSync(join(tmpdir(), 'vision-gate-test-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const vision = {
    surveyTensors: async (tensors) => surveyTensors(tensors),
    hashTensors: async (tensors) => hashTensors(tensors),
  } satisfies Partial<Vision> as unknown as Vision;
  return { ...textTools(), vision, scratch, cache: openCache({ directories: [] }) };
}
