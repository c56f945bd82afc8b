import { isAbsolute, join, relative, resolve } from 'node:path';
import { getBooleanInput, getInput, getMultilineInput } from '@actions/core';
import type { ActionContext } from '../github/context.ts';
import { Fault } from '../model/fault.ts';
import { providerNamed } from '../run/provider.ts';

export interface ActionInputs {
  token: string;
  checkName: string;
  directory: string;
  policyFile: string | null;
  base: string;
  head: string;
  provider: string;
  cache: string;
  only: readonly string[];
  strict: boolean;
  erasureKey: string | null;
  natives: { nativePath: string | null; url: string; toolCache: string | undefined };
  reports: { json: string; sarif: string; junit: string; html: string };
}

/**
 * The action's inputs. In a pull request they come from its author's workflow file, so that they may only tighten:
 * a policy, cache or native part that lies in the workspace is refused, and commits cannot be chosen.
 * @throws Fault `usage` that names the input.
 */
export function readInputs(context: ActionContext, env: NodeJS.ProcessEnv): ActionInputs {
  const workspace = resolve(context.workspace);
  const file = (name: string) => {
    const value = getInput(name);
    return value === '' ? null : resolve(workspace, value);
  };
  const isPullRequest = context.prNumber !== undefined || context.eventName === 'merge_group';
  const outside = (name: string): string | null => {
    const path = file(name);
    if (path !== null && isPullRequest && isInside(workspace, path)) {
      throw new Fault(
        'usage',
        `Expected a path outside the workspace for \`${name}\` but received ${path}, which the pull request's author controls. Remove the input, or name a place on the runner.`,
      );
    }
    return path;
  };
  for (const name of ['base', 'head', 'only']) {
    if (isPullRequest && getInput(name) !== '') {
      throw new Fault(
        'usage',
        `The input \`${name}\` cannot be used in a pull request: it would let its author choose what is judged. Remove it, or use it with workflow_dispatch.`,
      );
    }
  }
  const reports = join(env.RUNNER_TEMP || workspace, 'vision-gate');
  const report = (name: string, fallback: string) => file(name) ?? join(reports, fallback);
  return {
    token: getInput('token'),
    checkName: getInput('check-name') || 'Vision Gate',
    directory: resolve(workspace, getInput('working-directory') || '.'),
    policyFile: outside('policy'),
    base: getInput('base'),
    head: getInput('head'),
    provider: providerNamed(getInput('provider') || 'cpu', 'provider'),
    cache: outside('cache') ?? join(env.RUNNER_TOOL_CACHE || reports, 'vision-gate-facts', ...cacheScope(context)),
    only: getMultilineInput('only'),
    strict: getInput('strict') !== '' && getBooleanInput('strict'),
    erasureKey: getInput('erasure-key') || null,
    natives: { nativePath: outside('native-path'), url: getInput('native-url'), toolCache: env.RUNNER_TOOL_CACHE },
    reports: {
      json: report('json', 'report.json'),
      sarif: report('sarif', 'report.sarif'),
      junit: report('junit', 'report.junit.xml'),
      html: report('html', 'report.html'),
    },
  };
}

/** A pull request's facts are kept apart from every other's: its jobs could have written anything there. */
function cacheScope({ repository: { owner, repo }, prNumber, eventName, headRef }: ActionContext): string[] {
  const scope = prNumber === undefined ? `${eventName}-${headRef ?? 'commit'}` : `pull-${prNumber}`;
  return [owner, repo, scope.replace(/[^\w.-]/g, '_')];
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
