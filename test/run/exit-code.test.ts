import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/run/exit-code.ts';

test('exit codes tell a failed gate from a mistake and from a gate that could not run', () => {
  const endings = ['success', 'neutral', 'failure', 'usage', 'policy', 'unable', 'unavailable', 'broken'] as const;
  expect(endings.map(exitCodeOf)).toEqual([0, 0, 1, 2, 2, 3, 3, 3]);
});
