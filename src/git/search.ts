import { Fault } from '../model/fault.ts';
import { fetchCommit, type RemoteTip, remoteTip } from './remote.ts';
import type { GitRepository } from './repository.ts';
import { findCommit, hasCommit } from './revision.ts';
import { lastWords } from './run.ts';

/** What looking for commits takes: the repository, the remote that may be asked, and the notes made on the way. */
export interface Search {
  repository: GitRepository;
  /** `null` when no remote exists, or none is to be asked. */
  remote: string | null;
  notes: string[];
  signal?: AbortSignal;
}

/** The branch that a ref names, without `refs/heads/` or its remote; `null` for an id, a tag, or a revision like `HEAD~1`. */
export function branchName({ remotes }: GitRepository, ref: string): string | null {
  const prefixes = ['refs/heads/', ...remotes.flatMap((name) => [`refs/remotes/${name}/`, `${name}/`])];
  const prefix = prefixes.find((each) => ref.startsWith(each)) ?? '';
  const name = ref.slice(prefix.length);
  const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
  const isBranch = /^[^\s~^:?*[\\@-][^\s~^:?*[\\]*$/.test(name) && !/\.\.|@\{|^refs\/|^HEAD$/.test(name);
  return isBranch && !isId ? name : null;
}

/** The tip of the branch that `ref` names, as the remote has it now; `null` when there is no remote to ask or no branch named. */
export async function askRemote({ repository, remote, signal }: Search, ref: string): Promise<RemoteTip | null> {
  const branch = branchName(repository, ref);
  return remote === null || branch === null ? null : remoteTip(repository, remote, branch, signal);
}

/** The tip of the branch that `ref` names, as it was fetched last; `null` when it never was. */
export async function trackingCommit({ repository, signal }: Search, ref: string): Promise<string | null> {
  const branch = branchName(repository, ref);
  const [remote] = repository.remotes;
  return branch && remote ? findCommit(repository, `refs/remotes/${remote}/${branch}`, signal) : null;
}

/**
 * Makes sure that a commit and its trees are here.
 * @throws Fault `unavailable` when they are not, and the remote cannot be asked or refuses.
 */
export async function bringCommit(search: Search, commit: string, what: string): Promise<void> {
  const { repository, remote, signal } = search;
  if (await hasCommit(repository, commit, signal)) return;
  if (remote === null) throw notHere(what, 'there is no remote to fetch it from.');
  const outcome = await fetchCommit(repository, remote, commit, signal);
  if (!outcome.ok) throw notHere(what, `\`${remote}\` did not send it: ${lastWords(outcome.stderr)}`);
}

/** The fault of history that is not in this clone. */
export function notHere(what: string, reason: string): Fault {
  return new Fault(
    'unavailable',
    `Expected ${what} in this clone but it is not here, and ${reason} Set \`fetch-depth: 0\` in the checkout step, run \`git fetch --unshallow\`, or let the machine reach the remote.`,
  );
}
