import type { Api } from './openapi.ts';
import type { State } from './state.ts';

export interface HandlerRequest {
  state: State;
  api: Api;
  /** The double's own address, without a slash at its end. */
  url: string;
  /** `owner/name`. */
  repository: string;
  parameters: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export type Handler = (request: HandlerRequest) => Answer;

export function refuse(status: number, message: string, errors?: string[]): Answer {
  const documentation_url = 'https://docs.github.com/rest';
  const details = errors && { errors: errors.map((error) => ({ code: 'custom', message: error })) };
  return { status, body: { message, documentation_url, status: String(status), ...details } };
}

/** One page of `items`, with GitHub's Link header. At most 100 a page. */
export function paginate<T>(
  request: HandlerRequest,
  path: string,
  items: T[],
): { page: T[]; headers: Record<string, string> } {
  const size = Math.min(Number(request.query.per_page ?? 30), 100);
  const number = Number(request.query.page ?? 1);
  const more = number * size < items.length;
  const next = new URLSearchParams({ ...request.query, per_page: String(size), page: String(number + 1) });
  return {
    page: items.slice((number - 1) * size, number * size),
    headers: more ? { link: `<${request.url}${path}?${next}>; rel="next"` } : {},
  };
}
