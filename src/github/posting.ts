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
  response?: unknown;
}

/**
 * Reads a failed request. `permission` is all that the work needs: a token that may not even read lacks more than the
 * request at hand says.
 */
export function explainFailure(error: unknown, permission: string): Failure {
  const { status, message, response } = error as RequestFailure;
  const detail = message ?? String(error);
  if (status === undefined || response === undefined || status >= 500) return { cause: 'unreachable', status, detail };
  if (/rate limit/i.test(detail)) return { cause: 'limited', status, detail };
  if (/resource not accessible/i.test(detail)) return { cause: 'permission', missing: permission, status, detail };
  return { cause: 'refused', status, detail };
}
