import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { configuredSecret, helperSecret } from '../credentials.ts';
import { call } from '../http.ts';
import { each } from '../keep.ts';
import type { GitRepository } from '../repository.ts';
import { askBatch, BATCH, BatchRefused, type LfsObject } from './batch.ts';
import { type Endpoint, findEndpoint } from './endpoint.ts';

/** Takes one object's content; rejects when it is not what its name says. */
export type Receive = (object: LfsObject, pieces: AsyncIterable<Uint8Array>) => Promise<void>;

/** Brings objects that are not on this machine. Resolves to why each of the others did not come (the end of a sentence). */
export type Download = (objects: readonly LfsObject[], receive: Receive) => Promise<Map<string, string>>;

/** Downloads from the endpoint of a repository. A server that did not answer once is not asked again. */
export function openDownload(repository: GitRepository, signal?: AbortSignal): Download {
  let source: Promise<Download | null> | undefined;
  return async (objects, receive) => {
    source ??= findEndpoint(repository, signal).then(
      (endpoint) => endpoint && openEndpoint(endpoint, repository, signal),
    );
    return (await (await source)?.(objects, receive)) ?? new Map();
  };
}

function openEndpoint(endpoint: Endpoint, repository: GitRepository, signal?: AbortSignal): Download {
  return endpoint.kind === 'folder' ? fromFolder(endpoint.folders, signal) : fromServer(endpoint, repository, signal);
}

function fromFolder(folders: readonly string[], signal?: AbortSignal): Download {
  return async (objects, receive) => {
    const reasons = new Map<string, string>();
    await each(objects, async (object) => {
      const { oid } = object;
      const files = folders.map((folder) => join(folder, oid.slice(0, 2), oid.slice(2, 4), oid));
      const present = await Promise.all(
        files.map((file) =>
          access(file).then(
            () => true,
            () => false,
          ),
        ),
      );
      const file = files[present.indexOf(true)];
      if (file === undefined) reasons.set(oid, `\`${folders[0]}\` does not have it`);
      else await receive(object, createReadStream(file, { signal })).catch(noting(reasons, oid, folders[0], signal));
    });
    return reasons;
  };
}

function fromServer(
  { url, secret: named }: Extract<Endpoint, { kind: 'server' }>,
  repository: GitRepository,
  signal?: AbortSignal,
): Download {
  let secret: Record<string, string> | undefined;
  let isHelped = false;
  let down: string | null = null;

  /** One request; a server that asks for a login is asked again with what a credential helper knows. */
  async function ask(objects: readonly LfsObject[]) {
    secret ??= (await configuredSecret(repository, url, signal)) ?? named ?? {};
    try {
      return await askBatch(url, objects, secret, signal);
    } catch (error) {
      if (!(error instanceof BatchRefused) || error.status !== 401 || isHelped) throw error;
      isHelped = true;
      const known = await helperSecret(repository, url, signal);
      if (known === null) throw error;
      secret = known;
      return await askBatch(url, objects, secret, signal);
    }
  }

  async function bring(objects: readonly LfsObject[], receive: Receive, reasons: Map<string, string>) {
    const answers = await ask(objects);
    await each(objects, async (object) => {
      const answer = answers.get(object.oid)!;
      if ('refusal' in answer) {
        reasons.set(object.oid, `\`${url.host}\` was asked: ${answer.refusal}`);
        return;
      }
      try {
        const response = await call({ ...answer, signal });
        if (response.ok) await receive(object, response.body ?? emptyBody());
        else {
          await response.body?.cancel();
          reasons.set(object.oid, `\`${answer.url.host}\` answers ${response.status}`);
        }
      } catch (error) {
        noting(reasons, object.oid, answer.url.host, signal)(error);
      }
    });
  }

  return async (objects, receive) => {
    const reasons = new Map<string, string>();
    for (let start = 0; start < objects.length; start += BATCH) {
      const batch = objects.slice(start, start + BATCH);
      if (down === null) {
        await bring(batch, receive, reasons).catch((error: Error) => {
          signal?.throwIfAborted();
          down = error instanceof BatchRefused ? `\`${url.host}\` was asked: ${error.message}` : error.message;
        });
      }
      if (down !== null) for (const { oid } of batch) if (!reasons.has(oid)) reasons.set(oid, down);
    }
    return reasons;
  };
}

/** Notes why an object did not come; an abort goes on. */
function noting(reasons: Map<string, string>, oid: string, from: string, signal?: AbortSignal) {
  return (error: unknown) => {
    signal?.throwIfAborted();
    reasons.set(oid, `\`${from}\` was asked: ${(error as Error).message}`);
  };
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
