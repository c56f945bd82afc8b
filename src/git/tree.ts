import { isUtf8 } from 'node:buffer';
import { Fault } from '../model/fault.ts';
import type { FileEntry } from '../model/snapshot.ts';
import { fetchObjects } from './remote.ts';
import type { GitRepository } from './repository.ts';
import { type GitProcess, git, lastWords, startGit } from './run.ts';

/** A commit's files as git lists them, before pointers are followed. */
export interface Tree {
  /** By path, in git's order. Every hash is `git:<oid>`; `bytes` is NaN for the blobs in `missing`. */
  files: Map<string, FileEntry>;
  /** Ids of the blobs that a partial clone does not have yet. */
  missing: Set<string>;
}

/** Id in git of an entry whose hash is `git:<oid>`. */
export const gitOid = (hash: string) => hash.slice('git:'.length);

/**
 * Lists a commit's tree. Blobs that a partial clone left out stay where they are.
 * @throws Fault `unavailable` when the commit or a tree of it is not here, `broken` when the tree names a path twice.
 */
export async function listTree(repository: GitRepository, commit: string, signal?: AbortSignal): Promise<Tree> {
  const partial = repository.promisor !== null;
  if (partial) await bringTrees(repository, commit, signal);
  // `ls-tree -l` resolves each blob's type along its delta chain; asking for sizes alone takes a third of the time.
  const sizes = startGit(repository.directory, ['cat-file', '--batch-check=%(objectsize)', '--buffer'], { signal });
  const asked: FileEntry[] = [];
  const answers = takeSizes(sizes, asked);
  answers.catch(() => {}); // an abort is heard of below, too
  try {
    const files = new Map<string, FileEntry>();
    let listed = 0;
    for await (const records of listRecords(repository, commit, signal)) {
      const entries = parseRecords(records);
      for (const entry of entries) {
        files.set(entry.path, entry);
        listed += 1;
        if (files.size < listed) throw namedTwice(commit, entry.path);
      }
      if (!partial) askSizes(sizes, entries, asked);
    }
    const missing = new Set(partial ? await missingObjects(repository, [`${commit}^{tree}`], signal) : []);
    if (partial) {
      askSizes(
        sizes,
        [...files.values()].filter(({ hash }) => !missing.has(gitOid(hash))),
        asked,
      );
    }
    sizes.stdin.end();
    await answers;
    return { files, missing };
  } finally {
    sizes.kill();
  }
}

function askSizes(sizes: GitProcess, entries: readonly FileEntry[], asked: FileEntry[]) {
  const blobs = entries.filter(({ kind }) => kind !== 'submodule');
  for (const blob of blobs) asked.push(blob);
  sizes.stdin.write(blobs.map(({ hash }) => `${gitOid(hash)}\n`).join(''), 'latin1');
}

/** Gives each entry that was asked for its size, in the order asked: a line for each, which is NaN for `<oid> missing`. */
async function takeSizes(process: GitProcess, asked: readonly FileEntry[]): Promise<void> {
  let rest = '';
  let row = 0;
  process.stdout.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      asked[row].bytes = Number(text.slice(start, end));
      row += 1;
      start = end + 1;
    }
    rest = text.slice(start);
  });
  await process.ended;
}

/** `ls-tree`'s output, in pieces of whole records. */
async function* listRecords(repository: GitRepository, commit: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const listing = startGit(repository.directory, ['ls-tree', '-r', '-z', '--full-tree', commit], { signal });
  listing.stdin.end();
  try {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of listing.stdout as AsyncIterable<Buffer>) {
      const records = Buffer.concat([rest, chunk]);
      const end = records.lastIndexOf(0) + 1;
      rest = records.subarray(end);
      if (end > 0) yield records.subarray(0, end);
    }
    const { status, stderr } = await listing.ended;
    if (status !== 0) {
      throw notListed(commit, lastWords(stderr));
    }
  } finally {
    listing.kill();
  }
}

/**
 * Records `<mode> <type> <oid>\t<path>\0`. A submodule's size is 0, a blob's is asked later. Each string is cut from the
 * bytes: a slice of their text would keep all of it.
 */
function parseRecords(records: Buffer): FileEntry[] {
  const entries: FileEntry[] = [];
  const isText = isUtf8(records);
  for (let start = 0; start < records.length; ) {
    const tab = records.indexOf(0x09, start);
    const end = records.indexOf(0, tab);
    const kind = kindOf(records[start + 1]);
    const path = isText ? records.toString('utf8', tab + 1, end) : pathOf(records.subarray(tab + 1, end));
    // `git:` is written over the end of the type, before the id.
    const hash = records.lastIndexOf(0x20, tab) - 3;
    PREFIX.copy(records, hash);
    entries.push(newEntry(path, records.toString('latin1', hash, tab), kind));
    start = end + 1;
  }
  return entries;
}

const PREFIX = Buffer.from('git:');

/** By the second digit of the mode: 120000, 160000, or 100644 and 100755. */
function kindOf(digit: number): FileEntry['kind'] {
  if (digit === 0x32) return 'symlink';
  return digit === 0x36 ? 'submodule' : 'file';
}

function newEntry(path: string, hash: string, kind: FileEntry['kind']): FileEntry {
  return { path, hash, bytes: kind === 'submodule' ? 0 : Number.NaN, kind };
}

/** An entry by its mode, such as `100644`, and its id. */
export function entryOf(mode: string, oid: string, path: string): FileEntry {
  return newEntry(path, `git:${oid}`, kindOf(mode.charCodeAt(1)));
}

/** A path as text: UTF-8 as it is; other bytes as git prints them, quoted and in octal (`"caf\351.png"`). */
export function pathOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  const quoted = [...bytes].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${quoted.join('')}"`;
}

function namedTwice(commit: string, path: string): Fault {
  return new Fault(
    'broken',
    `Expected each path once in commit ${commit} but \`${path}\` is there twice. Commit a tree with one entry for it.`,
    { path },
  );
}

export function notListed(commit: string, reason: string): Fault {
  return new Fault(
    'unavailable',
    `The files of commit ${commit} cannot be listed: ${reason} Fetch the commit, for example with \`fetch-depth: 0\` in the checkout step.`,
  );
}

/** Brings the trees that a clone with `--filter=tree:<depth>` lacks. */
export async function bringTrees(repository: GitRepository, commit: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const trees = await missingObjects(repository, ['--no-walk', '--filter=blob:none', commit], signal);
    if (trees.length === 0) return;
    const outcome = await fetchObjects(repository, repository.promisor!, trees, signal);
    if (!outcome.ok) throw notListed(commit, lastWords(outcome.stderr));
  }
}

/** Objects of a partial clone that are not here, found without fetching them. */
export async function missingObjects(
  { directory }: GitRepository,
  selection: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const look = ['rev-list', '--objects', '--no-object-names', '--missing=print', ...selection];
  const outcome = await git(directory, look, { signal });
  if (!outcome.ok) return [];
  const lines = outcome.stdout.toString('latin1').split('\n');
  return lines.flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : []));
}
