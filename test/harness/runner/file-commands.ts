/** The files by which a step sets outputs, state, variables, paths and its summary. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The runner uploads no larger summary. */
const SUMMARY_LIMIT = 1024 * 1024;

export interface CommandFiles {
  variables: Record<string, string>;
  collect(): Collected;
}

export interface Collected {
  outputs: Record<string, string>;
  state: Record<string, string>;
  env: Record<string, string>;
  path: string[];
  /** Markdown; `''` where there is none or it was too large to be uploaded. */
  summary: string;
  /** The runner's own error messages. Any but the summary's fails the step. */
  errors: { message: string; fails: boolean }[];
}

export function createCommandFiles(temporary: string): CommandFiles {
  const folder = join(temporary, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => {
    const path = join(folder, `${name}_${randomUUID()}`);
    writeFileSync(path, '');
    return path;
  };
  const variables = {
    GITHUB_OUTPUT: file('set_output'),
    GITHUB_STATE: file('save_state'),
    GITHUB_ENV: file('set_env'),
    GITHUB_PATH: file('add_path'),
    GITHUB_STEP_SUMMARY: file('step_summary'),
  };
  return {
    variables,
    collect() {
      const errors: Collected['errors'] = [];
      const pairs = (name: keyof typeof variables, kind: string): Record<string, string> => {
        try {
          return parseKeyValues(readFileSync(variables[name], 'utf8'));
        } catch (error) {
          const message = `Unable to process file command '${kind}' successfully. ${(error as Error).message}`;
          errors.push({ message, fails: true });
          return {};
        }
      };
      const { NODE_OPTIONS, ...env } = pairs('GITHUB_ENV', 'env');
      if (NODE_OPTIONS !== undefined) {
        const message = "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.";
        errors.push({ message, fails: true });
      }
      return {
        outputs: pairs('GITHUB_OUTPUT', 'output'),
        state: pairs('GITHUB_STATE', 'state'),
        env,
        path: readFileSync(variables.GITHUB_PATH, 'utf8')
          .split(/\r?\n/)
          .filter((line) => line !== ''),
        summary: collectSummary(variables.GITHUB_STEP_SUMMARY, errors),
        errors,
      };
    },
  };
}

function collectSummary(path: string, errors: Collected['errors']): string {
  const content = readFileSync(path);
  if (content.length <= SUMMARY_LIMIT) return content.toString('utf8');
  const size = Math.floor(content.length / 1024);
  const limit = SUMMARY_LIMIT / 1024;
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${limit}k, got ${size}k.`;
  errors.push({ message, fails: false });
  return '';
}

/** `name=value` lines and `name<<DELIMITER` blocks; the last of equal names holds. */
export function parseKeyValues(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1);
    } else if (heredoc > 0) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, index + 1);
      if (delimiter === '' || end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs[line.slice(0, heredoc)] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return pairs;
}
