/** What GitHub does for each operation: state and a valid request in, changed state and an answer out. */
import { gunzipSync } from 'node:zlib';
import { type Handler, paginate, refuse } from './answer.ts';
import { checkRunHandlers } from './check-runs.ts';
import { compareCommits, readCommit } from './history.ts';
import { commitView } from './views.ts';

/** The permission that each operation needs, as the names of a workflow's `permissions:`. */
export const neededPermission: Record<string, [permission: string, access: 'read' | 'write']> = {
  'checks/create': ['checks', 'write'],
  'checks/update': ['checks', 'write'],
  'checks/get': ['checks', 'read'],
  'checks/list-for-ref': ['checks', 'read'],
  'checks/list-annotations': ['checks', 'read'],
  'repos/get': ['metadata', 'read'],
  'repos/get-commit': ['contents', 'read'],
  'repos/compare-commits-with-basehead': ['contents', 'read'],
  'pulls/get': ['pull_requests', 'read'],
  'issues/list-comments': ['issues', 'read'],
  'issues/create-comment': ['issues', 'write'],
  'issues/update-comment': ['issues', 'write'],
  'code-scanning/upload-sarif': ['security_events', 'write'],
  'code-scanning/get-sarif': ['security_events', 'read'],
};

export const handlers: Record<string, Handler> = {
  ...checkRunHandlers,

  'repos/get': ({ api, url, repository }) => ({
    status: 200,
    body: {
      ...api.sample('full-repository'),
      name: repository.split('/')[1],
      full_name: repository,
      url: `${url}/repos/${repository}`,
      default_branch: 'main',
    },
  }),

  'repos/get-commit': (request) => {
    const folder = request.state.repositories?.[request.repository];
    const commit = folder && readCommit(folder, request.parameters.ref);
    if (!commit) return refuse(422, `No commit found for SHA: ${request.parameters.ref}`);
    return { status: 200, body: commitView(request, commit) };
  },

  'repos/compare-commits-with-basehead': (request) => {
    const [base, head] = request.parameters.basehead.split('...');
    const folder = request.state.repositories?.[request.repository];
    const comparison = folder && head && compareCommits(folder, base, head);
    if (!comparison) return refuse(404, 'Not Found');
    const { commits, behind } = comparison;
    const page = `${request.url}/${request.repository}/compare/${base}...${head}`;
    const forward = behind > 0 ? 'diverged' : 'ahead';
    const still = behind > 0 ? 'behind' : 'identical';
    return {
      status: 200,
      body: {
        url: `${request.url}/repos/${request.repository}/compare/${base}...${head}`,
        html_url: page,
        permalink_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        base_commit: commitView(request, comparison.base),
        merge_base_commit: commitView(request, comparison.mergeBase),
        status: commits.length > 0 ? forward : still,
        ahead_by: commits.length,
        behind_by: behind,
        total_commits: commits.length,
        commits: commits.slice(0, 250).map((commit) => commitView(request, commit)),
        files: comparison.files.slice(0, 300).map((file) => ({
          ...request.api.sample('diff-entry'),
          sha: file.sha,
          filename: file.path,
          status: file.status,
          ...(file.previous && { previous_filename: file.previous }),
        })),
      },
    };
  },

  'pulls/get': ({ state, api, url, repository, parameters }) => {
    const number = Number(parameters.pull_number);
    const pull = state.pullRequests.find((entry) => entry.repository === repository && entry.number === number);
    if (!pull) return refuse(404, 'Not Found');
    const sample = api.sample('pull-request') as { base: object; head: object };
    const side = (own: object, { ref, sha }: { ref: string; sha: string }) => ({ ...own, ref, sha });
    return {
      status: 200,
      body: {
        ...sample,
        number,
        title: pull.title,
        html_url: `${url}/${repository}/pull/${number}`,
        base: side(sample.base, pull.base),
        head: side(sample.head, pull.head),
      },
    };
  },

  'issues/list-comments': (request) => {
    const { state, repository, parameters } = request;
    const issue = Number(parameters.issue_number);
    const comments = state.comments.filter((entry) => entry.repository === repository && entry.issue === issue);
    const { page, headers } = paginate(request, `/repos/${repository}/issues/${issue}/comments`, comments);
    return {
      status: 200,
      headers,
      body: page.map(({ id, body }) => ({ ...request.api.sample('issue-comment'), id, body })),
    };
  },

  'issues/create-comment': ({ state, api, repository, parameters, body }) => {
    if ((body.body as string).length > 65_536) return refuse(422, 'Validation Failed', ['body is too long']);
    const id = state.comments.length + 1;
    state.comments.push({ id, repository, issue: Number(parameters.issue_number), body: body.body as string });
    return { status: 201, body: { ...api.sample('issue-comment'), id, body: body.body } };
  },

  'issues/update-comment': ({ state, api, repository, parameters, body }) => {
    const comment = state.comments.find(
      (entry) => entry.repository === repository && entry.id === Number(parameters.comment_id),
    );
    if (!comment) return refuse(404, 'Not Found');
    comment.body = body.body as string;
    return { status: 200, body: { ...api.sample('issue-comment'), id: comment.id, body: comment.body } };
  },

  'code-scanning/upload-sarif': ({ state, url, repository, body }) => {
    const compressed = Buffer.from(body.sarif as string, 'base64');
    if (compressed.length > 10 * 1024 * 1024) return refuse(413, 'Payload Too Large');
    let log: unknown;
    try {
      log = JSON.parse(gunzipSync(compressed).toString('utf8'));
    } catch {
      return refuse(400, 'SARIF is not gzipped, base64-encoded JSON');
    }
    const id = `00000000-0000-0000-0000-${String(state.sarifs.length + 1).padStart(12, '0')}`;
    state.sarifs.push({ id, repository, commit_sha: body.commit_sha as string, ref: body.ref as string, log });
    return { status: 202, body: { id, url: `${url}/repos/${repository}/code-scanning/sarifs/${id}` } };
  },

  'code-scanning/get-sarif': ({ state, url, repository, parameters }) => {
    const sarif = state.sarifs.find((entry) => entry.repository === repository && entry.id === parameters.sarif_id);
    if (!sarif) return refuse(404, 'Not Found');
    const analyses_url = `${url}/repos/${repository}/code-scanning/analyses?sarif_id=${sarif.id}`;
    return { status: 200, body: { processing_status: 'complete', analyses_url } };
  },
};
