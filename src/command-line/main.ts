import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { type Request, run } from '../main.ts';
import { Fault } from '../model/fault.ts';
import type { Report } from '../model/report.ts';
import { findNatives } from '../natives/find.ts';
import { renderTerminal } from '../report/terminal.ts';
import { headline } from '../report/wording.ts';
import { exitCodeOf } from '../run/exit-code.ts';
import { providerNamed } from '../run/provider.ts';
import { writeReports } from '../run/write-reports.ts';
import { version } from '../version.ts';
import { type Arguments, type Flags, parseArguments, usage } from './arguments.ts';
import { erase, erasureKey } from './erase.ts';
import { init } from './init.ts';
import { progressLine } from './progress.ts';
import { explain, listRules } from './rules.ts';
import { stamp } from './stamp.ts';

/** Runs one command and returns the exit status. Never throws: what goes wrong is a sentence on standard error. */
export async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Fault('unable', 'It was interrupted.'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await dispatch(parseArguments(argv), stop.signal);
  } catch (error) {
    const fault = stop.signal.aborted ? stop.signal.reason : error;
    if (!(fault instanceof Fault)) throw error;
    const place = fault.at ? `${[fault.at.path, fault.at.line, fault.at.column].filter(Boolean).join(':')}: ` : '';
    console.error(`${place}${fault.message}`);
    return exitCodeOf(fault.kind);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function dispatch({ command, operands, flags }: Arguments, signal: AbortSignal): Promise<number> {
  switch (command) {
    case 'check':
    case 'audit':
      return check(command, operands, flags, signal);
    case 'rules':
      console.log(listRules(rules, flags.jsonToStdout === true));
      return 0;
    case 'explain':
      console.log(explain(rules, operands[0]));
      return 0;
    case 'report':
      return show(operands[0], flags);
    case 'init':
      return init(flags, signal);
    case 'erase':
      return erase(operands, flags, signal);
    case 'stamp':
      return stamp(operands, flags, signal);
    case 'version':
      console.log(version);
      return 0;
    case 'help':
      console.log(usage);
      return 0;
    default:
      throw new Fault(
        'usage',
        `Expected a command but received ${JSON.stringify(command)}. \`vision-gate --help\` lists them.`,
      );
  }
}

async function check(
  command: 'check' | 'audit',
  operands: readonly string[],
  flags: Flags,
  signal: AbortSignal,
): Promise<number> {
  if (operands.length > 0)
    throw new Fault(
      'usage',
      `Expected flags after ${command} but received ${JSON.stringify(operands[0])}. Name the repository with --repo.`,
    );
  const directory = resolve(flags.repo ?? '.');
  const line = progressLine(process.stderr, flags.quiet === true);
  const request: Request = {
    directory,
    repository: basename(directory),
    commits:
      command === 'audit'
        ? { audit: { ref: flags.ref ?? 'HEAD' } }
        : { ...(flags.base ? { base: { ref: flags.base } } : {}), head: { ref: flags.head ?? 'HEAD' } },
    policyFile: flags.policy ? resolve(flags.policy) : null,
    strict: flags.strict === true,
    only: onlyKnown(flags.only ?? []),
    provider: providerNamed(flags.provider ?? 'cpu', '--provider'),
    erasureKey: erasureKey(flags),
    cache: flags['no-cache'] ? [] : [flags.cache ? resolve(flags.cache) : userCache()],
    natives: async () => (await findNatives({})).root,
  };
  const { report, pictures, exitCode } = await run(request, line.show, signal).finally(line.clear);
  await writeReports(report, pictures, flags);
  print(report, flags.quiet === true);
  return exitCode;
}

async function show(path: string | undefined, flags: Flags): Promise<number> {
  if (!path)
    throw new Fault(
      'usage',
      'Expected the JSON file of a report. Name the one that `vision-gate check --json FILE` wrote.',
    );
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Fault('usage', `The report could not be read: ${error.message}.`);
  });
  const report = parseReport(text, path);
  await writeReports(report, [], flags);
  print(report, flags.quiet === true);
  return 0;
}

function parseReport(text: string, path: string): Report {
  try {
    const report = JSON.parse(text) as Report;
    if (report.version === 1 && Array.isArray(report.causes) && report.verdict) return report;
  } catch {}
  throw new Fault(
    'usage',
    `Expected a report of version 1 in ${path} but found something else. Write one with \`vision-gate check --json FILE\`.`,
  );
}

/** Facts are kept by content, so that one cache serves every repository of a user. */
function userCache(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vision-gate');
}

function onlyKnown(names: readonly string[]): readonly string[] {
  const known = new Set(rules.flatMap(({ meta }) => [meta.id, meta.id.slice(0, meta.id.indexOf('/'))]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Fault(
      'usage',
      `Expected a cause or a rule for --only but received ${JSON.stringify(unknown)}. \`vision-gate rules\` lists them.`,
    );
  return names;
}

function print(report: Report, quiet: boolean): void {
  if (quiet) {
    console.log(headline(report));
    return;
  }
  const { env, stdout } = process;
  const colour = env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stdout.isTTY === true;
  stdout.write(renderTerminal(report, { colour, width: Math.min(stdout.columns ?? 100, 120) }));
}
