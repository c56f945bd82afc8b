import { setTimeout as delay } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { defaults } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling';
import { Fault } from '../model/fault.ts';

export type Octokit = ReturnType<typeof getOctokit>;

export interface Connection {
  token: string;
  /** `GITHUB_API_URL`: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  apiUrl: string;
  /** Milliseconds before one attempt counts as unanswered; 15 000 by default. */
  timeout?: number;
  /** Milliseconds that delays between attempts are multiples of; 1 000 by default. */
  retryUnit?: number;
  /** Milliseconds between writes once the first ten have gone; 1 000 by default. */
  writeInterval?: number;
}

const WRITE_BURST = 10;
const LONGEST_WAIT = 120;
const LIMIT_RETRIES = 3;

/**
 * A client of GitHub's REST API behind the runner's proxy. Reads are repeated after a failure; anything is repeated after
 * a rate limit, which refuses a request before it takes effect. Waits of more than two minutes are not waited for.
 * Throws a Fault `usage` without a token.
 */
export function createOctokit({
  token,
  apiUrl,
  timeout = 15_000,
  retryUnit = 1_000,
  writeInterval = 1_000,
}: Connection): Octokit {
  if (token === '') {
    throw new Fault(
      'usage',
      'Expected a token for `token` but received none. Leave the input out, or give it `github.token`.',
    );
  }
  const worthwhile = (seconds: number, _options: unknown, _octokit: unknown, retries: number) =>
    seconds <= LONGEST_WAIT && retries < LIMIT_RETRIES;
  return getOctokit(
    token,
    {
      baseUrl: apiUrl,
      request: { fetch: fetchWithin(timeout) },
      retry: { retryAfterBaseValue: retryUnit },
      throttle: {
        id: apiUrl,
        write: paceOf(WRITE_BURST, writeInterval),
        retryAfterBaseValue: retryUnit,
        onRateLimit: worthwhile,
        onSecondaryRateLimit: worthwhile,
      },
    },
    retry,
    throttling,
  );
}

function fetchWithin(timeout: number): typeof fetch {
  const proxied: typeof fetch = defaults.request?.fetch;
  return (url, options) => {
    const signals = [AbortSignal.timeout(timeout), ...(options?.signal ? [options.signal] : [])];
    return proxied(url, { ...options, signal: AbortSignal.any(signals) });
  };
}

/**
 * Lets `burst` writes through at once, then one an `interval`, which stays below GitHub's 80 a minute; the plugin's own
 * pace makes every write but the first wait. A leaky bucket as a meter (ITU-T I.371, generic cell rate algorithm).
 */
function paceOf(burst: number, interval: number): ThrottlingOptions['write'] {
  let theoretical = 0;
  const schedule = async <T>(_options: unknown, job: () => Promise<T>): Promise<T> => {
    const now = Date.now();
    theoretical = Math.max(now, theoretical) + interval;
    await delay(Math.max(0, theoretical - now - burst * interval));
    return job();
  };
  return { key: () => ({ schedule }) } as unknown as ThrottlingOptions['write'];
}
