import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that a process or a thread is started with: as source, and as bundle under `dist/`. */
export const doors = {
  action: { source: 'src/index.ts', bundle: 'dist/index.js' },
  post: { source: 'src/post.ts', bundle: 'dist/post/index.js' },
  cli: { source: 'src/cli.ts', bundle: 'dist/cli/index.js' },
  worker: { source: 'src/worker.ts', bundle: 'dist/worker/index.js' },
  vision: { source: 'src/vision/child.ts', bundle: 'dist/vision/index.js' },
} as const;

export type Door = keyof typeof doors;

/** Absolute path of a door in the same lay-out as the code that asks: source starts source, a bundle starts a bundle. */
export function doorPath(door: Door): string {
  return join(actionFolder(), doors[door][isSource() ? 'source' : 'bundle']);
}

/** Absolute path of the folder that holds `action.yml`, with `src/` or `dist/` below it. */
export function actionFolder(): string {
  const folder = dirname(self());
  if (isSource()) return dirname(dirname(folder));
  return basename(folder) === 'dist' ? dirname(folder) : dirname(dirname(folder));
}

function isSource(): boolean {
  return self().endsWith('.ts');
}

function self(): string {
  return fileURLToPath(import.meta.url);
}
