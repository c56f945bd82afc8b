import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../model/fault.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { joined } from '../compact.ts';
import { type ObjectReader, openObjects } from '../objects.ts';
import type { GitRepository } from '../repository.ts';
import { type GitOptions, gitText, lastWords, startGit } from '../run.ts';
import { gitOid } from '../tree.ts';

/** Git LFS: "pointer files must be less than 1024 bytes". */
const POINTER_BYTES = 1024;

/** Files asked about at a time: a million of them must not wait in one text. */
const WINDOW = 4096;

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
 * Of `entries`, those that may be pointers: small (or of unknown size), and with `filter=lfs` by the commit's own
 * `.gitattributes`, as git itself matches them. `attributes` have to be in the repository already.
 */
export async function pointerCandidates(
  repository: GitRepository,
  entries: Iterable<FileEntry>,
  attributes: readonly FileEntry[],
  signal?: AbortSignal,
): Promise<FileEntry[]> {
  if (!(await mentionLfs(repository, attributes, signal))) return [];
  const small: FileEntry[] = [];
  for (const entry of entries) if (entry.kind === 'file' && !(entry.bytes >= POINTER_BYTES)) small.push(entry);
  if (small.length === 0) return [];

  // An index of the attribute files alone: `check-attr` matches names, whether the index has them or not.
  const folder = await mkdtemp(join(tmpdir(), 'vision-gate-index-'));
  try {
    const options = { signal, env: { GIT_INDEX_FILE: join(folder, 'index') } };
    await gitText(repository.directory, ['update-index', '-z', '--index-info'], {
      ...options,
      input: attributes.map(({ hash, path }) => `100644 ${gitOid(hash)} 0\t${path}\0`).join(''),
    });
    return await filteredByLfs(repository, small, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filteredByLfs(
  { directory }: GitRepository,
  entries: readonly FileEntry[],
  options: GitOptions,
): Promise<FileEntry[]> {
  const checking = startGit(directory, ['check-attr', '--cached', '--stdin', '-z', 'filter'], options);
  // Written no faster than git reads. That git ended early is heard of by its status.
  const asking = pipeline(Readable.from(pathsOf(entries)), checking.stdin).catch(() => {});
  const found: FileEntry[] = [];
  let field = 0;
  let rest: Buffer = Buffer.alloc(0);
  try {
    // Three fields for each path, in the order asked: path, attribute, value.
    for await (const chunk of checking.stdout as AsyncIterable<Buffer>) {
      const fields = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let start = 0;
      for (let end = fields.indexOf(0); end >= 0; end = fields.indexOf(0, start)) {
        if (field % 3 === 2 && fields.toString('latin1', start, end) === 'lfs') found.push(entries[(field - 2) / 3]);
        field += 1;
        start = end + 1;
      }
      rest = fields.subarray(start);
    }
    const { status, stderr } = await checking.ended;
    if (status !== 0) throw new Fault('unable', `\`git check-attr\` failed in \`${directory}\`: ${lastWords(stderr)}`);
    await asking;
    return found;
  } finally {
    checking.kill();
  }
}

function* pathsOf(entries: readonly FileEntry[]): Generator<string> {
  for (let start = 0; start < entries.length; start += WINDOW) {
    const paths = entries.slice(start, start + WINDOW).map(({ path }) => `${path}\0`);
    yield paths.join('');
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
    for (let start = 0; start < candidates.length; start += WINDOW) {
      signal?.throwIfAborted();
      await followWindow(objects, candidates.slice(start, start + WINDOW));
    }
  } finally {
    objects.close();
  }
}

async function followWindow(objects: ObjectReader, candidates: readonly FileEntry[]): Promise<void> {
  // What a partial clone lacked when it was listed has no size yet.
  const unsized = candidates.filter(({ bytes }) => Number.isNaN(bytes));
  const sizes = await objects.sizes(unsized.map(({ hash }) => gitOid(hash)));
  const large = new Set(unsized.filter((_, index) => (sizes[index] ?? POINTER_BYTES) >= POINTER_BYTES));
  const small = candidates.filter((entry) => !large.has(entry));
  let index = 0;
  for await (const content of objects.contents(small.map(({ hash }) => gitOid(hash)))) {
    const entry = small[index];
    const pointer = parsePointer(content);
    if (pointer) {
      entry.hash = joined('lfs:', pointer.oid);
      entry.bytes = pointer.bytes;
    }
    index += 1;
  }
}
