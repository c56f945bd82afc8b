import type { HandlerRequest } from './answer.ts';
import type { Commit } from './history.ts';
import type { CheckRunRecord } from './state.ts';

export function commitView({ api, url, repository }: HandlerRequest, commit: Commit): Record<string, unknown> {
  const address = (sha: string) => `${url}/repos/${repository}/commits/${sha}`;
  const sample = api.sample('commit') as { commit: object };
  return {
    ...sample,
    sha: commit.sha,
    url: address(commit.sha),
    commit: {
      ...sample.commit,
      message: commit.message,
      author: commit.author,
      committer: commit.author,
      tree: { sha: commit.tree, url: `${url}/repos/${repository}/git/trees/${commit.tree}` },
    },
    parents: commit.parents.map((sha) => ({ sha, url: address(sha) })),
  };
}

export function checkRunView({ api, url }: HandlerRequest, run: CheckRunRecord): Record<string, unknown> {
  const address = `${url}/repos/${run.repository}/check-runs/${run.id}`;
  return {
    ...api.sample('check-run'),
    id: run.id,
    name: run.name,
    head_sha: run.head_sha,
    external_id: run.external_id,
    details_url: run.details_url,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.started_at,
    completed_at: run.completed_at,
    url: address,
    html_url: `${url}/${run.repository}/runs/${run.id}`,
    check_suite: { id: 1 },
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${address}/annotations` },
  };
}
