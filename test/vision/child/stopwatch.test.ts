import { execFileSync, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { stopwatch } from '../../../src/vision/child/stopwatch.ts';

test('a wait that the work itself asks for counts', async () => {
  const stop = stopwatch()();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(stop()).toBeGreaterThan(100);
});

const door = fileURLToPath(import.meta.resolve('../../../src/vision/child/stopwatch.ts'));
const work = `
  import { stopwatch } from ${JSON.stringify(door)};
  const used = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
  const before = used();
  const began = performance.now();
  const stop = stopwatch()();
  let sum = 0;
  for (let i = 0; i < 3e8; i++) sum += i % 7;
  console.log(JSON.stringify({ time: stop(), wall: performance.now() - began, used: used() - before }));`;

test.runIf(process.platform === 'linux')('time in which other processes hold the cores does not', () => {
  const neighbours = Array.from({ length: 3 * availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  try {
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', work], { encoding: 'utf8' });
    const { time, wall, used } = JSON.parse(output) as { time: number; wall: number; used: number };
    expect(wall).toBeGreaterThan(1.5 * used);
    expect(Math.abs(time / used - 1)).toBeLessThan(0.1);
  } finally {
    for (const neighbour of neighbours) neighbour.kill('SIGKILL');
  }
});
