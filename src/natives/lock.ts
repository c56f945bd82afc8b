import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface LockedFile {
  bytes: number;
  /** Hexadecimal SHA-256 of the content. */
  sha256: string;
}

/** The native parts of one platform: what `scripts/natives.ts` packs, file by file. */
export interface NativesAsset {
  /** Names the content: 16 hexadecimal digits over every path and hash. */
  key: string;
  /** File name of the packed asset. */
  name: string;
  /** Versions of the packages that are loaded. */
  versions: Record<string, string>;
  /** By path below the root, with `/`. */
  files: Record<string, LockedFile>;
}

/** `dist/natives.lock.json`. */
export interface NativesLock {
  version: 1;
  /** Tag of the release that holds the assets. */
  release: string;
  /** By platform: `linux-x64`. */
  assets: Record<string, NativesAsset>;
}

/** The packages without which neither pixels nor models can be read. */
export const packages = ['onnxruntime-node', 'sharp'] as const;

export const platformName = `${process.platform}-${process.arch}`;

/** Key of the lock's files; equal content has equal keys. */
export function keyOf(files: NativesAsset['files']): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) hash.update(`${path}\0${files[path].sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** The lock beside the action; without assets when the action was never built. */
export async function readLock(actionDir: string): Promise<NativesLock> {
  try {
    return JSON.parse(await readFile(join(actionDir, 'dist/natives.lock.json'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { version: 1, release: '', assets: {} };
    throw error;
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * How a folder differs from the lock, in words; `null` when every file is there with its hash, and nothing else is,
 * since a module that lies nearer would be loaded in place of a locked one.
 */
export async function differenceFrom(asset: NativesAsset, root: string): Promise<string | null> {
  const [stray] = await straysIn(asset, root);
  return stray === undefined ? differenceOfFiles(asset, root) : `${stray} is not in the lock`;
}

/** Whatever lies below the root and is neither a locked file nor a folder, by path. */
export async function straysIn(asset: NativesAsset, root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    return entry.isDirectory() || (entry.isFile() && Object.hasOwn(asset.files, path)) ? [] : [path];
  });
}

/** As `differenceFrom`, but other files may lie beside the locked ones. */
export async function differenceOfFiles(asset: NativesAsset, root: string): Promise<string | null> {
  if (!existsSync(root)) return 'there is nothing';
  for (const [path, locked] of Object.entries(asset.files)) {
    const file = join(root, path);
    const size = await stat(file).then(
      (found) => (found.isFile() ? found.size : -1),
      () => null,
    );
    if (size === null) return `${path} is missing`;
    if (size !== locked.bytes || (await hashOfFile(file)) !== locked.sha256) return `${path} differs from the lock`;
  }
  return null;
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
