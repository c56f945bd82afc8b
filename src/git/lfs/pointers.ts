import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileEntry } from '../../model/snapshot.ts';
import { openObjects } from '../objects.ts';
import type { GitRepository } from '../repository.ts';
import { gitText } from '../run.ts';
import { gitOid } from '../tree.ts';

/** Git LFS: "pointer files must be less than 1024 bytes". */
const POINTER_BYTES = 1024;

/** Larger attribute files are ignored, as git does (`ATTR_MAX_FILE_SIZE`). */
const ATTRIBUTES_BYTES = 100 * 1024 * 1024;

/** `version` comes first, the other keys are sorted: those of extensions (`ext-0-name`) precede `oid`. */
const POINTER =
  /^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\/spec\/v1\n(?:ext-\d-[\w.-]+ sha256:[0-9a-f]{64}\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n?$/;

/**
 * What a Git LFS pointer file points to; `null` for any other content. With extensions it is what their programs made of
 * the file. Source: git-lfs/docs/spec.md, git-lfs/docs/extensions.md.
 */
export function parsePointer(content: Uint8Array): { oid: string; bytes: number } | null {
  if (content.length >= POINTER_BYTES) return null;
  const match = POINTER.exec(Buffer.from(content).toString('latin1'));
  return match && { oid: match[1], bytes: Number(match[2]) };
}

/** Entries named `.gitattributes`: what decides which files are pointers. */
export function attributesFiles(files: ReadonlyMap<string, FileEntry>): FileEntry[] {
  return [...files.values()].filter(
    ({ path, kind, bytes }) =>
      kind === 'file' && !(bytes > ATTRIBUTES_BYTES) && (path === '.gitattributes' || path.endsWith('/.gitattributes')),
  );
}

/**
 * The files that may be pointers: small (or of unknown size), and with `filter=lfs` by the commit's own `.gitattributes`,
 * as git itself matches them. `attributes` have to be in the repository already.
 */
export async function pointerCandidates(
  repository: GitRepository,
  files: ReadonlyMap<string, FileEntry>,
  attributes: readonly FileEntry[],
  signal?: AbortSignal,
): Promise<FileEntry[]> {
  if (!(await mentionLfs(repository, attributes, signal))) return [];
  const small = [...files.values()].filter(({ kind, bytes }) => kind === 'file' && !(bytes >= POINTER_BYTES));
  if (small.length === 0) return [];

  // An index of the attribute files alone: `check-attr` matches names, whether the index has them or not.
  const folder = await mkdtemp(join(tmpdir(), 'vision-gate-index-'));
  try {
    const options = { signal, env: { GIT_INDEX_FILE: join(folder, 'index') } };
    await gitText(repository.directory, ['update-index', '-z', '--index-info'], {
      ...options,
      input: attributes.map(({ hash, path }) => `100644 ${gitOid(hash)} 0\t${path}\0`).join(''),
    });
    const answers = await gitText(repository.directory, ['check-attr', '--cached', '--stdin', '-z', 'filter'], {
      ...options,
      input: small.map(({ path }) => `${path}\0`).join(''),
    });
    // Three fields for each path, in the order asked: path, attribute, value.
    const fields = answers.split('\0');
    return small.filter((_, index) => fields[index * 3 + 2] === 'lfs');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mentionLfs(repository: GitRepository, attributes: readonly FileEntry[], signal?: AbortSignal) {
  if (attributes.length === 0) return false;
  const objects = openObjects(repository.directory, signal);
  try {
    for await (const content of objects.contents(attributes.map(({ hash }) => gitOid(hash)))) {
      if (content.includes('filter=lfs')) return true;
    }
    return false;
  } finally {
    objects.close();
  }
}

/** Replaces each candidate that is a pointer by what it points to: hash `lfs:<sha256>`, and that content's size. */
export async function followPointers(
  repository: GitRepository,
  candidates: readonly FileEntry[],
  signal?: AbortSignal,
): Promise<void> {
  if (candidates.length === 0) return;
  const objects = openObjects(repository.directory, signal);
  try {
    const sizes = await objects.sizes(candidates.map(({ hash }) => gitOid(hash)));
    const small = candidates.filter((_, index) => (sizes[index] ?? POINTER_BYTES) < POINTER_BYTES);
    let index = 0;
    for await (const content of objects.contents(small.map(({ hash }) => gitOid(hash)))) {
      const pointer = parsePointer(content);
      if (pointer) Object.assign(small[index], { hash: `lfs:${pointer.oid}`, bytes: pointer.bytes });
      index += 1;
    }
  } finally {
    objects.close();
  }
}
