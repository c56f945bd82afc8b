/** The job's own voice: summary and outputs; and what the job was told. */
import { readFileSync } from 'node:fs';
import { setOutput, summary } from '@actions/core';
import { Fault } from '../model/fault.ts';

/** Of one step; the runner drops a larger summary as a whole. */
export const SUMMARY_BYTES = 1024 * 1024;

/** The event's payload; `{}` when the runner names no file. Throws a Fault `unable` when it is not JSON. */
export function readPayload(env: NodeJS.ProcessEnv): unknown {
  const path = env.GITHUB_EVENT_PATH;
  if (!path) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Fault(
      'unable',
      `Expected the event's JSON for \`GITHUB_EVENT_PATH\` but received ${(error as Error).message}. Run the gate as a step of a job.`,
    );
  }
}

/**
 * Appends Markdown to the job summary, cut to what the runner accepts. `notice` is the sentence that stands where it was
 * cut. Returns `written: false` where the runner gives no summary file (outside a job).
 */
export async function writeSummary(markdown: string, notice: string): Promise<{ written: boolean; cut: boolean }> {
  if (!process.env.GITHUB_STEP_SUMMARY) return { written: false, cut: false };
  const text = fitSummary(markdown, notice);
  await summary.addRaw(text, false).write();
  return { written: true, cut: text !== markdown };
}

/** The lines of `markdown` that fit in `limit` bytes with `notice` below them; open fences and details are closed. */
export function fitSummary(markdown: string, notice: string, limit = SUMMARY_BYTES): string {
  const bytes = Buffer.from(markdown, 'utf8');
  if (bytes.length <= limit) return markdown;
  const reserve = Buffer.byteLength(notice) + CLOSING_RESERVE;
  const end = bytes.lastIndexOf('\n', Math.max(0, limit - reserve));
  const kept = bytes.toString('utf8', 0, Math.max(0, end));
  return `${kept}${closingOf(kept)}\n\n${notice}\n`;
}

export function setOutputs(outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

/** Bytes for what closes open blocks: a fence and as many details as anybody nests. */
const CLOSING_RESERVE = 512;

function closingOf(markdown: string): string {
  const count = (pattern: RegExp) => markdown.match(pattern)?.length ?? 0;
  const fence = count(/^```/gm) % 2 === 1 ? '\n```' : '';
  const open = Math.max(0, count(/<details\b/g) - count(/<\/details>/g));
  return fence + '\n</details>'.repeat(Math.min(open, 32));
}
