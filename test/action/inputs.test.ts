import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import type { ActionContext } from '../../src/github/context.ts';

const context = (changes: Partial<ActionContext> = {}): ActionContext => ({
  eventName: 'workflow_dispatch',
  repository: { owner: 'acme', repo: 'leaves' },
  headSha: 'b'.repeat(40),
  workspace: '/runner/work',
  isFork: false,
  actor: 'octocat',
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
  runId: 1,
  attempt: 1,
  runUrl: 'https://github.com/acme/leaves/actions/runs/1',
  ...changes,
});
const pull = context({ eventName: 'pull_request', prNumber: 12 });
const runner = { RUNNER_TEMP: '/runner/temp', RUNNER_TOOL_CACHE: '/runner/tools' };

/** Sets inputs as the runner does, for this test alone. */
function given(inputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
}

beforeEach(() => given({ strict: '' }));
afterEach(() => vi.unstubAllEnvs());

describe('inputs', () => {
  test('have defaults on the runner, outside the workspace', () => {
    const inputs = readInputs(context(), runner);
    expect(inputs).toMatchObject({
      checkName: 'Vision Gate',
      directory: '/runner/work',
      provider: 'cpu',
      strict: false,
    });
    expect(inputs.reports.json).toBe('/runner/temp/vision-gate/report.json');
    expect(inputs.cache).toBe('/runner/tools/vision-gate-facts/acme/leaves/workflow_dispatch-commit');
  });

  test('are paths below the workspace, and lists by line', () => {
    given({ 'working-directory': 'sub', json: 'out/r.json', only: 'ethics\nmetrics/regression\n', strict: 'true' });
    expect(readInputs(context(), runner)).toMatchObject({
      directory: '/runner/work/sub',
      only: ['ethics', 'metrics/regression'],
      strict: true,
      reports: { json: '/runner/work/out/r.json' },
    });
  });

  test('each pull request and each branch has a cache of its own, whatever its name', () => {
    const cacheOf = (changes: Partial<ActionContext>) => readInputs(context(changes), runner).cache;
    expect(cacheOf({ eventName: 'pull_request', prNumber: 12 })).toMatch(/\/pull-12$/);
    expect(cacheOf({ eventName: 'push', headRef: '../../pull-12' })).toMatch(/\/push-.._.._pull-12$/);
  });
});

describe('in a pull request inputs only tighten', () => {
  test.each(['policy', 'cache', 'native-path'])('%s inside the workspace is refused', (name) => {
    given({ [name]: 'mine' });
    expect(() => readInputs(pull, runner)).toThrow(
      `outside the workspace for \`${name}\` but received /runner/work/mine`,
    );
    expect(() => readInputs(context(), runner)).not.toThrow();
  });

  test.each(['policy', 'cache', 'native-path'])('%s outside the workspace is taken', (name) => {
    given({ [name]: '/opt/gate' });
    expect(() => readInputs(pull, runner)).not.toThrow();
  });

  test.each(['base', 'head', 'only'])('%s is refused, in a merge queue too', (name) => {
    given({ [name]: 'metrics' });
    expect(() => readInputs(pull, runner)).toThrow(`The input \`${name}\` cannot be used in a pull request`);
    expect(() => readInputs(context({ eventName: 'merge_group' }), runner)).toThrow(`\`${name}\``);
    expect(() => readInputs(context(), runner)).not.toThrow();
  });
});
