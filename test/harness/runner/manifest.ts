import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Manifest {
  inputs: Record<string, { default?: string; required: boolean }>;
  main: string;
  pre?: { file: string; condition: string };
  post?: { file: string; condition: string };
}

/** How the job stands when a condition is asked. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

const NODE_VERSIONS = ['node12', 'node16', 'node20', 'node24'];

/** Reads `action.yml` (or `.yaml`) as the runner does, and refuses what the runner refuses. */
export function readManifest(folder: string): Manifest {
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find(existsSync);
  if (!file) throw new Error(`Can't find 'action.yml' or 'action.yaml' under '${folder}'.`);
  const { inputs = {}, runs } = parse(readFileSync(file, 'utf8')) as {
    inputs?: Record<string, { default?: unknown; required?: boolean } | null>;
    runs?: Record<string, string | undefined>;
  };
  if (!runs) throw new Error(`Top level 'runs:' section is required for ${file}`);
  if (!NODE_VERSIONS.includes(runs.using ?? '')) {
    throw new Error(`'using: ${runs.using}' is not supported, use 'docker' or one of ${NODE_VERSIONS} instead.`);
  }
  if (!runs.main) throw new Error(`Entry javascript file is not provided. Check 'main:' in ${file}.`);
  const stage = (script: string | undefined, condition = 'always()') =>
    script === undefined ? undefined : { file: join(folder, script), condition };
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [
        name,
        { required: input?.required ?? false, ...(input?.default !== undefined && { default: String(input.default) }) },
      ]),
    ),
    main: join(folder, runs.main),
    pre: stage(runs.pre, runs['pre-if']),
    post: stage(runs.post, runs['post-if']),
  };
}

/** Conditions of `pre-if` and `post-if`: the four status functions with `!`, `&&` and `||`. */
export function holds(condition: string, status: JobStatus): boolean {
  const expression = condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1');
  return expression.split('||').some((part) => part.split('&&').every((term) => holdsTerm(term.trim(), status)));
}

function holdsTerm(term: string, status: JobStatus): boolean {
  if (term.startsWith('!')) return !holdsTerm(term.slice(1).trim(), status);
  if (term === 'always()') return true;
  const asked = /^(success|failure|cancelled)\(\)$/.exec(term)?.[1];
  if (asked === undefined) throw new Error(`Expected a status function for a condition but received '${term}'.`);
  return asked === status;
}
