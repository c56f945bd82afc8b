import { Fault } from '../model/fault.ts';
import type { CommitReference } from '../model/report.ts';
import { deepenUntil, fetchCommit, type RemoteTip, remoteTip } from './remote.ts';
import type { GitRepository } from './repository.ts';
import { findCommit, hasCommit, mergeBase } from './revision.ts';
import { git, lastWords } from './run.ts';

/** What resolving takes: the repository, the remote that may be asked, and the notes made on the way. */
export interface Search {
  repository: GitRepository;
  remote: string | null;
  notes: string[];
  signal?: AbortSignal;
}

/** A branch's tip as the remote has it now; `null` when no remote may be asked. */
export async function askRemote({ repository, remote, signal }: Search, branch: string): Promise<RemoteTip | null> {
  return remote === null ? null : remoteTip(repository, remote, branch, signal);
}

/**
 * Makes sure that a commit is here, by fetching it where it is not.
 * @throws Fault `unavailable` when no remote has it.
 */
export async function bringCommit(search: Search, commit: string, name: string): Promise<void> {
  const { repository, remote, signal } = search;
  if (await hasCommit(repository, commit, signal)) return;
  if (remote === null) {
    throw new Fault(
      'unavailable',
      `The commit ${commit} of \`${name}\` is not in this clone, and it has no remote to ask. Fetch it: \`git fetch <remote> ${commit}\`.`,
    );
  }
  const outcome = await fetchCommit(repository, remote, commit, signal);
  if (!outcome.ok) throw unreachable(search, `the commit ${commit} of \`${name}\``, lastWords(outcome.stderr));
}

/** The remote's branch as it was fetched last; `null` where it never was. */
export function trackingCommit({ repository, signal }: Search, branch: string): Promise<string | null> {
  const [remote] = repository.remotes;
  return remote === undefined
    ? Promise.resolve(null)
    : findCommit(repository, `refs/remotes/${remote}/${branch}`, signal);
}

/** Of commits that are here, one that none of the others follows; `null` of none. */
export async function newest(
  { repository, signal }: Search,
  commits: readonly (string | null)[],
): Promise<string | null> {
  let latest: string | null = null;
  for (const commit of commits) {
    if (commit === null) continue;
    const follows = latest === null || (await mergeBase(repository, latest, commit, signal)) === latest;
    if (follows) latest = commit;
  }
  return latest;
}

/**
 * The best common ancestor of the base branch's tip and head; `null` when their histories share nothing. A shallow history
 * is deepened until it shows one; `hint` is an answer that somebody who sees all of it gave.
 * @throws Fault `unavailable` when the history that is here does not tell and cannot be fetched.
 */
export async function findMergeBase(
  search: Search,
  base: CommitReference,
  head: CommitReference,
  hint?: string,
): Promise<string | null> {
  const { repository, remote, signal } = search;
  const find = () => mergeBase(repository, base.commit, head.commit, signal);
  const here = await find();
  if (here !== null || !repository.shallow) return here;
  if (hint !== undefined) {
    await bringCommit(search, hint, 'merge base');
    return hint;
  }
  if (remote === null) throw unknownMergeBase(base, head, 'it has no remote to ask');
  try {
    return await deepenUntil(repository, remote, [base.commit, head.commit], find, signal);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw unknownMergeBase(base, head, error.message);
  }
}

function unknownMergeBase(base: CommitReference, head: CommitReference, reason: string): Fault {
  return new Fault(
    'unavailable',
    `The history of this shallow clone does not reach the merge base of ${base.ref || base.commit} and ${head.ref || head.commit}, and could not be deepened: ${reason}. Check out with \`fetch-depth: 0\`, or let the machine reach the remote.`,
  );
}

/** Tells the reader of a comparison that is not what a pull request usually is. */
export function noteComparison(
  { notes }: Search,
  base: CommitReference,
  tip: CommitReference,
  head: CommitReference,
  common: string | null,
): void {
  if (common === null)
    notes.push(
      `${tip.ref || tip.commit} and ${head.ref || head.commit} share no history; head is compared with the former’s tip.`,
    );
  else if (base.commit === head.commit)
    notes.push(`${head.ref || head.commit} brings in no commit that ${tip.ref || tip.commit} lacks.`);
}

/** Short branch name that a symbolic ref of a remote points to, such as its HEAD; `null` where there is none. */
export async function symbolicTarget(
  { directory }: GitRepository,
  ref: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const outcome = await git(directory, ['symbolic-ref', '--quiet', ref], { signal });
  if (!outcome.ok) return null;
  const [, , , ...branch] = outcome.stdout.toString().trim().split('/');
  return branch.join('/') || null;
}

export function noBase(): Fault {
  return new Fault(
    'usage',
    'There is nothing to compare with: the repository has neither `main` nor `master`, and its remote names no default branch. Name one with `--base`.',
  );
}

export function unreachable({ remote }: Search, what: string, reason: string): Fault {
  return new Fault(
    'unavailable',
    `\`${remote}\` did not send ${what}: ${reason} Let the machine reach the remote, or fetch it beforehand (\`fetch-depth: 0\` in a workflow).`,
  );
}
