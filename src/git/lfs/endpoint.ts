import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitSecret } from '../credentials.ts';
import type { GitRepository } from '../repository.ts';
import { git } from '../run.ts';

/** Where the objects of Git LFS can be had when they are not on this machine. */
export type Endpoint =
  /** A server of the batch API; `secret`: the header with the name and password of its configured URL. */
  | { kind: 'server'; url: URL; secret: Record<string, string> | null }
  /** A repository on a disk of this machine; `folders`: where its objects may lie. */
  | { kind: 'folder'; folders: string[] };

/**
 * The endpoint that git's configuration of this clone names (`lfs.url`, `remote.<name>.lfsurl`) or that follows from the
 * remote's URL, as git-lfs derives it; `null` when there is none. The commit's own `.lfsconfig` is never obeyed: it could
 * send credentials anywhere.
 */
export async function findEndpoint(repository: GitRepository, signal?: AbortSignal): Promise<Endpoint | null> {
  const { settings, remotes, directory } = repository;
  const named = settings.get('remote.lfsdefault');
  const remote = named !== undefined && remotes.includes(named) ? named : remotes[0];
  const configured = settings.get('lfs.url') ?? (remote && settings.get(`remote.${remote}.lfsurl`));
  if (configured) return parseEndpoint(configured, directory, 'as it is');
  if (remote === undefined) return null;
  // Rewritten by `url.<base>.insteadOf`, as git itself would.
  const outcome = await git(directory, ['ls-remote', '--get-url', '--', remote], { signal });
  return outcome.ok ? parseEndpoint(outcome.stdout.toString().trim(), directory, 'of a remote') : null;
}

/** Source: git-lfs/docs/api/server-discovery.md. */
export function parseEndpoint(text: string, directory: string, kind: 'as it is' | 'of a remote'): Endpoint | null {
  const url = webAddress(text);
  if (url === null) return folderEndpoint(text, directory);
  if (url.protocol === 'file:') return url.host === '' ? folderEndpoint(fileURLToPath(url), directory) : null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (kind === 'of a remote') {
    const path = url.pathname.replace(/\/+$/, '');
    url.pathname = `${path}${path.endsWith('.git') ? '' : '.git'}/info/lfs`;
  }
  return { kind: 'server', ...splitSecret(url) };
}

/** A remote's address as a URL; over ssh or git's own protocol it is asked at the same name over https. `null` for a path. */
function webAddress(text: string): URL | null {
  const scp = /^(?:[\w.-]+@)?([\w.-]{2,}):(?!:|\/\/)\/?(.+)$/.exec(text);
  const address = scp ? `https://${scp[1]}/${scp[2]}` : text;
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(address)) return null;
  const other = /^(?:git\+ssh|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.*)$/i.exec(address);
  return URL.parse(other ? `https://${other[1]}/${other[2]}` : address);
}

function folderEndpoint(path: string, directory: string): Endpoint | null {
  if (!/^(?:[./\\]|[a-z]:[\\/])/i.test(path)) return null;
  const root = path.startsWith('.') ? join(directory, path) : path;
  return { kind: 'folder', folders: [join(root, 'lfs', 'objects'), join(root, '.git', 'lfs', 'objects')] };
}
