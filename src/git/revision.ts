import { Fault } from '../model/fault.ts';
import { nearestNames } from './nearest.ts';
import type { GitRepository } from './repository.ts';
import { git, gitText } from './run.ts';

/** Full id of the commit that git finds under a revision (branch, tag, id, `HEAD~1` …), here; `null` when it finds none. */
export async function findCommit(
  { directory }: GitRepository,
  revision: string,
  signal?: AbortSignal,
): Promise<string | null> {
  if (revision === '' || revision.startsWith('-')) return null;
  const outcome = await git(directory, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { signal });
  return outcome.ok ? outcome.stdout.toString().trim() : null;
}

/** Whether a commit is in the repository, asked without fetching it. */
export async function hasCommit({ directory }: GitRepository, commit: string, signal?: AbortSignal): Promise<boolean> {
  const look = ['rev-list', '--no-walk', '--missing=allow-any', '--ignore-missing', commit];
  const outcome = await git(directory, look, { signal });
  return outcome.ok && outcome.stdout.length > 0;
}

/** The best common ancestor of two commits in the history that is here; `null` when there is none. */
export async function mergeBase(
  { directory }: GitRepository,
  a: string,
  b: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const outcome = await git(directory, ['merge-base', a, b], { signal });
  return outcome.ok ? outcome.stdout.toString().trim() : null;
}

/** Whether `commit` is reachable from `tip` in the history that is here. */
export async function isAncestor(
  { directory }: GitRepository,
  commit: string,
  tip: string,
  signal?: AbortSignal,
): Promise<boolean> {
  return (await git(directory, ['merge-base', '--is-ancestor', commit, tip], { signal })).ok;
}

/** Full name of the ref that a symbolic ref points to. */
export async function symbolicTarget(
  { directory }: GitRepository,
  ref: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const outcome = await git(directory, ['symbolic-ref', '--quiet', ref], { signal });
  return outcome.ok ? outcome.stdout.toString().trim() : null;
}

/** The fault of a revision that does not exist, with the branches and tags that may have been meant. */
export async function noSuchRevision(
  repository: GitRepository,
  name: string,
  revision: string,
  signal?: AbortSignal,
): Promise<Fault> {
  const refs = ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags'];
  const names = (await gitText(repository.directory, refs, { signal })).split('\n').filter(Boolean);
  if (names.length === 0 && !(await findCommit(repository, 'HEAD', signal))) {
    const where = `The repository in \`${repository.directory}\``;
    return new Fault('unable', `${where} has no commit yet, so there is nothing to check. Commit something first.`);
  }
  const nearest = nearestNames(revision, names);
  const way = nearest.length > 0 ? `Did you mean ${nearest.map((each) => `\`${each}\``).join(' or ')}?` : known(names);
  return new Fault(
    'usage',
    `Expected a revision for \`${name}\` but received \`${revision}\`, which is not one here. ${way}`,
  );
}

function known(names: readonly string[]): string {
  if (names.length === 0) return 'Give the id of a commit.';
  const shown = names.slice(0, 5).map((each) => `\`${each}\``);
  return `Give a commit or one of ${shown.join(', ')}${names.length > shown.length ? ' …' : ''}.`;
}
