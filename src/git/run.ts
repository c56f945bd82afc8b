import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Fault } from '../model/fault.ts';

export interface GitOptions {
  signal?: AbortSignal;
  /**
   * The command may talk to a remote: it gets no terminal, and this many milliseconds before it is ended with its children.
   * Without it nothing is fetched, not even what a partial clone lacks.
   */
  remoteTimeout?: number;
  /** Further environment variables. */
  env?: Record<string, string>;
}

export type GitOutcome = { ok: true; stdout: Buffer } | { ok: false; status: number | null; stderr: string };

/** Input is written to git's standard input, which is then closed. */
export type GitCall = GitOptions & { input?: string | Uint8Array };

/** Milliseconds after the end of git in which its output is still awaited. */
const LINGER = 2000;

/** `git cat-file --batch-command` came with 2.36. */
export const OLDEST_GIT = '2.36';

/** No hook, no monitor, no helper of the repository runs; no remote helper but git's own transports. */
const CONFIGURATION = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.splitIndex=false',
  'safe.directory=*',
  'gc.auto=0',
  'maintenance.auto=false',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
].flatMap((setting) => ['-c', setting]);

/** What `git rev-parse --local-env-vars` lists, less the configuration that may carry credentials: a calling hook must not redirect us. */
const LOCAL_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** The job's own inputs and tokens, which git has no use for. */
const JOB_VARIABLE = /^(?:INPUT|ACTIONS)_/i;

function environment({ env, remoteTimeout }: GitOptions): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !LOCAL_VARIABLES.includes(name) && !JOB_VARIABLE.test(name)),
  );
  return {
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    SSH_ASKPASS_REQUIRE: 'never',
    ...inherited,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_LITERAL_PATHSPECS: '1',
    // Older gits know no GIT_NO_LAZY_FETCH; without a transport they cannot fetch either.
    ...(remoteTimeout === undefined ? { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' } : {}),
    ...env,
  };
}

/** A running git. */
export interface GitProcess {
  stdin: Writable;
  stdout: Readable;
  /** Settles when git has ended; rejects with a Fault `unable` when it could not be started, or with the signal's reason. */
  ended: Promise<{ status: number | null; stderr: string; late: boolean }>;
  kill(): void;
}

/** Starts git in `directory`. The caller ends its input, reads its output, and kills it if it leaves early. */
export function startGit(directory: string, args: readonly string[], options: GitOptions = {}): GitProcess {
  const { signal, remoteTimeout } = options;
  const remote = remoteTimeout !== undefined;
  const child = spawn('git', ['-C', directory, ...CONFIGURATION, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment(options),
    // A session of its own: ssh finds no terminal to ask on, and the transport's children end with it.
    detached: remote && process.platform !== 'win32',
    windowsHide: true,
  });
  const stderr: Buffer[] = [];
  let running = true;
  let late = false;
  let lingering: NodeJS.Timeout | undefined;

  const kill = () => {
    if (!running || child.pid === undefined) return;
    if (remote && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const timer = remote
    ? setTimeout(() => {
        late = true;
        kill();
      }, remoteTimeout)
    : undefined;
  if (signal?.aborted) kill();
  signal?.addEventListener('abort', kill, { once: true });

  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.on('exit', () => {
    running = false;
    // A helper that outlives git (ssh's ControlPersist) may hold its output open.
    if (remote) lingering = setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), LINGER);
  });
  const ended = new Promise<{ status: number | null; stderr: string; late: boolean }>((resolve, reject) => {
    const settle = () => {
      running = false;
      clearTimeout(timer);
      clearTimeout(lingering);
      signal?.removeEventListener('abort', kill);
    };
    child.on('error', (error) => {
      settle();
      reject(cannotStart(error));
    });
    child.on('close', (status) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status, stderr: Buffer.concat(stderr).toString().trim(), late });
    });
  });
  ended.catch(() => {}); // whoever awaits it hears of it
  return { stdin: child.stdin, stdout: child.stdout, ended, kill };
}

/** Runs git to its end. An exit status other than 0 is an outcome; git that cannot be started is a Fault `unable`. */
export async function git(
  directory: string,
  args: readonly string[],
  { input, ...options }: GitCall = {},
): Promise<GitOutcome> {
  options.signal?.throwIfAborted();
  const process = startGit(directory, args, options);
  const stdout: Buffer[] = [];
  process.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  process.stdin.end(input);
  const { status, stderr, late } = await process.ended;
  if (late) return { ok: false, status: null, stderr: `no answer within ${options.remoteTimeout! / 1000} s` };
  return status === 0 ? { ok: true, stdout: Buffer.concat(stdout) } : { ok: false, status, stderr };
}

/** Runs git and resolves to its output without the last line break. A failure is a Fault `unable` with git's own last words. */
export async function gitText(directory: string, args: readonly string[], options: GitCall = {}): Promise<string> {
  const outcome = await git(directory, args, options);
  if (!outcome.ok)
    throw new Fault('unable', `\`git ${args[0]}\` failed in \`${directory}\`: ${lastWords(outcome.stderr)}`);
  return outcome.stdout.toString().replace(/\n$/, '');
}

function cannotStart(error: NodeJS.ErrnoException): Fault {
  if (error.code === 'ENOENT') {
    return new Fault('unable', `Expected git on the PATH but found none. Install git ${OLDEST_GIT} or newer.`);
  }
  return new Fault(
    'unable',
    `git could not be started: ${error.message}. Check that git ${OLDEST_GIT} or newer runs here.`,
  );
}

/** The line of git's messages that says why, as a sentence's end. */
export function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^(fatal|error|remote):/.test(line)) ?? lines.at(-1) ?? 'no message';
  return telling.replace(/^(fatal|error|remote): */, '').replace(/[.\s]*$/, '.');
}
