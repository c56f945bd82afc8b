import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitSecret } from '../credentials.ts';
import { call } from '../http.ts';
import { PIECE } from '../keep.ts';
import type { RemoteSettings } from './config.ts';

/** A place that holds objects by key, such as `files/md5/ab/cdef…`. */
export interface Remote {
  /**
   * Content of one object; `null` when it is not there, a refusal when this one cannot be had.
   * @param version asked for where the remote keeps several under one key
   * @throws Error when no object can be had from here now: the end of a sentence
   */
  get(key: string, version?: string): Promise<AsyncIterable<Uint8Array> | null | { refusal: string }>;
}

/**
 * Opens a remote of DVC's configuration: a folder, a web server or S3.
 * @throws Error for any other: the end of a sentence
 */
export async function openRemote(settings: RemoteSettings, signal?: AbortSignal): Promise<Remote> {
  const { name, url } = settings;
  const scheme = /^(\w+):\/\//.exec(url)?.[1].toLowerCase();
  if (scheme === undefined) return folderRemote(url, signal);
  if (scheme === 'file') return folderRemote(fileURLToPath(url), signal);
  if (scheme === 'http' || scheme === 'https') return webRemote(settings, signal);
  if (scheme === 's3') return (await import('./s3.ts')).s3Remote(settings, signal);
  throw new Error(`remote \`${name}\` is of the kind \`${scheme}://\`, which the gate does not fetch from`);
}

function folderRemote(folder: string, signal?: AbortSignal): Remote {
  return {
    async get(key) {
      const file = join(folder, ...key.split('/'));
      try {
        const handle = await open(file);
        return handle.createReadStream({ highWaterMark: PIECE, signal });
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return code === 'ENOENT' || code === 'ENOTDIR' ? null : { refusal: message };
      }
    },
  };
}

/** Source: dvc-http (`auth`: basic, or a header of one's own with the password). */
function webRemote({ name, url, options }: RemoteSettings, signal?: AbortSignal): Remote {
  const address = URL.parse(url);
  if (address === null) throw new Error(`remote \`${name}\` has no valid address`);
  const { url: root, secret: named } = splitSecret(address);
  const secret = named ?? webSecret(name, options);
  return {
    async get(key) {
      const place = new URL(root);
      place.pathname = `${place.pathname.replace(/\/+$/, '')}/${key}`;
      const response = await call({ url: place, secret, signal });
      if (response.ok) return response.body ?? noContent();
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return null;
      return { refusal: `\`${place.host}\` answers ${response.status}` };
    },
  };
}

function webSecret(name: string, options: ReadonlyMap<string, string>): Record<string, string> {
  const auth = options.get('auth')?.toLowerCase();
  const password = options.get('password') ?? '';
  if (auth === undefined) return {};
  if (auth === 'basic') {
    const login = `${options.get('user') ?? ''}:${password}`;
    return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  }
  const header = options.get('custom_auth_header');
  if (auth === 'custom' && header !== undefined) return { [header.toLowerCase()]: password };
  throw new Error(`remote \`${name}\` wants the login \`${auth}\`, which the gate does not know`);
}

async function* noContent(): AsyncGenerator<Uint8Array> {}
