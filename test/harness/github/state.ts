import type { Annotation } from '../../../src/model/report.ts';

/** What GitHub would keep. Plain data, so that a test can read it as it stands. */
export interface State {
  /** `owner/name` → folder of a local git repository; `null`: every repository exists, with every commit. */
  repositories: Record<string, string> | null;
  pullRequests: PullRequest[];
  checkRuns: CheckRunRecord[];
  comments: Comment[];
  sarifs: Sarif[];
}

export interface CheckRunRecord {
  id: number;
  repository: string;
  name: string;
  head_sha: string;
  external_id: string | null;
  details_url: string | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  started_at: string;
  completed_at: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Annotation[];
}

export interface PullRequest {
  repository: string;
  number: number;
  title: string;
  base: { ref: string; sha: string };
  head: { ref: string; sha: string };
}

export interface Comment {
  id: number;
  repository: string;
  issue: number;
  body: string;
}

export interface Sarif {
  id: string;
  repository: string;
  commit_sha: string;
  ref: string;
  /** Parsed from its gzip and base64. */
  log: unknown;
}
