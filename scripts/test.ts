/** Everything that must hold: lint, types, imports, unused code, tests, generated files, dist and the demo. Stops at nothing, fails at the end. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const totals = join(root, 'node_modules', '.cache', 'test-totals.json');

const steps: [name: string, command: string, ...args: string[]][] = [
  ['lint', bin('biome'), 'ci', '--error-on-warnings', '.'],
  ['types', bin('tsc'), '-p', 'tsconfig.json'],
  ['imports', bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'src', 'rules'],
  ['unused code', bin('knip')],
  ['generated files', process.execPath, 'scripts/generate.ts', '--check'],
  ['dist', process.execPath, 'scripts/build.ts', '--check'],
  ['tests', bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${totals}`],
  ['demo', process.execPath, 'scripts/start.ts'],
];

const failed: string[] = [];
for (const [name, command, ...args] of steps) {
  const started = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
  console.log(`${status === 0 ? '✔' : '✘'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(totals, 'utf8'));
console.log(failed.length === 0 ? '\nEverything holds.' : `\nFailed: ${failed.join(', ')}.`);
console.log(
  `${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
