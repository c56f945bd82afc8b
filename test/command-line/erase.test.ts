import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../src/command-line/main.ts';

const rocket = fileURLToPath(new URL('../vision/photographs/rocket.jpg', import.meta.url));
let folder: string;
let register: string;
const said: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'erase-'));
  register = join(folder, 'erased.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text) => void said.push(text));
  vi.spyOn(console, 'error').mockImplementation((text) => void said.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('erase adds each image once, under a key from the environment', async () => {
  vi.stubEnv('MY_KEY', 'a secret of enough bytes');
  const copy = join(folder, 'jane-doe.jpg');
  copyFileSync(rocket, copy);
  expect(await main(['erase', copy, '--register', register, '--key-env', 'MY_KEY'])).toBe(0);
  expect(await main(['erase', rocket, '--register', register, '--key-env', 'MY_KEY'])).toBe(0);
  expect(said.map((line) => line.replace(/^.*: /, ''))).toEqual([
    '1 added, 0 there already. Commit it, and delete the images from the repository and its history.',
    '0 added, 1 there already. Commit it, and delete the images from the repository and its history.',
  ]);
  const text = readFileSync(register, 'utf8');
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(text).not.toContain('jane');
});

test.each([
  ['no register', {}, (): string[] => [rocket], /Expected images and the register/],
  [
    'no key',
    {},
    () => [rocket, '--register', register],
    /environment variable VISION_GATE_ERASURE_KEY but it is empty/,
  ],
  ['a short key', { VISION_GATE_ERASURE_KEY: 'short' }, () => [rocket, '--register', register], /at least 16 bytes/],
  [
    'another key',
    { VISION_GATE_ERASURE_KEY: 'another secret, long enough' },
    () => [rocket, '--register', register],
    /line 1 does not open/,
  ],
  [
    'no picture',
    { VISION_GATE_ERASURE_KEY: 'a secret of enough bytes' },
    () => {
      writeFileSync(join(folder, 'text.jpg'), 'no picture');
      return [rocket, join(folder, 'text.jpg'), '--register', join(folder, 'new.jsonl')];
    },
    /text\.jpg cannot be decoded\. Nothing was written/,
  ],
])('%s is a sentence, and nothing is written', async (_name, env, args, words) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const before = readFileSync(register, 'utf8');
  expect(await main(['erase', ...args()])).toBe(2);
  expect(said.join('\n')).toMatch(words);
  expect(readFileSync(register, 'utf8')).toBe(before);
  expect(existsSync(join(folder, 'new.jsonl'))).toBe(false);
});
