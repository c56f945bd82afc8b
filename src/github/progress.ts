import { setTimeout as delay } from 'node:timers/promises';
import { fitOutput } from './limits.ts';
import type { Octokit } from './octokit.ts';

/** Sends the latest of what it is shown, one update at a time. A lost update is no loss: another follows. */
export function createProgress(options: {
  octokit: Octokit;
  target: { owner: string; repo: string; check_run_id: number };
  /** Least milliseconds between two updates: ten seconds keep a day's run below GitHub's 500 writes an hour. */
  interval?: number;
}): { show(title: string, summary: string): void; stop(): Promise<void> } {
  const { octokit, target, interval = 10_000 } = options;
  const closing = new AbortController();
  let latest: { title: string; summary: string } | undefined;
  let sending: Promise<void> | undefined;
  let next = 0;

  async function sendAll(): Promise<void> {
    while (latest) {
      await delay(Math.max(0, next - Date.now()), undefined, { signal: closing.signal, ref: false });
      const { title, summary } = fitOutput({ ...latest, annotations: [] });
      latest = undefined;
      next = Date.now() + interval;
      const request = { retries: 0 };
      await octokit.rest.checks.update({ ...target, output: { title, summary }, request }).catch(() => {});
    }
  }

  return {
    show(title: string, summary: string) {
      if (closing.signal.aborted) return;
      latest = { title, summary };
      sending ??= sendAll()
        .catch(() => {})
        .finally(() => {
          sending = undefined;
        });
    },
    /** Drops what waits, and waits for what is under way. */
    async stop(): Promise<void> {
      closing.abort();
      await sending;
    },
  };
}
