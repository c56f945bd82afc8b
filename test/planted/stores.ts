import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lfsPointer } from '../harness/repository.ts';
import type { Laid } from './formats/format.ts';

/** Where the pictures' bytes are kept, and what git then holds instead of them. */
export interface Store {
  name: string;
  keep(laid: Laid, directory: string): Promise<Laid>;
}

export const git: Store = { name: 'git', keep: async (laid) => laid };

/** Git LFS with all content in the clone's own store. */
export const lfs: Store = {
  name: 'Git LFS',
  async keep(laid, directory) {
    const files: Laid['files'] = { '.gitattributes': '*.jpg filter=lfs diff=lfs merge=lfs -text\n' };
    for (const [path, content] of Object.entries(laid.files)) {
      if (!path.endsWith('.jpg')) {
        files[path] = content;
        continue;
      }
      const { pointer, objectPath } = lfsPointer(content);
      files[path] = pointer;
      await write(join(directory, objectPath), content);
    }
    return { ...laid, files };
  },
};

/** DVC 3: `data.dvc` names a listing in the cache, which names the content of every file. */
export const dvc: Store = {
  name: 'DVC',
  async keep(laid, directory) {
    const cache = async (content: Buffer | string, extension = '') => {
      const md5 = createHash('md5').update(content).digest('hex');
      await write(join(directory, '.dvc/cache/files/md5', md5.slice(0, 2), `${md5.slice(2)}${extension}`), content);
      return `${md5}${extension}`;
    };
    const tracked = Object.entries(laid.files).filter(([path]) => path.startsWith('data/'));
    const listing = [];
    let size = 0;
    for (const [path, content] of tracked) {
      size += Buffer.byteLength(content);
      listing.push({ md5: await cache(content), relpath: path.slice('data/'.length) });
    }
    listing.sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
    const oid = await cache(
      `[${listing.map(({ md5, relpath }) => `{"md5": "${md5}", "relpath": "${relpath}"}`).join(', ')}]`,
      '.dir',
    );
    const entry = `outs:\n- md5: ${oid}\n  size: ${size}\n  nfiles: ${listing.length}\n  hash: md5\n  path: data\n`;
    return {
      ...laid,
      files: { 'data.dvc': entry, '.dvc/config': '', '.gitignore': '/data\n' },
      placeOf: (name, object) => {
        const place = laid.placeOf(name, object);
        return place.line === undefined ? { path: 'data.dvc', line: 2 } : place;
      },
    };
  },
};

async function write(path: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
