import { Fault } from '../model/fault.ts';

/** What the runner and the event say of a job. */
export interface ActionContext {
  eventName: string;
  repository: { owner: string; repo: string };
  /** The commit to judge: a pull request's own head, not the merge commit of `GITHUB_SHA`. */
  headSha: string;
  headRef?: string;
  /** The base branch's tip as the event knew it; the commit before a push. Missing where there is nothing to compare. */
  baseSha?: string;
  /** Branch name without `refs/heads/`. */
  baseRef?: string;
  defaultBranch?: string;
  prNumber?: number;
  /** Whether head comes from another repository, whose runs have a read-only token and an untrusted author. */
  isFork: boolean;
  actor: string;
  apiUrl: string;
  serverUrl: string;
  runId: number;
  /** Starts at 1. */
  attempt: number;
  /** The page of this workflow run. */
  runUrl: string;
  workspace: string;
}

type Commits = Pick<ActionContext, 'headSha' | 'headRef' | 'baseSha' | 'baseRef' | 'prNumber' | 'isFork'>;
type Reader = (payload: unknown, env: NodeJS.ProcessEnv) => Commits;

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NO_COMMIT = /^0+$/;

const READERS: Record<string, Reader> = {
  pull_request: readPullRequest,
  pull_request_target: readPullRequest,
  merge_group: readMergeGroup,
  push: readPush,
  workflow_run: readWorkflowRun,
  workflow_dispatch: readCommit,
  schedule: readCommit,
};

/**
 * Reads the runner's environment and the event's payload. Pure.
 * Throws a Fault: `usage` for an event that the gate does not answer to, `unable` for a payload or environment that is
 * not what GitHub sends.
 */
export function readContext(env: NodeJS.ProcessEnv, payload: unknown): ActionContext {
  const eventName = variable(env, 'GITHUB_EVENT_NAME');
  const reader = Object.hasOwn(READERS, eventName) ? READERS[eventName] : undefined;
  if (!reader) {
    throw new Fault(
      'usage',
      `Expected one of ${Object.keys(READERS).join(', ')} for the workflow's event but received ${eventName}. Trigger the gate by pull_request and merge_group.`,
    );
  }
  const fullName = variable(env, 'GITHUB_REPOSITORY');
  const [owner, repo] = fullName.split('/');
  const serverUrl = env.GITHUB_SERVER_URL || 'https://github.com';
  const runId = Number(env.GITHUB_RUN_ID || 0);
  return {
    eventName,
    repository: { owner, repo },
    ...reader(payload, env),
    defaultBranch: optionalText(payload, 'repository.default_branch'),
    actor: env.GITHUB_ACTOR ?? '',
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    serverUrl,
    runId,
    attempt: Number(env.GITHUB_RUN_ATTEMPT || 1),
    runUrl: `${serverUrl}/${fullName}/actions/runs/${runId}`,
    workspace: env.GITHUB_WORKSPACE || '.',
  };
}

function readPullRequest(payload: unknown): Commits {
  return {
    headSha: sha(payload, 'pull_request.head.sha'),
    headRef: optionalText(payload, 'pull_request.head.ref'),
    baseSha: sha(payload, 'pull_request.base.sha'),
    baseRef: text(payload, 'pull_request.base.ref'),
    prNumber: at(payload, 'pull_request.number') as number | undefined,
    isFork: differ(payload, 'pull_request.head.repo.full_name', 'pull_request.base.repo.full_name'),
  };
}

function readMergeGroup(payload: unknown): Commits {
  return {
    headSha: sha(payload, 'merge_group.head_sha'),
    headRef: branch(optionalText(payload, 'merge_group.head_ref')),
    baseSha: sha(payload, 'merge_group.base_sha'),
    baseRef: branch(text(payload, 'merge_group.base_ref')),
    isFork: false,
  };
}

function readPush(payload: unknown): Commits {
  const ref = text(payload, 'ref');
  const after = sha(payload, 'after');
  if (NO_COMMIT.test(after)) {
    throw new Fault(
      'usage',
      `Expected a commit for the push to ${ref} but received its deletion. Skip deleted branches: \`if: \${{ !github.event.deleted }}\`.`,
    );
  }
  const before = sha(payload, 'before');
  const isBranch = ref.startsWith('refs/heads/');
  return {
    headSha: after,
    headRef: branch(ref),
    ...(!NO_COMMIT.test(before) && { baseSha: before }),
    ...(isBranch && { baseRef: branch(ref) }),
    isFork: false,
  };
}

function readWorkflowRun(payload: unknown): Commits {
  const pull = at(payload, 'workflow_run.pull_requests.0');
  return {
    headSha: sha(payload, 'workflow_run.head_sha'),
    headRef: optionalText(payload, 'workflow_run.head_branch'),
    ...(pull !== undefined && {
      baseSha: sha(payload, 'workflow_run.pull_requests.0.base.sha'),
      baseRef: text(payload, 'workflow_run.pull_requests.0.base.ref'),
      prNumber: at(payload, 'workflow_run.pull_requests.0.number') as number | undefined,
    }),
    isFork: differ(payload, 'workflow_run.head_repository.full_name', 'repository.full_name'),
  };
}

function readCommit(_payload: unknown, env: NodeJS.ProcessEnv): Commits {
  return { headSha: variable(env, 'GITHUB_SHA'), headRef: branch(env.GITHUB_REF), isFork: false };
}

function at(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], payload);
}

function optionalText(payload: unknown, path: string): string | undefined {
  const value = at(payload, path);
  return typeof value === 'string' ? value : undefined;
}

function text(payload: unknown, path: string): string {
  const value = at(payload, path);
  if (typeof value === 'string' && value !== '') return value;
  throw new Fault(
    'unable',
    `Expected text for \`${path}\` of the event but received ${value}. Check the file that GITHUB_EVENT_PATH names.`,
  );
}

function sha(payload: unknown, path: string): string {
  const value = text(payload, path);
  if (SHA.test(value)) return value;
  throw new Fault(
    'unable',
    `Expected a commit id for \`${path}\` of the event but received ${JSON.stringify(value)}. Check the file that GITHUB_EVENT_PATH names.`,
  );
}

function variable(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new Fault(
    'unable',
    `Expected a value for \`${name}\` but received none. Run the gate as a step of a job, or use \`vision-gate check\`.`,
  );
}

/** A deleted fork has no name: then it is not ours either. */
function differ(payload: unknown, path: string, otherPath: string): boolean {
  const value = optionalText(payload, path);
  return value === undefined || value !== optionalText(payload, otherPath);
}

function branch<T extends string | undefined>(ref: T): T {
  return ref?.replace(/^refs\/(?:heads|tags)\//, '') as T;
}
