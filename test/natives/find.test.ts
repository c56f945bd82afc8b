import { appendFile, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNatives } from '../../src/natives/find.ts';
import { platformName } from '../../src/natives/lock.ts';
import { assetServer, lay, lockFor, pack, sampleFiles, temporaryFolder } from './asset-server.ts';

const lock = lockFor(sampleFiles);
const { key } = lock.assets[platformName];
const packed = pack(sampleFiles);
const library = 'node_modules/onnxruntime-node/bin/libonnxruntime.so.1';

async function folders() {
  const folder = await temporaryFolder();
  const request = {
    actionDir: join(folder.path, 'action'),
    toolCache: join(folder.path, 'tools'),
    nativePath: join(folder.path, 'natives'),
    lock,
  };
  const place = join(request.toolCache, 'vision-gate-natives', key, process.arch);
  const { nativePath, ...withoutNativePath } = request;
  return { ...request, request: withoutNativePath, place, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

function load(root: string): unknown {
  return createRequire(join(root, 'noop.js'))('onnxruntime-node');
}

describe('outside of pull requests', () => {
  test.each([undefined, 'push', 'workflow_dispatch'])(
    'node_modules beside the action is taken as it is (%s)',
    async (event) => {
      await using at = await folders();
      await lay(at.actionDir, sampleFiles);
      await appendFile(join(at.actionDir, library), 'own build');
      expect(await findNatives({ ...at.request, event })).toEqual({
        root: at.actionDir,
        from: 'node_modules',
        versions: { 'onnxruntime-node': '1.2.3', sharp: '4.5.6' },
      });
    },
  );

  test('native-path is the next, and must hold the packages', async () => {
    await using at = await folders();
    await lay(at.nativePath, sampleFiles);
    const request = { ...at.request, nativePath: at.nativePath };
    expect(await findNatives(request)).toMatchObject({ root: at.nativePath, from: 'native-path' });
    await rm(join(at.nativePath, 'node_modules/sharp'), { recursive: true });
    await expect(findNatives(request)).rejects.toThrow(
      `${at.nativePath} holds no node_modules with onnxruntime-node and sharp. Correct \`native-path\`.`,
    );
  });
});

describe('in a pull request', () => {
  const event = 'pull_request';

  test('equal node_modules beside the action are copied out of reach', async () => {
    await using at = await folders();
    await lay(at.actionDir, sampleFiles);
    await lay(at.actionDir, new Map([['node_modules/onnxruntime-node/node_modules/x/index.js', Buffer.from('')]]));
    expect(await findNatives({ ...at.request, event })).toMatchObject({ root: at.place, from: 'node_modules' });
    expect(await readdir(join(at.place, 'node_modules/onnxruntime-node'))).not.toContain('node_modules');
  });

  test('other node_modules beside the action are passed over', async () => {
    await using at = await folders();
    await lay(at.actionDir, sampleFiles);
    await appendFile(join(at.actionDir, library), 'tampered');
    await expect(findNatives({ ...at.request, event })).rejects.toThrow(
      `The native parts were not found: in node_modules beside the action ${library} differs from the lock; in the tool cache (${at.place}) there is nothing. Unpack natives-${platformName}.tgz of v1.0.0 there, or give \`native-url\` or \`native-path\`.`,
    );
    await using server = await assetServer(packed);
    expect(await findNatives({ ...at.request, event, url: server.url })).toMatchObject({ from: 'asset' });
  });

  test('native-path must equal the lock, with nothing beside it', async () => {
    await using at = await folders();
    await lay(at.nativePath, sampleFiles);
    const request = { ...at.request, event, nativePath: at.nativePath };
    expect(await findNatives(request)).toMatchObject({ root: at.nativePath, from: 'native-path' });
    const nearer = 'node_modules/onnxruntime-node/node_modules/onnxruntime-common/index.js';
    await lay(at.nativePath, new Map([[nearer, Buffer.from('')]]));
    await expect(findNatives(request)).rejects.toThrow(
      `In native-path (${at.nativePath}) ${nearer} is not in the lock. Unpack natives-${platformName}.tgz of v1.0.0 there.`,
    );
    await rm(join(at.nativePath, nearer));
    await rm(join(at.nativePath, library));
    await symlink('/etc/hostname', join(at.nativePath, library));
    await expect(findNatives(request)).rejects.toThrow(`${library} is not in the lock`);
  });

  test('a provider of CUDA in native-path is refused where a job could have written it', async () => {
    await using at = await folders();
    await lay(at.nativePath, sampleFiles);
    const provider = 'node_modules/onnxruntime-node/bin/libonnxruntime_providers_cuda.so';
    await lay(at.nativePath, new Map([[provider, Buffer.from('')]]));
    await expect(findNatives({ ...at.request, event, nativePath: at.nativePath })).rejects.toThrow(
      `${provider} is not in the lock, and a job could have put it there.`,
    );
  });
});

describe('the asset', () => {
  test('is fetched once, then the tool cache answers without a network', async () => {
    await using at = await folders();
    {
      await using server = await assetServer(packed);
      const request = { ...at.request, url: server.url };
      expect(await findNatives(request)).toEqual({
        root: at.place,
        from: 'asset',
        versions: { 'onnxruntime-node': '1.2.3', sharp: '4.5.6' },
      });
      expect(server.requests).toEqual([`/natives/natives-${platformName}.tgz`]);
    }
    expect(await findNatives({ ...at.request, url: 'http://127.0.0.1:9/' })).toMatchObject({
      root: at.place,
      from: 'tool cache',
    });
    expect(load(at.place)).toEqual({ runtime: true });
  });

  test('is installed soundly by three first runs at once', async () => {
    await using at = await folders();
    await using server = await assetServer(packed);
    const runs = await Promise.all([1, 2, 3].map(() => findNatives({ ...at.request, url: server.url })));
    expect(runs.map(({ root }) => root)).toEqual([at.place, at.place, at.place]);
    expect(await readdir(join(at.place, '..'))).toEqual([process.arch]);
    expect(load(at.place)).toEqual({ runtime: true });
  });

  test.each([
    [
      'a changed file',
      new Map([...sampleFiles, [library, Buffer.from('y'.repeat(3000))]]),
      `${library} differs from the lock`,
    ],
    [
      'a missing file',
      new Map([...sampleFiles].slice(1)),
      'node_modules/onnxruntime-node/package.json differs from the lock',
    ],
    [
      'one file more',
      new Map([...[...sampleFiles].slice(1), ['../../escaped.js', Buffer.from('x')]]),
      '../../escaped.js is not in the lock',
    ],
    [
      'more bytes than the lock allows',
      new Map([...sampleFiles, ['more', Buffer.alloc(1 << 20)]]),
      'it is not the asset that the lock describes',
    ],
  ])('with %s is refused, and nothing is left', async (_, files, why) => {
    await using at = await folders();
    await using server = await assetServer(pack(files));
    const url = `${server.url}natives-${platformName}.tgz`;
    await expect(findNatives({ ...at.request, url: server.url })).rejects.toThrow(
      `${url} was refused: ${why}. Fetch the asset from the release again; if it still differs, somebody changed it.`,
    );
    await expect(readdir(at.place)).rejects.toThrow('ENOENT');
  });

  test('that is no archive is refused', async () => {
    await using at = await folders();
    await using server = await assetServer(Buffer.from('<html>Sign in</html>'));
    await expect(findNatives({ ...at.request, url: server.url })).rejects.toThrow(
      'was refused: it is not the asset that the lock describes.',
    );
  });

  test('is fetched again after a redirect, a dropped connection and a 502', async () => {
    await using at = await folders();
    await using server = await assetServer(packed, [
      { status: 302, location: '/elsewhere.tgz' },
      'drop',
      { status: 502 },
    ]);
    expect(await findNatives({ ...at.request, url: server.url })).toMatchObject({ from: 'asset' });
    expect(server.requests).toHaveLength(4);
  });

  test('that is not there is said with its address and the way out', async () => {
    await using at = await folders();
    await using server = await assetServer(packed, [{ status: 404 }]);
    const url = `${server.url}natives-${platformName}.tgz`;
    await expect(findNatives({ ...at.request, url: server.url })).rejects.toThrow(
      `${url} could not be fetched: the answer was 404. Point \`native-url\` to a mirror that holds natives-${platformName}.tgz, or unpack it on the runner and name the folder with \`native-path\`.`,
    );
    expect(server.requests).toHaveLength(1);
  });

  test('of another platform only is said so', async () => {
    await using at = await folders();
    const elsewhere = { ...lock, assets: { 'plan9-mips': lock.assets[platformName] } };
    await expect(findNatives({ ...at.request, lock: elsewhere })).rejects.toThrow(
      `This release holds no native parts for ${platformName}, only for plan9-mips. Use a runner of such a platform.`,
    );
  });
});

describe('a tool cache that an earlier job changed', () => {
  test.each([
    ['a changed file', (place: string) => writeFile(join(place, library), 'y'.repeat(3000))],
    ['an added module', (place: string) => writeFile(join(place, 'node_modules/sharp/package.js'), '')],
    ['a missing file', (place: string) => rm(join(place, library))],
  ])('is noticed (%s) and replaced', async (_, change) => {
    await using at = await folders();
    await using server = await assetServer(packed);
    const request = { ...at.request, url: server.url };
    await findNatives(request);
    await change(at.place);
    await expect(findNatives({ ...at.request, url: 'http://127.0.0.1:9/' })).rejects.toThrow(
      'The native parts were not found: in the tool cache',
    );
    expect(await findNatives(request)).toMatchObject({ from: 'asset' });
    expect(String(await readFile(join(at.place, library)))).toBe('x'.repeat(3000));
    expect(await findNatives(request)).toMatchObject({ from: 'tool cache' });
  });
});
