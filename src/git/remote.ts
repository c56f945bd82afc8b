import type { GitRepository } from './repository.ts';
import { type GitCall, type GitOutcome, git, gitText, lastWords } from './run.ts';

/** Milliseconds that a remote may take to name a branch's tip, to send commits, and to send content. */
const ANSWER = 20_000;
const HISTORY = 300_000;
const CONTENT = 3_600_000;

/** History is fetched in steps: this many commits more each time, and at last all of them. */
const DEEPEN = [50, 500, 5000];

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap='];

/** A branch's tip as its remote has it now (`null`: it has no such branch), or why the remote cannot be asked. */
export type RemoteTip =
  | { commit: string | null; unreachable?: undefined }
  | { commit?: undefined; unreachable: string };

export async function remoteTip(
  repository: GitRepository,
  remote: string,
  branch: string,
  signal?: AbortSignal,
): Promise<RemoteTip> {
  const ref = `refs/heads/${branch}`;
  const outcome = await talk(repository, ['ls-remote', '--', remote, ref], { signal, remoteTimeout: ANSWER });
  if (!outcome.ok) return { unreachable: lastWords(outcome.stderr) };
  // ls-remote matches the ends of names: for `main` it lists a branch `refs/heads/main`, too.
  const lines = outcome.stdout.toString().split('\n');
  const tips = lines.map((line) => line.split('\t')).filter(([, name]) => name === ref);
  return { commit: tips[0]?.[0] ?? null };
}

/**
 * Brings one commit with its trees. A shallow clone stays shallow and gets no content (`--depth=1 --filter=blob:none`);
 * a complete one gets what a plain `git fetch` would bring. No ref is moved.
 */
export function fetchCommit(
  repository: GitRepository,
  remote: string,
  commit: string,
  signal?: AbortSignal,
): Promise<GitOutcome> {
  const shape = repository.shallow ? ['--depth=1', '--filter=blob:none'] : [];
  return talk(repository, [...FETCH, ...shape, '--', remote, commit], { signal, remoteTimeout: HISTORY });
}

/** Deepens the shallow history of `tips`, without content, until `find` answers or there is no more of it. */
export async function deepenUntil<T>(
  repository: GitRepository,
  remote: string,
  tips: readonly string[],
  find: () => Promise<T | null>,
  signal?: AbortSignal,
): Promise<{ answer: T | null } | { refused: string }> {
  for (const step of [...DEEPEN.map((count) => `--deepen=${count}`), '--unshallow']) {
    // Asked by the commits where the history is cut: the remote has them, also when it lacks head itself.
    const cuts = await gitText(repository.directory, ['rev-list', '--max-parents=0', ...tips], { signal });
    const args = [...FETCH, step, '--filter=blob:none', '--', remote, ...cuts.split('\n')];
    const outcome = await talk(repository, args, { signal, remoteTimeout: HISTORY });
    const complete = !outcome.ok && outcome.stderr.includes('--unshallow on a complete repository');
    if (!outcome.ok && !complete) return { refused: lastWords(outcome.stderr) };
    const answer = await find();
    if (answer !== null || complete) return { answer };
  }
  return { answer: null };
}

/** Brings many objects in one round trip: blobs themselves, trees with what is below them but no content. */
export function fetchObjects(
  repository: GitRepository,
  remote: string,
  oids: readonly string[],
  signal?: AbortSignal,
): Promise<GitOutcome> {
  return talk(
    repository,
    ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, '--filter=blob:none', '--stdin', '--', remote],
    { signal, remoteTimeout: CONTENT, input: `${oids.join('\n')}\n` },
  );
}

/** Runs a git that talks to a remote (named after `--`), and starts no program that the repository names. */
function talk(
  { directory, programs }: GitRepository,
  args: readonly string[],
  options: GitCall & { remoteTimeout: number },
): Promise<GitOutcome> {
  const cut = args.indexOf('--');
  const command = [...args.slice(0, cut), ...programs.options, ...args.slice(cut)];
  return git(directory, command, { ...options, env: programs.environment });
}
