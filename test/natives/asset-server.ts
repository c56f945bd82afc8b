import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashOf, keyOf, type NativesLock, platformName } from '../../src/natives/lock.ts';
import { packTar } from '../../src/natives/tar.ts';

/** Packages small enough to be written here, laid out as the real ones. */
export const sampleFiles = new Map(
  Object.entries({
    'node_modules/onnxruntime-node/package.json': '{"version":"1.2.3","main":"index.js"}',
    'node_modules/onnxruntime-node/index.js': 'module.exports = { runtime: true };',
    'node_modules/onnxruntime-node/bin/libonnxruntime.so.1': 'x'.repeat(3000),
    'node_modules/sharp/package.json': '{"version":"4.5.6","main":"index.js"}',
    'node_modules/sharp/index.js': 'module.exports = () => {};',
  }).map(([path, text]) => [path, Buffer.from(text)]),
);

export function lockFor(files: ReadonlyMap<string, Buffer>): NativesLock {
  const locked = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, { bytes: bytes.length, sha256: hashOf(bytes) }]),
  );
  const versions = { 'onnxruntime-node': '1.2.3', sharp: '4.5.6' };
  const asset = { key: keyOf(locked), name: `natives-${platformName}.tgz`, versions, files: locked };
  return { version: 1, release: 'v1.0.0', assets: { [platformName]: asset } };
}

export function pack(files: ReadonlyMap<string, Buffer>): Buffer {
  return gzipSync(packTar(files), { level: 1 });
}

export async function lay(root: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
}

export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'natives-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Serves one asset under every path; each answer in `first` is given once before. */
export async function assetServer(
  asset: Buffer,
  first: ({ status: number; location?: string } | 'drop')[] = [],
): Promise<AsyncDisposable & { url: string; requests: string[] }> {
  const requests: string[] = [];
  const waiting = [...first];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const answer = waiting.shift();
    if (answer === 'drop') {
      response.writeHead(200, { 'content-length': asset.length });
      response.write(asset.subarray(0, 100), () => response.destroy());
    } else if (answer) {
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end();
    } else {
      response.end(asset);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/natives/`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
