import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import type { Manifest } from './manifest.ts';

export interface Job {
  event: { name: string; payload: unknown };
  /** `owner/name`. */
  repository: string;
  /** What `GITHUB_SHA` names; for a pull request the merge commit. */
  sha: string;
  ref: string;
  token: string;
  apiUrl: string;
  serverUrl: string;
  runId: number;
  attempt: number;
  actor: string;
  workspace: string;
  temporary: string;
  toolCache: string;
  eventPath: string;
}

const SYSTEMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** The variables that a job of a self-hosted runner has, without command files and inputs. */
export function jobEnvironment(job: Job): Record<string, string> {
  const { event, repository, sha, ref } = job;
  const pull = (event.payload as { pull_request?: { base?: { ref?: string }; head?: { ref?: string } } }).pull_request;
  const [owner] = repository.split('/');
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? job.temporary,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_REF: '',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTOR: job.actor,
    GITHUB_API_URL: job.apiUrl,
    GITHUB_BASE_REF: pull?.base?.ref ?? '',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: job.eventPath,
    GITHUB_GRAPHQL_URL: `${job.apiUrl}/graphql`,
    GITHUB_HEAD_REF: pull?.head?.ref ?? '',
    GITHUB_JOB: 'gate',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(job.attempt),
    GITHUB_RUN_ID: String(job.runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: job.serverUrl,
    GITHUB_SHA: sha,
    GITHUB_TRIGGERING_ACTOR: job.actor,
    GITHUB_WORKFLOW: 'Gate',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/gate.yml@${ref}`,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'mini-runner',
    RUNNER_OS: SYSTEMS[platform()] ?? 'Linux',
    RUNNER_TEMP: job.temporary,
    RUNNER_TOOL_CACHE: job.toolCache,
    RUNNER_WORKSPACE: dirname(job.workspace),
    ACTIONS_RUNTIME_TOKEN: 'runtime-token',
    ACTIONS_RUNTIME_URL: `${job.serverUrl}/_apis/pipelines/`,
  };
}

/** Given inputs and defaults as `INPUT_…`. `unexpected` lists given names that the action does not declare. */
export function inputEnvironment(
  { inputs }: Manifest,
  given: Record<string, string>,
  job: Job,
): { variables: Record<string, string>; unexpected: string[] } {
  const lowered = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const declared = Object.entries(inputs).map(([name, input]): [string, string] => [
    name,
    lowered.get(name.toLowerCase()) ?? evaluate(input.default ?? '', job),
  ]);
  const known = new Set(declared.map(([name]) => name.toLowerCase()));
  const unexpected = Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
  const all = [...declared, ...unexpected.map((name): [string, string] => [name, given[name]])];
  const variables = Object.fromEntries(
    all.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
  return { variables, unexpected };
}

/** Expressions in defaults: properties of `github`, which is all that an action's defaults may name. */
function evaluate(text: string, job: Job): string {
  const github: Record<string, string> = {
    token: job.token,
    repository: job.repository,
    sha: job.sha,
    ref: job.ref,
    workspace: job.workspace,
    event_name: job.event.name,
    api_url: job.apiUrl,
    server_url: job.serverUrl,
    run_id: String(job.runId),
    run_attempt: String(job.attempt),
    actor: job.actor,
  };
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_match, expression: string) => {
    const value = github[expression.replace(/^github\./, '')];
    if (value === undefined)
      throw new Error(`Expected a property of github in a default but received '${expression}'.`);
    return value;
  });
}
