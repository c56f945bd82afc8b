import { Fault } from '../model/fault.ts';
import type { Octokit } from './octokit.ts';

export interface Commits {
  octokit: Octokit;
  owner: string;
  repo: string;
  /** Commit ids, branches or tags. */
  base: string;
  head: string;
}

/**
 * The merge base's commit id, asked of GitHub: a shallow clone cannot tell. A fork's head is found through the network
 * of its repository. Throws a Fault `unavailable` when GitHub has no such commits, no common ancestor, or no answer.
 */
export async function findMergeBase({ octokit, owner, repo, base, head }: Commits): Promise<string> {
  const basehead = `${base}...${head}`;
  try {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
    return data.merge_base_commit.sha;
  } catch (error) {
    const { status, message } = error as { status?: number; message: string };
    const received = status === undefined ? message : `status ${status} (${message})`;
    throw new Fault(
      'unavailable',
      `Expected a comparison for \`${basehead}\` of ${owner}/${repo} but received ${received}. ` +
        'Fetch the history (`fetch-depth: 0` of actions/checkout), or allow `contents: read`.',
    );
  }
}
