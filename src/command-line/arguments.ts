import { parseArgs } from 'node:util';
import { Fault } from '../model/fault.ts';

const options = {
  repo: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  ref: { type: 'string' },
  policy: { type: 'string' },
  model: { type: 'string' },
  json: { type: 'string' },
  sarif: { type: 'string' },
  junit: { type: 'string' },
  html: { type: 'string' },
  provider: { type: 'string' },
  cache: { type: 'string' },
  'no-cache': { type: 'boolean' },
  only: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  register: { type: 'string' },
  'key-env': { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'] & { jsonToStdout?: boolean };

export interface Arguments {
  command: string;
  operands: string[];
  flags: Flags;
}

/** @throws Fault `usage` for a flag that does not exist or lacks its value. */
export function parseArguments(argv: readonly string[]): Arguments {
  // `rules --json` takes no file: there the flag is a switch.
  const isList = argv[0] === 'rules';
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: isList ? { ...options, json: { type: 'boolean' } } : options,
    });
    const { json, ...others } = values;
    const [command = 'help', ...operands] = positionals;
    const flags = {
      ...others,
      ...(typeof json === 'string' ? { json } : {}),
      ...(json === true ? { jsonToStdout: true } : {}),
    } as Flags;
    return { command: flags.help ? 'help' : flags.version ? 'version' : command, operands, flags };
  } catch (error) {
    const message = (error as Error).message.split('. ')[0];
    throw new Fault('usage', `${message}. \`vision-gate --help\` lists the flags.`);
  }
}

export const usage = `vision-gate – the required check for image datasets and vision models

  vision-gate init    looks through a commit, and writes its first policy and a workflow
      --repo DIR, --ref REV
  vision-gate check   compares two commits: judges what the change brings in
      --repo DIR        the repository (default: here)
      --base REV        what to compare with (default: the main branch)
      --head REV        what to judge (default: HEAD)
  vision-gate audit   judges one commit by itself
      --ref REV         the commit (default: HEAD)

  Of both:
      --policy FILE     a policy other than the base branch's vision-gate.yml
      --only NAME       a cause or a rule; may be repeated
      --strict          inconclusive comparisons fail
      --provider NAME   cpu (default), cuda, tensorrt, webgpu, dml, coreml
      --cache DIR       where facts are kept (default: ~/.cache/vision-gate)
      --no-cache        keep nothing
      --key-env NAME    environment variable with the erasure register's key
                        (default: VISION_GATE_ERASURE_KEY)
      --json F  --sarif F  --junit F  --html F
                        write the report
      --quiet           print the verdict alone

  vision-gate stamp [MODEL] --model FILE
                                    tie a commit's predictions to the file of the model that
                                    made them; takes --repo, --ref and --policy
  vision-gate erase IMAGE… --register FILE [--key-env NAME]
                                    register images that were erased, so that they do not come back
  vision-gate rules [--json]        the rules
  vision-gate explain RULE          what a rule looks for, why, and what to do
  vision-gate report FILE.json      show a report again; takes --html, --sarif, --junit
  vision-gate --version

Exit status: 0 success or neutral, 1 the gate failed, 2 usage or policy mistake, 3 could not run.
`;
