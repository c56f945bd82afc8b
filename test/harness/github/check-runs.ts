/** The Checks API: annotations are appended, names are not unique, a conclusion completes a run. */
import type { Annotation } from '../../../src/model/report.ts';
import { type Answer, type Handler, type HandlerRequest, paginate, refuse } from './answer.ts';
import { readCommit } from './history.ts';
import type { CheckRunRecord } from './state.ts';
import { checkRunView } from './views.ts';

interface CheckRunBody {
  name?: string;
  head_sha?: string;
  external_id?: string;
  details_url?: string;
  status?: CheckRunRecord['status'];
  conclusion?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary: string; text?: string; annotations?: Annotation[] };
}

const FULL_SHA = /^[0-9a-f]{40}$/;
const KIBIBYTES_64 = 64 * 1024;

export const checkRunHandlers: Record<string, Handler> = {
  'checks/create': (request) => {
    const body = request.body as CheckRunBody;
    if (!hasCommit(request, body.head_sha!)) return refuse(422, `No commit found for SHA: ${body.head_sha}`);
    const run: CheckRunRecord = {
      id: request.state.checkRuns.length + 1,
      repository: request.repository,
      name: body.name!,
      head_sha: body.head_sha!,
      external_id: null,
      details_url: null,
      status: 'queued',
      conclusion: null,
      started_at: timestamp(),
      completed_at: null,
      output: { title: null, summary: null, text: null },
      annotations: [],
    };
    const refusal = change(run, body);
    if (refusal) return refusal;
    request.state.checkRuns.push(run);
    return { status: 201, body: checkRunView(request, run) };
  },

  'checks/update': (request) => {
    const run = find(request);
    if (!run) return refuse(404, 'Not Found');
    return change(run, request.body as CheckRunBody) ?? { status: 200, body: checkRunView(request, run) };
  },

  'checks/get': (request) => {
    const run = find(request);
    return run ? { status: 200, body: checkRunView(request, run) } : refuse(404, 'Not Found');
  },

  'checks/list-for-ref': (request) => {
    const { state, repository, parameters, query } = request;
    const matching = state.checkRuns
      .filter((run) => run.repository === repository && run.head_sha === parameters.ref)
      .filter((run) => query.check_name === undefined || run.name === query.check_name)
      .filter((run) => query.status === undefined || run.status === query.status)
      .toReversed();
    const latest = [...new Map(matching.toReversed().map((run) => [run.name, run])).values()];
    const selected = query.filter === 'all' ? matching : latest;
    const path = `/repos/${repository}/commits/${parameters.ref}/check-runs`;
    const { page, headers } = paginate(request, path, selected);
    const check_runs = page.map((run) => checkRunView(request, run));
    return { status: 200, headers, body: { total_count: selected.length, check_runs } };
  },

  'checks/list-annotations': (request) => {
    const run = find(request);
    if (!run) return refuse(404, 'Not Found');
    const path = `/repos/${request.repository}/check-runs/${run.id}/annotations`;
    const { page, headers } = paginate(request, path, run.annotations);
    const body = page.map((annotation) => ({
      ...request.api.sample('check-annotation'),
      ...annotation,
      blob_href: `${request.url}/${request.repository}/blob/${run.head_sha}/${annotation.path}`,
    }));
    return { status: 200, headers, body };
  },
};

function find({ state, repository, parameters }: HandlerRequest): CheckRunRecord | undefined {
  return state.checkRuns.find((run) => run.repository === repository && run.id === Number(parameters.check_run_id));
}

function hasCommit({ state, repository }: HandlerRequest, sha: string): boolean {
  if (!FULL_SHA.test(sha)) return false;
  return state.repositories === null || readCommit(state.repositories[repository], sha) !== null;
}

/** Applies a create or an update as a whole, or changes nothing and says why. */
function change(run: CheckRunRecord, body: CheckRunBody): Answer | undefined {
  const annotations = body.output?.annotations ?? [];
  const mistakes = annotations.flatMap(annotationMistakes);
  if (body.conclusion === 'stale') mistakes.push('only GitHub may set the conclusion stale');
  const completes = body.status === 'completed' || body.completed_at !== undefined;
  if (completes && body.conclusion === undefined) mistakes.push('a completed run needs a conclusion');
  if (mistakes.length > 0) return refuse(422, 'Validation Failed', mistakes);

  run.name = body.name ?? run.name;
  run.external_id = body.external_id ?? run.external_id;
  run.details_url = body.details_url ?? run.details_url;
  run.started_at = body.started_at ?? run.started_at;
  if (body.output) {
    run.output.title = body.output.title ?? run.output.title;
    run.output.summary = body.output.summary;
    run.output.text = body.output.text ?? run.output.text;
    run.annotations.push(...annotations);
  }
  if (body.conclusion !== undefined) {
    run.status = 'completed';
    run.conclusion = body.conclusion;
    run.completed_at = body.completed_at ?? timestamp();
  } else if (body.status !== undefined) {
    run.status = body.status;
    run.conclusion = null;
    run.completed_at = null;
  }
  return undefined;
}

/** The limits that GitHub documents in words only. */
function annotationMistakes(annotation: Annotation, index: number): string[] {
  const { start_line, end_line, start_column, end_column, message, raw_details, title, path } = annotation;
  const columns = start_column !== undefined || end_column !== undefined;
  const checks: [boolean, string][] = [
    [path === '', 'path is empty'],
    [start_line < 1 || end_line < start_line, 'lines must start at 1 and not run backwards'],
    [columns && start_line !== end_line, 'columns need start_line and end_line to be equal'],
    [(start_column ?? 1) < 1 || (end_column ?? 1) < 1, 'columns start at 1'],
    [Buffer.byteLength(message) > KIBIBYTES_64, 'message is larger than 64 KB'],
    [Buffer.byteLength(raw_details ?? '') > KIBIBYTES_64, 'raw_details is larger than 64 KB'],
    [(title ?? '').length > 255, 'title is longer than 255 characters'],
  ];
  return checks.filter(([wrong]) => wrong).map(([, text]) => `annotations[${index}]: ${text}`);
}

function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
