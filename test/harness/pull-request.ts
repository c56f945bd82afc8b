import { fileURLToPath } from 'node:url';
import { type GitHubOptions, startGitHub } from './github/server.ts';
import type { Repository } from './repository.ts';
import { type ActionRun, runAction } from './runner/runner.ts';

/** The folder of `action.yml`, with the built `dist/`. */
export const actionFolder = fileURLToPath(new URL('../..', import.meta.url));
export const repositoryName = 'acme/colours';

export interface PullRequest {
  workspace: Repository;
  base: string;
  head: string;
  baseRef?: string;
  fork?: boolean;
}

/** The payload of a `pull_request` event. */
export function pullRequestPayload({ base, head, baseRef = 'main', fork = false }: PullRequest): object {
  const repo = { full_name: repositoryName, default_branch: 'main' };
  const from = fork ? { full_name: 'stranger/colours' } : repo;
  return {
    action: 'synchronize',
    number: 7,
    repository: repo,
    pull_request: {
      number: 7,
      head: { sha: head, ref: 'change', repo: from },
      base: { sha: base, ref: baseRef, repo },
    },
  };
}

/** Runs the built action on a pull request, against a GitHub of its own. */
export async function gate(
  pull: PullRequest,
  { github: options, ...run }: Partial<ActionRun> & { github?: GitHubOptions } = {},
) {
  const github = await startGitHub({ repositories: { [repositoryName]: pull.workspace.directory }, ...options });
  try {
    const result = await runAction({
      action: actionFolder,
      event: { name: 'pull_request', payload: pullRequestPayload(pull) },
      repository: repositoryName,
      sha: pull.head,
      workspace: pull.workspace.directory,
      token: 'a-token-of-the-double',
      apiUrl: github.url,
      timeScale: 0.2,
      ...run,
    });
    return { result, checkRuns: github.checkRuns, violations: github.violations, requests: github.requests };
  } finally {
    await github.close();
  }
}
