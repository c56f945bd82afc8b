import type { GitRepository } from './repository.ts';
import { git } from './run.ts';

/** Milliseconds that a credential helper may take. */
const ANSWER = 20_000;

/** A URL without the name and password that may be in it, and the header that says them. */
export function splitSecret(url: URL): { url: URL; secret: Record<string, string> | null } {
  const { username, password } = url;
  if (username === '' && password === '') return { url, secret: null };
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return { url: bare, secret: basic(decoded(username), decoded(password)) };
}

/** The header that git's configuration gives requests to a URL (`http.<url>.extraheader`, as actions/checkout sets it). */
export async function configuredSecret(
  { directory }: GitRepository,
  url: URL,
  signal?: AbortSignal,
): Promise<Record<string, string> | null> {
  const look = ['config', '--null', '--get-urlmatch', 'http.extraheader', url.href];
  const outcome = await git(directory, look, { signal });
  const header = outcome.ok ? /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([^\r\n\0]*)/.exec(outcome.stdout.toString()) : null;
  return header && { [header[1].toLowerCase()]: header[2] };
}

/** What git's credential helpers know for a URL; only helpers that may be started are asked. */
export async function helperSecret(
  { directory, programs }: GitRepository,
  url: URL,
  signal?: AbortSignal,
): Promise<Record<string, string> | null> {
  const input = `protocol=${url.protocol.slice(0, -1)}\nhost=${url.host}\npath=${url.pathname.slice(1)}\n\n`;
  const outcome = await git(directory, ['credential', 'fill'], {
    signal,
    env: { ...programs.environment, GIT_ALLOW_PROTOCOL: 'none' },
    remoteTimeout: ANSWER,
    input,
  });
  if (!outcome.ok) return null;
  const fields = new Map(
    outcome.stdout
      .toString()
      .split('\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const [username, password] = [fields.get('username'), fields.get('password')];
  return username === undefined || password === undefined ? null : basic(username, password);
}

/** Without its escapes; as it is where they are none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
