import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeFiles } from '../../scripts/natives.ts';
import { findNatives } from '../../src/natives/find.ts';
import { type NativesLock, platformName } from '../../src/natives/lock.ts';
import { packTar } from '../../src/natives/tar.ts';
import { openVision } from '../../src/vision/open.ts';
import { assetServer, temporaryFolder } from '../natives/asset-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `action.yml` and `dist/` in an empty folder, as GitHub's runner unpacks a release: no node_modules, no source. */
describe('the action alone', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let actionDir: string;
  let toolCache: string;
  const files = nativeFiles(root);

  beforeAll(async () => {
    folder = await temporaryFolder();
    actionDir = join(folder.path, 'action');
    toolCache = join(folder.path, 'tools');
    mkdirSync(actionDir);
    for (const part of ['action.yml', 'dist']) cpSync(join(root, part), join(actionDir, part), { recursive: true });
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('holds a lock that these packages fulfil', () => {
    const lock: NativesLock = JSON.parse(readFileSync(join(actionDir, 'dist/natives.lock.json'), 'utf8'));
    expect(Object.keys(lock.assets[platformName].files)).toEqual([...files.keys()]);
    expect(readdirSync(actionDir).sort()).toEqual(['action.yml', 'dist']);
  });

  test('refuses an asset with one changed byte', async () => {
    const path = [...files.keys()].find((name) => name.endsWith('onnxruntime_binding.node')) ?? '';
    const changed = Buffer.from(files.get(path) ?? '');
    changed[changed.length >> 1] ^= 1;
    const packed = gzipSync(packTar(new Map([...files, [path, changed]])), { level: 1 });
    await using server = await assetServer(packed);
    await expect(findNatives({ actionDir, toolCache, url: server.url, event: 'pull_request' })).rejects.toThrow(
      `was refused: ${path} differs from the lock.`,
    );
  });

  test('fetches its native parts at the first run, and then decodes and infers without a network', async () => {
    {
      await using server = await assetServer(gzipSync(packTar(files), { level: 1 }));
      const request = { actionDir, toolCache, url: server.url, event: 'pull_request' };
      const runs = await Promise.all([1, 2, 3].map(() => findNatives(request)));
      expect(new Set(runs.map(({ root: place }) => place)).size).toBe(1);
    }
    const request = { actionDir, toolCache, url: 'http://127.0.0.1:9/', event: 'pull_request' };
    const { root: nativesRoot, from, versions } = await findNatives(request);
    expect(from).toBe('tool cache');

    const vision = openVision({ door: join(actionDir, 'dist/vision/index.js'), nativesRoot });
    try {
      const { runtime, decoder } = await vision.versions();
      expect(runtime).toContain(versions['onnxruntime-node']);
      expect(decoder).toContain(versions.sharp);
      const images = (async function* () {
        yield { key: 'a', bytes: onePixel };
      })();
      for await (const description of vision.describe(images)) {
        expect(description).toMatchObject({ key: 'a', error: null, format: 'png', width: 1, height: 1 });
      }
    } finally {
      await vision.close();
    }
  });
});

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
