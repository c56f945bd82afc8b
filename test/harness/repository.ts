import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** Text or bytes; a symbolic link by its target; a submodule by the commit that it points to. */
export type Content = string | Uint8Array | { symlink: string } | { submodule: string };

export type Tree = Record<string, Content>;

export interface CommitOptions {
  message?: string;
  delete?: readonly string[];
  /** Old path → new path; done before anything is written or deleted. */
  rename?: Record<string, string>;
}

/** A real git repository in a temporary folder, the same on every machine: authors, dates and so commit ids are fixed. */
export interface Repository {
  directory: string;
  /** Runs git in the repository and resolves to its output, without the last line break. */
  git(...args: string[]): Promise<string>;
  /** Writes, deletes and renames, commits all of it on the current branch, and resolves to the commit's id. */
  commit(files: Tree, options?: CommitOptions): Promise<string>;
  /** Creates a branch at `from` (where we are, when absent) and checks it out. */
  branch(name: string, from?: string): Promise<void>;
  checkout(revision: string): Promise<void>;
  /** Full id of a revision. */
  commitId(revision?: string): Promise<string>;
  cleanup(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A clone, and the bare repository that it was cloned from by a `file://` URL. */
export interface Clone extends Repository {
  origin: string;
}

export interface CloneOptions {
  /** Checked-out branch; the source's current one when absent. */
  branch?: string;
  /** Number of commits to fetch (`git clone --depth`, one branch only); the whole history when absent. */
  depth?: number;
  /** Partial clone: `blob:none`, `blob:limit=1k`, `tree:0` … */
  filter?: string;
  /** `false` leaves the working tree empty, so that a partial clone has no blob at all. */
  checkout?: boolean;
}

const run = promisify(execFile);

const environment = {
  PATH: process.env.PATH ?? '',
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada Lovelace',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada Lovelace',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

const FIRST_COMMIT = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

async function git(directory: string, args: readonly string[], variables: Record<string, string> = {}) {
  const { stdout } = await run('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd: directory,
    env: { ...environment, ...variables },
    maxBuffer: 2 ** 28,
  });
  return stdout.replace(/\n$/, '');
}

async function write(directory: string, path: string, content: Content) {
  const target = join(directory, path);
  await mkdir(dirname(target), { recursive: true });
  if (typeof content === 'string' || content instanceof Uint8Array) return writeFile(target, content);
  await rm(target, { recursive: true, force: true });
  if ('symlink' in content) return symlink(content.symlink, target);
  await mkdir(target);
  await git(directory, ['update-index', '--add', '--cacheinfo', `160000,${content.submodule},${path}`]);
}

function open(directory: string, remove: () => Promise<void>): Repository {
  let commits = 0;
  return {
    directory,
    git: (...args) => git(directory, args),

    async commit(files, { message = 'Change', delete: deleted = [], rename: renamed = {} } = {}) {
      for (const [from, to] of Object.entries(renamed)) {
        await mkdir(dirname(join(directory, to)), { recursive: true });
        await rename(join(directory, from), join(directory, to));
      }
      for (const path of deleted) await rm(join(directory, path), { recursive: true });
      for (const [path, content] of Object.entries(files)) await write(directory, path, content);
      await git(directory, ['add', '--all', '--force']);
      const date = new Date(FIRST_COMMIT + commits * MINUTE).toISOString();
      commits += 1;
      await git(directory, ['commit', '--quiet', '--allow-empty', '-m', message], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
      return git(directory, ['rev-parse', 'HEAD']);
    },

    async branch(name, from = 'HEAD') {
      await git(directory, ['checkout', '--quiet', '-b', name, from]);
    },
    async checkout(revision) {
      await git(directory, ['checkout', '--quiet', revision]);
    },
    commitId: (revision = 'HEAD') => git(directory, ['rev-parse', '--verify', `${revision}^{commit}`]),
    cleanup: remove,
    [Symbol.asyncDispose]: remove,
  };
}

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'vision-gate-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * Creates a repository on branch `main`, with `files` as its first commit; without files it has no commit.
 *
 * @example
 * await using repo = await repository({ 'labels.txt': 'cat\ndog\n' });
 * await repo.branch('feature');
 * const head = await repo.commit({ 'labels.txt': 'dog\ncat\n' }, { message: 'Reorder classes' });
 */
export async function repository(files?: Tree): Promise<Repository> {
  const { folder, remove } = await temporaryFolder();
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  const repo = open(folder, remove);
  if (files) await repo.commit(files, { message: 'Begin' });
  return repo;
}

/** Clones over `file://`, as a runner's checkout does over https: objects are negotiated and packed, not hard-linked. */
export async function clone(source: Repository, options: CloneOptions = {}): Promise<Clone> {
  const { folder, remove } = await temporaryFolder();
  const origin = join(folder, 'origin.git');
  const directory = join(folder, 'clone');
  await git(folder, ['clone', '--quiet', '--mirror', source.directory, origin]);
  await git(origin, ['config', 'uploadpack.allowFilter', 'true']);
  await git(origin, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  const { branch, depth, filter, checkout = true } = options;
  await git(folder, [
    'clone',
    '--quiet',
    ...(branch ? [`--branch=${branch}`] : []),
    ...(depth ? [`--depth=${depth}`, '--single-branch'] : []),
    ...(filter ? [`--filter=${filter}`] : []),
    ...(checkout ? [] : ['--no-checkout']),
    pathToFileURL(origin).href,
    directory,
  ]);
  return { ...open(directory, remove), origin };
}

/** What `actions/checkout` leaves by default: one commit of one branch. */
export const cloneShallow = (source: Repository, options: CloneOptions = {}) => clone(source, { depth: 1, ...options });

/** All commits and trees, and not one blob. */
export const clonePartial = (source: Repository, options: CloneOptions = {}) =>
  clone(source, { filter: 'blob:none', checkout: false, ...options });

/** The Git LFS pointer file of some content, and where `git lfs` would keep that content. */
export function lfsPointer(content: string | Uint8Array) {
  const oid = createHash('sha256').update(content).digest('hex');
  const size = Buffer.byteLength(content);
  return {
    oid,
    size,
    pointer: `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`,
    objectPath: `.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`,
  };
}
