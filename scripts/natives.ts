/**
 * Packs the native parts of this machine's platform from node_modules into an asset for the release, and writes what it
 * holds to dist/natives.lock.json: `node scripts/natives.ts [folder]` (lib/natives). Equal packages give equal files;
 * only the compression may differ between machines, and the lock does not depend on it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashOf, keyOf, type NativesAsset, type NativesLock, packages, platformName } from '../src/natives/lock.ts';
import { packTar } from '../src/natives/tar.ts';

const root = join(import.meta.dirname, '..');

/** What is loaded at run time, by package: the rest of each package stays behind. The `@img` folders must lie as npm lays them, since sharp finds libvips by a path relative to its own. */
const wanted: Record<string, RegExp> = {
  'onnxruntime-node': new RegExp(
    `^(?:package\\.json|README\\.md|dist/.+\\.js|bin/napi-v6/${process.platform}/${process.arch}/.+)$`,
  ),
  'onnxruntime-common': /^(?:package\.json|dist\/cjs\/.+\.js|dist\/cjs\/package\.json)$/,
  sharp: /^(?:package\.json|LICENSE|dist\/.+\.cjs)$/,
  '@img/colour': /^(?:package\.json|LICENSE\.md|.+\.cjs)$/,
  [`@img/sharp-${platformName}`]: /./,
  [`@img/sharp-libvips-${platformName}`]: /./,
  'detect-libc': /^(?:package\.json|LICENSE|lib\/.+\.js)$/,
  semver: /^(?:package\.json|LICENSE|.+\.js)$/,
};

/** Libraries that onnxruntime's own install script may have put beside its binding: too large, and not npm's. */
const downloaded = /libonnxruntime_providers_/;

/** The files that the asset holds, by path. */
export function nativeFiles(directory: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const [name, pattern] of Object.entries(wanted)) {
    const folder = join(directory, 'node_modules', name);
    if (!existsSync(folder)) {
      // Windows and macOS carry libvips inside the package itself or beside it under another name.
      if (name.startsWith('@img/sharp-libvips')) continue;
      throw new Error(`Expected ${name} in node_modules but found none. Run \`npm run setup\`.`);
    }
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (!entry.isFile() || !pattern.test(path) || downloaded.test(path)) continue;
      files.set(`node_modules/${name}/${path}`, readFileSync(join(folder, path)));
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The lock with this platform's entry as the files say; the entries of other platforms are kept. */
export function lockOf(files: ReadonlyMap<string, Buffer>, before: NativesLock | null, version: string): NativesLock {
  const locked = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, { bytes: bytes.length, sha256: hashOf(bytes) }]),
  );
  const key = keyOf(locked);
  const asset: NativesAsset = {
    key,
    name: `vision-gate-natives-${platformName}-${key}.tgz`,
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(files, name)])),
    files: locked,
  };
  const assets = Object.entries({ ...before?.assets, [platformName]: asset }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { version: 1, release: `v${version}`, assets: Object.fromEntries(assets) };
}

/** The lock as a file. */
export function lockText(lock: NativesLock): string {
  return `${JSON.stringify(lock, null, 1)}\n`;
}

function versionOf(files: ReadonlyMap<string, Buffer>, name: string): string {
  return JSON.parse(String(files.get(`node_modules/${name}/package.json`))).version;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? join(root, 'lib/natives');
  const lockFile = join(root, 'dist/natives.lock.json');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const before = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : null;
  const files = nativeFiles(root);
  const lock = lockOf(files, before, version);
  const { name } = lock.assets[platformName];
  mkdirSync(dirname(lockFile), { recursive: true });
  writeFileSync(lockFile, lockText(lock));
  mkdirSync(folder, { recursive: true });
  const packed = gzipSync(packTar(files), { level: 9 });
  writeFileSync(join(folder, name), packed);
  console.log(`${join(folder, name)}: ${files.size} files, ${(packed.length / 1e6).toFixed(1)} MB`);
}
