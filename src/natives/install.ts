import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { differenceFrom, hashOf, type NativesAsset } from './lock.ts';

const abandonedAfter = 60 * 60 * 1000;

/** A file that is not what the lock says: nothing of its source may be used. */
export class Tampered extends Error {}

/**
 * Puts every locked file below `place`, all of them or none: they are written beside it, each compared with its hash,
 * and the folder is then renamed. Several installations at once end with one of them.
 * @throws Tampered for a file that `read` gave and that is not the locked one
 */
export async function install(
  asset: NativesAsset,
  place: string,
  read: (path: string) => Promise<Uint8Array> | Uint8Array,
): Promise<void> {
  const parent = dirname(place);
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const stage = await mkdtemp(join(parent, '.stage-'));
  try {
    const root = join(stage, 'new');
    for (const [path, locked] of Object.entries(asset.files)) {
      const bytes = await read(path);
      if (bytes.length !== locked.bytes || hashOf(bytes) !== locked.sha256) {
        throw new Tampered(`${path} differs from the lock`);
      }
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes, { flag: 'wx' });
    }
    await moveIn(asset, root, place, join(stage, 'old'));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** What lies at the place gives way, unless another installation was faster and is sound. */
async function moveIn(asset: NativesAsset, root: string, place: string, old: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(root, place);
    } catch (error) {
      if ((await differenceFrom(asset, place)) === null) return;
      if (attempt === 5) throw error;
      await rename(place, `${old}-${attempt}`).catch(() => {});
    }
  }
}

/** Stages of installations that were killed. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith('.stage-')) continue;
    const stage = join(parent, name);
    const age = Date.now() - (await stat(stage).then(({ mtimeMs }) => mtimeMs, Date.now));
    if (age > abandonedAfter) await rm(stage, { recursive: true, force: true });
  }
}
