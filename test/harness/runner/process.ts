/** A step's process: lines of its output, and an end to it as the runner makes one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface StepProcess {
  script: string;
  nodePath: string;
  env: Record<string, string>;
  cwd: string;
  line(text: string): void;
  /** Ends the step: SIGINT, after 7.5 s SIGTERM, after a further 2.5 s SIGKILL for it and its descendants. */
  cancel: AbortSignal;
  /** Multiplies those two spans; 1 is the runner's own pace. */
  timeScale: number;
}

export interface StepExit {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** What the runner had to send, in order. */
  sent: NodeJS.Signals[];
}

const SIGINT_SPAN = 7_500;
const SIGTERM_SPAN = 2_500;
/** A process left behind may hold the step's output open; it is not waited for. */
const STREAMS_SPAN = 2_000;

export async function runStep({ script, nodePath, env, cwd, line, cancel, timeScale }: StepProcess): Promise<StepExit> {
  const child = spawn(nodePath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const closed = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', line);
  const sent: NodeJS.Signals[] = [];
  const running = () => child.exitCode === null && child.signalCode === null;

  async function end(): Promise<void> {
    for (const [signal, span] of [
      ['SIGINT', SIGINT_SPAN],
      ['SIGTERM', SIGTERM_SPAN],
    ] as const) {
      if (!running()) return;
      sent.push(signal);
      child.kill(signal);
      await Promise.race([exited, delay(span * timeScale)]);
    }
    if (!running()) return;
    sent.push('SIGKILL');
    for (const pid of [...descendants(child.pid!), child.pid!]) kill(pid);
  }

  cancel.addEventListener('abort', end, { once: true });
  if (cancel.aborted) await end();
  const [exitCode, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  await Promise.race([closed, delay(STREAMS_SPAN, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  cancel.removeEventListener('abort', end);
  return { exitCode, signal, sent };
}

/** Processes still alive that carry `name=value` in their environment, as the runner finds what a job left behind. */
export function findTracked(name: string, value: string): number[] {
  return processes().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${name}=${value}`);
    } catch {
      return false;
    }
  });
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function descendants(pid: number): number[] {
  const children = processes().filter((candidate) => parentOf(candidate) === pid);
  return children.flatMap((child) => [...descendants(child), child]);
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
