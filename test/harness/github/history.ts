/** Commits as GitHub knows them: read from a local git repository. */
import { execFileSync } from 'node:child_process';

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  message: string;
  author: { name: string; email: string; date: string };
}

export interface Comparison {
  mergeBase: Commit;
  base: Commit;
  commits: Commit[];
  behind: number;
  files: { status: 'added' | 'removed' | 'modified' | 'renamed'; path: string; previous?: string; sha: string }[];
}

const STATUSES = { A: 'added', D: 'removed', M: 'modified', T: 'modified', R: 'renamed' } as const;

/** `null`: the repository has no such commit. */
export function readCommit(repository: string, revision: string): Commit | null {
  const text = git(repository, [
    'show',
    '--no-patch',
    '--format=%H%x00%T%x00%P%x00%B%x00%an%x00%ae%x00%aI',
    `${revision}^{commit}`,
    '--',
  ]);
  if (text === null) return null;
  const [sha, tree, parents, message, name, email, date] = text.split('\0');
  return {
    sha,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    message: message.trimEnd(),
    author: { name, email, date: new Date(date.trim()).toISOString() },
  };
}

/** Compares as GitHub's three dots do: what `head` has since the merge base. `null`: a commit or the base is missing. */
export function compareCommits(repository: string, base: string, head: string): Comparison | null {
  const baseCommit = readCommit(repository, base);
  const headCommit = readCommit(repository, head);
  if (!baseCommit || !headCommit) return null;
  const mergeBase = git(repository, ['merge-base', baseCommit.sha, headCommit.sha])?.trim();
  if (!mergeBase) return null;
  const ahead = lines(git(repository, ['rev-list', '--reverse', `${mergeBase}..${headCommit.sha}`]));
  const behind = lines(git(repository, ['rev-list', `${mergeBase}..${baseCommit.sha}`]));
  return {
    mergeBase: readCommit(repository, mergeBase)!,
    base: baseCommit,
    commits: ahead.map((sha) => readCommit(repository, sha)!),
    behind: behind.length,
    files: changedFiles(repository, mergeBase, headCommit.sha),
  };
}

function changedFiles(repository: string, from: string, to: string): Comparison['files'] {
  const fields = (git(repository, ['diff-tree', '-r', '-z', '-M', '--raw', from, to]) ?? '').split('\0');
  const files: Comparison['files'] = [];
  for (let index = 0; index + 1 < fields.length; ) {
    const [, , before, after, letter] = fields[index].slice(1).split(' ');
    const status = STATUSES[letter[0] as keyof typeof STATUSES];
    const sha = status === 'removed' ? before : after;
    if (status === 'renamed') {
      files.push({ status, previous: fields[index + 1], path: fields[index + 2], sha });
      index += 3;
    } else {
      files.push({ status, path: fields[index + 1], sha });
      index += 2;
    }
  }
  return files;
}

function lines(text: string | null): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '');
}

function git(repository: string, parameters: string[]): string | null {
  try {
    return execFileSync('git', ['-C', repository, '-c', 'safe.directory=*', ...parameters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
  } catch {
    return null;
  }
}
