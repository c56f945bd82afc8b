/**
 * A double of GitHub: a server on the loopback address that keeps state, checks every request and its own answers
 * against GitHub's OpenAPI description, and fails on demand.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, refuse } from './answer.ts';
import { createFaultQueue, type FaultOrder } from './faults.ts';
import { handlers, neededPermission } from './handlers.ts';
import { loadApi, type Operation } from './openapi.ts';
import type { CheckRunRecord, PullRequest, State } from './state.ts';

export interface GitHubOptions {
  /** `owner/name` → folder of a local git repository. Left out: every repository exists, with every commit. */
  repositories?: Record<string, string>;
  pullRequests?: PullRequest[];
  /** What the token may do, as a workflow's `permissions:`; all of it when left out. */
  permissions?: Record<string, 'read' | 'write' | 'none'>;
  /** Left out: any token will do, but there must be one. */
  token?: string;
  /** 0, the default, takes a free port. */
  port?: number;
}

export interface RecordedRequest {
  /** Milliseconds since the epoch. */
  at: number;
  method: string;
  path: string;
  /** An operation id such as `checks/create`; `''` for what `openapi.json` does not hold. */
  operation: string;
  query: Record<string, string>;
  body: unknown;
  /** `null`: not answered. */
  status: number | null;
  fault?: FaultOrder['kind'];
}

export interface GitHub {
  /** For `GITHUB_API_URL`. */
  url: string;
  requests: RecordedRequest[];
  /** What was wrong with a request, or with the double's own answer; empty when all were valid. */
  violations: string[];
  checkRuns: CheckRunRecord[];
  state: State;
  fault(order: FaultOrder): void;
  close(): Promise<void>;
}

const UNICORN = '<!DOCTYPE html><html><body><p>Unicorn! &middot; GitHub</p></body></html>';
const LEVELS = { none: 0, read: 1, write: 2 };

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const api = loadApi();
  const faults = createFaultQueue();
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const state: State = {
    repositories: options.repositories ?? null,
    pullRequests: options.pullRequests ?? [],
    checkRuns: [],
    comments: [],
    sarifs: [],
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => {
      violations.push(`${request.method} ${request.url}: the double failed: ${error.stack}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', url);
    const path = target.pathname.replace(/^\/api\/v3(?=\/)/, '');
    const method = request.method ?? 'GET';
    const query = Object.fromEntries(target.searchParams);
    const content = await text(request);
    const body = parse(content);
    const matched = api.match(method, path);
    const record: RecordedRequest = {
      at: Date.now(),
      method,
      path,
      operation: matched?.operation.id ?? '',
      query,
      body,
      status: null,
    };
    requests.push(record);

    if (!matched) {
      violations.push(`${method} ${path} is not among the operations of openapi.json`);
      send(response, record, refuse(404, 'Not Found'));
      return;
    }
    const { operation, parameters } = matched;
    const fault = faults.next(operation.id);
    if (fault) record.fault = fault.kind;
    if (fault && !fault.applied) {
      fail(response, record, fault);
      return;
    }

    const answer = refusal(request, operation, parameters) ?? act(record, operation, parameters);
    if (fault) fail(response, record, fault);
    else send(response, record, answer);
  }

  function refusal(request: IncomingMessage, operation: Operation, parameters: Record<string, string>) {
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token || (options.token !== undefined && token !== options.token)) return refuse(401, 'Bad credentials');
    const repository = `${parameters.owner}/${parameters.repo}`;
    if (state.repositories !== null && !(repository in state.repositories)) return refuse(404, 'Not Found');
    const [permission, access] = neededPermission[operation.id];
    const granted = options.permissions ? (options.permissions[permission] ?? 'none') : 'write';
    return LEVELS[granted] < LEVELS[access] && permission !== 'metadata' ? notPermitted(operation.id) : undefined;
  }

  function act(record: RecordedRequest, operation: Operation, parameters: Record<string, string>): Answer {
    const { query, body, method, path } = record;
    const mistakes = [...operation.checkParameters(parameters, query), ...operation.checkBody(body)];
    violations.push(...mistakes.map((mistake) => `${method} ${path}: ${mistake}`));
    if (mistakes.length > 0) return refuse(422, 'Invalid request.', mistakes);
    const repository = `${parameters.owner}/${parameters.repo}`;
    const given = (body ?? {}) as Record<string, unknown>;
    const answer = handlers[operation.id]({ state, api, url, repository, parameters, query, body: given });
    if (answer.status === 422) violations.push(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    const own = operation.checkResponse(answer.status, answer.body);
    violations.push(...own.map((mistake) => `answer ${answer.status} to ${method} ${path}: ${mistake}`));
    return answer;
  }

  return {
    url,
    requests,
    violations,
    checkRuns: state.checkRuns,
    state,
    fault: faults.order,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function parse(content: string): unknown {
  if (content === '') return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

function notPermitted(operation: string): Answer {
  const [permission, access] = neededPermission[operation];
  return {
    ...refuse(403, 'Resource not accessible by integration'),
    headers: { 'x-accepted-github-permissions': `${permission}=${access}` },
  };
}

function fail(response: ServerResponse, record: RecordedRequest, fault: FaultOrder): void {
  if (fault.kind === 'time-out') return;
  if (fault.kind === 'dropped') {
    response.destroy();
  } else if (fault.kind === 'bad-gateway') {
    record.status = 502;
    response.writeHead(502, { 'content-type': 'text/html' }).end(UNICORN);
  } else {
    send(response, record, faultAnswer(fault, record.operation));
  }
}

function faultAnswer({ kind, retryAfter = 1 }: FaultOrder, operation: string): Answer {
  switch (kind) {
    case 'secondary-limit':
      return {
        ...refuse(403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
        headers: { 'retry-after': String(retryAfter) },
      };
    case 'rate-limit':
      return {
        ...refuse(403, 'API rate limit exceeded for installation ID 1.'),
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + retryAfter),
        },
      };
    case 'not-permitted':
      return notPermitted(operation);
    default:
      return refuse(404, 'Not Found');
  }
}

function send(response: ServerResponse, record: RecordedRequest, answer: Answer): void {
  record.status = answer.status;
  response
    .writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': 'DOUB:LE',
      'x-ratelimit-remaining': '999',
      ...answer.headers,
    })
    .end(JSON.stringify(answer.body));
}
