import { setTimeout as wait } from 'node:timers/promises';

/** A request that may be repeated: it changes nothing at the other end. */
export interface Call {
  url: URL;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** Credentials: sent to the origin of `url` and, on a redirection, to no other. */
  secret?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

const ATTEMPTS = 4;
const REDIRECTIONS = 5;

/** Longest wait before another attempt, in milliseconds, whatever the server asks for. */
const LONGEST = 60_000;

/** Answers that another attempt may mend. */
const PASSING = new Set([429, 500, 502, 503, 504]);

/**
 * Asks a server; repeats what may be a passing trouble, as late as `Retry-After` says. Whatever its status, the last
 * answer is the result.
 * @throws Error when the server cannot be reached; the signal's reason
 */
export async function call(request: Call): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt === ATTEMPTS;
    const outcome = await follow(request).catch((error: unknown) => {
      request.signal?.throwIfAborted();
      if (last) throw unreachable(request.url, error);
      return null;
    });
    if (outcome && (last || !PASSING.has(outcome.status))) return outcome;
    await outcome?.body?.cancel();
    const asked = outcome ? retryAfter(outcome.headers.get('retry-after')) : null;
    await wait(Math.min(asked ?? 250 * 2 ** attempt, LONGEST), undefined, { signal: request.signal }).catch(() => {});
    request.signal?.throwIfAborted();
  }
}

/** One attempt, with its redirections: a method is kept, a secret only within its origin, and https stays https. */
async function follow({ url, method = 'GET', headers, secret, body, signal }: Call): Promise<Response> {
  let place = url;
  for (let hops = 0; ; hops++) {
    const own = place.origin === url.origin ? secret : undefined;
    const response = await fetch(place, {
      method,
      headers: { 'user-agent': 'vision-gate', ...headers, ...own },
      body,
      redirect: 'manual',
      signal,
    });
    const location = response.headers.get('location');
    if (!isRedirection(response.status, method) || location === null || hops === REDIRECTIONS) return response;
    const next = new URL(location, place);
    if (!isWeb(next) || (place.protocol === 'https:' && next.protocol !== 'https:')) return response;
    await response.body?.cancel();
    place = next;
  }
}

/** Whether a URL is one that may be asked over http. */
export const isWeb = ({ protocol }: URL) => protocol === 'https:' || protocol === 'http:';

function isRedirection(status: number, method: string): boolean {
  return status === 307 || status === 308 || (method === 'GET' && [301, 302, 303].includes(status));
}

/** `Retry-After` in milliseconds: a number of seconds, or a date. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const milliseconds = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}

function unreachable(url: URL, error: unknown): Error {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return new Error(`${url.host} cannot be reached (${cause?.code ?? cause?.message ?? message})`);
}
