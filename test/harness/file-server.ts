import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of files on this machine. */
export interface FileServer {
  /** Without a slash at the end. */
  url: string;
  /** Contents by path, such as `/store/files/md5/ab/cd…`. */
  files: Map<string, Buffer>;
  /** Paths asked for, in order (`path@version` where S3 is asked for one), and the headers that came with them. */
  requests: string[];
  headers: IncomingMessage['headers'][];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface FileServerOptions {
  /** Answer in place of a file; `null`: the file is sent. */
  refuse?: (request: IncomingMessage) => { status: number; headers?: Record<string, string>; body?: string } | null;
  /** Body of the answer 404. */
  lacking?: string;
}

export async function fileServer({ refuse, lacking }: FileServerOptions = {}): Promise<FileServer> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://here');
    const path = decodeURIComponent(pathname);
    const version = searchParams.get('versionId');
    requests.push(version === null ? path : `${path}@${version}`);
    headers.push(request.headers);
    const refusal = refuse?.(request);
    const content = files.get(path);
    if (refusal) response.writeHead(refusal.status, refusal.headers).end(refusal.body);
    else if (content === undefined) response.writeHead(404, { 'content-type': 'application/xml' }).end(lacking);
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    requests,
    headers,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const NO_SUCH_KEY =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';

/** S3's reading of objects, addressed by path (`/bucket/key`) and signed with this key. */
export function s3Server(accessKey: string): Promise<FileServer> {
  const denied = (code: string) => ({
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`,
  });
  return fileServer({
    lacking: NO_SUCH_KEY,
    refuse({ headers, method }) {
      if (method !== 'GET') return denied('MethodNotAllowed');
      const signed =
        /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/[\w-]+\/s3\/aws4_request, SignedHeaders=.+, Signature=[0-9a-f]{64}$/;
      const key = signed.exec(headers.authorization ?? '')?.[1];
      return key === accessKey ? null : denied(key === undefined ? 'AccessDenied' : 'InvalidAccessKeyId');
    },
  });
}
