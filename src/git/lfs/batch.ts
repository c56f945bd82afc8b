import { type Call, call, isWeb } from '../http.ts';

/** A Git LFS object by its SHA-256 and its size in bytes. */
export interface LfsObject {
  oid: string;
  bytes: number;
}

/** Objects of one request; servers refuse more (GitHub's limit, and git-lfs's own). */
export const BATCH = 100;

const MEDIA_TYPE = 'application/vnd.git-lfs+json';

/** Why an object cannot be had: the end of a sentence. */
export type Refusal = { refusal: string };

/** The batch server refused all of a request: its status, or what it says. */
export class BatchRefused extends Error {
  override readonly name = 'BatchRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks where objects can be downloaded; at most `BATCH` of them. Source: git-lfs/docs/api/batch.md.
 * @param secret credentials for this server, and for downloads from it that bring none of their own
 * @throws BatchRefused when the server does not answer the request; Error when it cannot be reached
 */
export async function askBatch(
  endpoint: URL,
  objects: readonly LfsObject[],
  secret: Record<string, string>,
  signal?: AbortSignal,
): Promise<Map<string, Call | Refusal>> {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/objects/batch`;
  const response = await call({
    url,
    method: 'POST',
    headers: { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE },
    secret,
    body: JSON.stringify({
      operation: 'download',
      transfers: ['basic'],
      objects: objects.map(({ oid, bytes }) => ({ oid, size: bytes })),
      hash_algo: 'sha256',
    }),
    signal,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new BatchRefused(response.status, `it answers ${response.status}${said(answer)}`);
  if (!isRecord(answer) || !Array.isArray(answer.objects)) throw new BatchRefused(0, 'it is no server of Git LFS');
  if (typeof answer.transfer === 'string' && answer.transfer !== 'basic') {
    throw new BatchRefused(0, `it only offers the transfer \`${answer.transfer}\``);
  }
  const answered = new Map(answer.objects.filter(isRecord).map((object) => [object.oid, object]));
  return new Map(objects.map(({ oid }) => [oid, actionOf(answered.get(oid), endpoint, secret)]));
}

function actionOf(
  object: Record<string, unknown> | undefined,
  endpoint: URL,
  secret: Record<string, string>,
): Call | Refusal {
  if (object === undefined) return { refusal: 'it does not say where the object is' };
  const { error, actions } = object;
  if (isRecord(error)) return { refusal: `it answers ${Number(error.code) || 'an error'}${said(error)}` };
  const download = isRecord(actions) && isRecord(actions.download) ? actions.download : null;
  const url = typeof download?.href === 'string' ? URL.parse(download.href, endpoint.href) : null;
  if (url === null || !isWeb(url)) return { refusal: 'it does not say where the object is' };
  const given = Object.entries(isRecord(download?.header) ? download.header : {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
  );
  const own: Record<string, string> = Object.fromEntries(given);
  const isKnown = object.authenticated === true || 'authorization' in own || url.origin !== endpoint.origin;
  return { url, secret: isKnown ? own : { ...secret, ...own } };
}

/** What an answer says of itself, in brackets and on one line. */
function said(answer: unknown): string {
  const message = isRecord(answer) && typeof answer.message === 'string' ? answer.message : '';
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 200);
  return line === '' ? '' : ` (${line})`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
