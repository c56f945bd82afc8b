import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An answer that is put before the server's own. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A Git LFS server on this machine: the batch API with basic transfers, downloads and uploads. */
export interface LfsServer {
  /** Address of the repository's LFS server. */
  url: string;
  /** What it holds, by SHA-256. */
  objects: Map<string, Buffer>;
  /** What was asked, in order: `batch <count>`, `get <oid>`, `put <oid>`. */
  requests: string[];
  /** Headers of the requests, in the same order. */
  headers: IncomingMessage['headers'][];
  /** Adds content and returns its id. */
  add(content: string | Uint8Array): string;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface LfsServerOptions {
  /** `Authorization` that the batch endpoint wants. */
  authorization?: string;
  /** Headers that a download must bring; the batch answer says them. */
  actionHeader?: Record<string, string>;
  /** Origin of the download addresses; this server when absent. */
  storage?: string;
  /** Answers given before the server's own, for the request named like those of `requests` without its count. */
  before?: Record<string, Answer[]>;
  /** Changes what is sent for an object. */
  sent?: (content: Buffer) => Buffer;
}

const MEDIA_TYPE = 'application/vnd.git-lfs+json';

/** Source: git-lfs/docs/api/batch.md, basic-transfers.md. */
export async function lfsServer(options: LfsServerOptions = {}): Promise<LfsServer> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];

  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => send(response, { status: 500, body: error.message }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const note = (name: string, detail = '') => {
      requests.push(`${name}${detail}`);
      headers.push(request.headers);
      return options.before?.[name]?.shift();
    };
    if (request.url === '/repo.git/info/lfs/objects/batch') {
      const asked = JSON.parse(await text(request)) as {
        operation: 'download' | 'upload';
        objects: { oid: string; size: number }[];
      };
      const first = note('batch', ` ${asked.objects.length}`);
      if (first) return send(response, first);
      if (options.authorization !== undefined && request.headers.authorization !== options.authorization) {
        return send(response, { status: 401, headers: { 'www-authenticate': 'Basic realm="lfs"' }, body: '{}' });
      }
      const answers = asked.objects.map(({ oid, size }) => describe(asked.operation, oid, size));
      const body = JSON.stringify({ transfer: 'basic', objects: answers, hash_algo: 'sha256' });
      return send(response, { status: 200, headers: { 'content-type': MEDIA_TYPE }, body });
    }
    const oid = /^\/objects\/([0-9a-f]{64})$/.exec(request.url ?? '')?.[1];
    if (oid === undefined) return send(response, { status: 404, body: '{"message":"no such page"}' });
    if (request.method === 'PUT') {
      note('put', ` ${oid}`);
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      objects.set(oid, Buffer.concat(pieces));
      return send(response, { status: 200 });
    }
    const first = note(`get ${oid}`);
    if (first) return send(response, first);
    const wanted = Object.entries(options.actionHeader ?? {});
    if (wanted.some(([name, value]) => request.headers[name] !== value)) return send(response, { status: 403 });
    const content = objects.get(oid);
    if (content === undefined) return send(response, { status: 404 });
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(options.sent?.(content) ?? content);
  }

  function describe(operation: 'download' | 'upload', oid: string, size: number) {
    const action = { href: `${options.storage ?? origin}/objects/${oid}`, header: options.actionHeader };
    if (operation === 'upload') return { oid, size, ...(objects.has(oid) ? {} : { actions: { upload: action } }) };
    if (!objects.has(oid)) return { oid, size, error: { code: 404, message: 'Object does not exist' } };
    return { oid, size, actions: { download: action } };
  }

  return {
    url: `${origin}/repo.git/info/lfs`,
    objects,
    requests,
    headers,
    add(content) {
      const bytes = Buffer.from(content);
      const oid = createHash('sha256').update(bytes).digest('hex');
      objects.set(oid, bytes);
      return oid;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer) {
  response.writeHead(status, headers);
  response.end(body);
}
