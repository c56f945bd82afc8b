/** What check runs need, as a workflow's `permissions:` names it. */
export const PERMISSION = 'checks: write';

/** What became of something that was to be posted. Data only: the sentence is made elsewhere. */
export type Posting =
  | {
      posted: true;
      id: number;
      /** The page that people open; the API's own address where GitHub names none. */
      url: string;
      /** How many annotations GitHub holds now. */
      annotations: number;
      /** GitHub's words where it refused some annotations; those are missing from the count. */
      refused?: string;
    }
  | ({ posted: false; annotations: number } & Failure);

export interface Failure {
  /**
   * - `permission`: the token may not do it; `missing` names the permission as a workflow writes it;
   * - `limited`: a rate limit that outlasts our patience;
   * - `refused`: GitHub understood and said no;
   * - `unreachable`: no answer, or none of use.
   */
  cause: 'permission' | 'limited' | 'refused' | 'unreachable';
  /** Such as `checks: write`. */
  missing?: string;
  status?: number;
  /** GitHub's words, or the network's. Untrusted text. */
  detail: string;
}

interface RequestFailure {
  status?: number;
  message: string;
  response?: { headers?: Record<string, string | undefined> };
}

/** Reads a failed request. `permission` is what the operation needs, for servers that do not say it themselves. */
export function explainFailure(error: unknown, permission: string): Failure {
  const { status, message, response } = error as RequestFailure;
  const detail = message ?? String(error);
  if (status === undefined || response === undefined || status >= 500) return { cause: 'unreachable', status, detail };
  if (/rate limit/i.test(detail)) return { cause: 'limited', status, detail };
  if (/resource not accessible/i.test(detail)) {
    const accepted = response.headers?.['x-accepted-github-permissions'];
    return { cause: 'permission', missing: accepted?.replaceAll('=', ': ') ?? permission, status, detail };
  }
  return { cause: 'refused', status, detail };
}
