import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { childEnvironment } from '../environment.ts';
import { encodeFrame, type Frame, frameReader } from '../frames.ts';
import { printable } from '../printable.ts';
import type { Common, Reply, Request, Task } from '../protocol.ts';

export interface Limits {
  /** Most pixels of one picture; its header decides, before it is decoded. */
  pixels: number;
  /** Most resident memory of one child process, in MB (2²⁰ bytes). */
  memoryMb: number;
  /** Most seconds that a child may work without an answer. */
  stallSeconds: number;
}

export interface ChildSettings {
  /** File that child processes begin at. */
  door: string;
  common: Common;
  limits: Limits;
  signal: AbortSignal;
  /** Takes what children wrote to their outputs, one harmless line at a time. */
  log: (line: string) => void;
  /** Children that are not gone yet. */
  running: Set<Promise<void>>;
}

/** How a child came to its end before it was let go. */
export type Death =
  | { cause: 'memory' | 'stalled' | 'crashed' | 'stopped'; reason: string }
  | { cause: 'fault'; kind: 'broken' | 'unavailable'; reason: string };

export interface Child {
  pid: number | undefined;
  /** Resolves when the pipe takes more. */
  send(request: Request, body?: Uint8Array): Promise<void>;
  /** Tells the child's watch whether an answer is owed. */
  expectAnswers(owed: boolean): void;
  /** Ends the child; nothing is heard of it afterwards. */
  release(): void;
}

const MESSAGE_LIMIT = 2 ** 30;
const WATCH_MS = 100;
const PAGE_MB = 4096 / 2 ** 20;
const LOG_LINES = 40;
const POOL_THREADS = 2;

/**
 * Starts one child process on a task: its own process group's pipes, an environment without secrets, watched for
 * memory and for silence.
 *
 * @param onReply - hears every answer
 * @param onDeath - hears once, when the child ended without being released
 */
export function startChild(
  settings: ChildSettings,
  task: Task,
  onReply: (frame: Frame<Reply>) => void,
  onDeath: (death: Death) => void,
): Child {
  const { door, common, limits, signal } = settings;
  const child = spawn(process.execPath, [door], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: childEnvironment(process.env, Math.max(POOL_THREADS, common.threads.pixels + 1)),
    windowsHide: true,
  });
  const replies = child.stdio[3] as Duplex;
  const killsBefore = memoryKills();
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  settings.running.add(gone);
  void gone.then(() => settings.running.delete(gone));
  let over = false;
  let owedSince: number | null = Date.now();

  function finish(death?: Death): void {
    if (over) return;
    over = true;
    clearInterval(watch);
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
    if (death) onDeath(death);
  }
  const onAbort = () => finish({ cause: 'stopped', reason: 'was stopped' });
  const watch = setInterval(() => {
    const memory = residentMb(child);
    if (memory > limits.memoryMb) {
      finish({ cause: 'memory', reason: `took more than ${limits.memoryMb} MB` });
    } else if (owedSince !== null && Date.now() - owedSince > limits.stallSeconds * 1000) {
      finish({ cause: 'stalled', reason: `took more than ${limits.stallSeconds} s` });
    }
  }, WATCH_MS);
  signal.addEventListener('abort', onAbort, { once: true });

  const read = frameReader<Reply>(MESSAGE_LIMIT);
  replies.on('data', (chunk: Buffer) => {
    if (over) return;
    if (owedSince !== null) owedSince = Date.now();
    let frames: Frame<Reply>[];
    try {
      frames = read(chunk);
    } catch (error) {
      return finish({ cause: 'crashed', reason: `gave an answer that cannot be read (${(error as Error).message})` });
    }
    for (const frame of frames) {
      if (over) return;
      const { head } = frame;
      if (head.type === 'fault') return finish({ cause: 'fault', kind: head.kind, reason: printable(head.message) });
      onReply(frame);
    }
  });
  replies.on('error', () => {});
  child.stdin!.on('error', () => {});
  child.once('error', (error) => finish({ cause: 'crashed', reason: `could not be started (${error.message})` }));
  child.once('close', (code, killed) => {
    if (killed === 'SIGKILL' && memoryKills() > killsBefore) {
      return finish({ cause: 'memory', reason: 'was ended by the system, which ran out of memory' });
    }
    finish({ cause: 'crashed', reason: killed ? `was ended by ${killed}` : `ended with code ${code}` });
  });
  for (const output of [child.stdout!, child.stderr!]) listen(output, settings.log);

  async function send(request: Request, body?: Uint8Array): Promise<void> {
    if (over) return;
    let flowing = true;
    for (const piece of encodeFrame(request, body)) flowing = child.stdin!.write(piece);
    if (!flowing) {
      await Promise.race([new Promise<void>((resolve) => child.stdin!.once('drain', resolve)), gone]);
    }
  }
  void send({ type: 'start', ...common, ...task });
  if (signal.aborted) queueMicrotask(onAbort);
  return {
    pid: child.pid,
    send,
    expectAnswers(owed) {
      if (!owed) owedSince = null;
      else owedSince ??= Date.now();
    },
    release: () => finish(),
  };
}

function listen(output: Readable, log: (line: string) => void): void {
  let lines = 0;
  let rest = '';
  output.setEncoding('utf8');
  const tell = (text: string) => {
    const line = printable(text, 500);
    if (line && lines++ < LOG_LINES) log(line);
  };
  output.on('data', (chunk: string) => {
    if (lines >= LOG_LINES) return;
    const parts = (rest + chunk).split(/[\r\n]+/);
    rest = parts.pop()!.slice(0, 4_000);
    for (const part of parts) tell(part);
  });
  output.on('end', () => tell(rest));
  output.on('error', () => {});
}

/** Processes that the system has ended since its start because memory ran out, of all groups (Linux); 0 elsewhere. */
function memoryKills(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Resident memory of a process in MB, where the system tells it (Linux); 0 elsewhere. */
function residentMb({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_MB;
  } catch {
    return 0;
  }
}
