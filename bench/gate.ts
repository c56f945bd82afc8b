/**
 * The whole command on the shipped example, as processes: a pull request that touches nothing relevant, a first run
 * and a second one on the same commits. Prints seconds and the ratio of the two runs.
 *
 *     node bench/gate.ts [--runs 5]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lay } from '../examples/garments/lay.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
const cli = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-gate-'));
const repository = join(folder, 'repository');
const cache = join(folder, 'cache');

/** Seconds of one run of the command. */
function check(base: string, head: string, expected: number): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'check', '--repo', repository, '--base', base, '--head', head, '--cache', cache, '--quiet'],
    { encoding: 'utf8' },
  );
  if (status !== expected) throw new Error(`Expected exit status ${expected} but received ${status}. ${stderr}`);
  return (performance.now() - started) / 1000;
}

function median(seconds: number[]): number {
  return seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)];
}

try {
  const { base, head } = await lay(repository);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      encoding: 'utf8',
    }).trim();
  git('checkout', '--quiet', '--detach', base);
  writeFileSync(join(repository, 'README.md'), 'Only words have changed.\n');
  git('commit', '--quiet', '--all', '--message', 'Reword the README');
  const words = git('rev-parse', 'HEAD');

  const untouched = Array.from({ length: runs }, () => check(base, words, 0));
  const cold = Array.from({ length: Math.max(1, Math.floor(runs / 2)) }, () => {
    rmSync(cache, { recursive: true, force: true });
    return check(base, head, 1);
  });
  const warm = Array.from({ length: runs }, () => check(base, head, 1));
  console.log(
    `nothing relevant touched: median ${median(untouched).toFixed(2)} s (${untouched.map((s) => s.toFixed(2)).join(', ')}); goal: under 1 s`,
  );
  console.log(
    `first run, no cache:      median ${median(cold).toFixed(2)} s (${cold.map((s) => s.toFixed(2)).join(', ')})`,
  );
  console.log(
    `second run, warm cache:   median ${median(warm).toFixed(2)} s (${warm.map((s) => s.toFixed(2)).join(', ')})`,
  );
  console.log(`ratio first : second      ${(median(cold) / median(warm)).toFixed(1)}; goal: at least 10`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
