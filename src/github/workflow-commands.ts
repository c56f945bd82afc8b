/** The runner's own annotations, and log lines that cannot be mistaken for its commands. */
import type { Annotation } from '../model/report.ts';
import { clipCharacters } from './limits.ts';

/** What the runner keeps of each type in a step, and of each message. */
const PER_TYPE = 10;
const MESSAGE_CHARACTERS = 4096;

const COMMANDS = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes are what is looked for
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])|\u009b[0-?]*[ -/]*[@-~]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/**
 * Annotations as workflow commands, in their order: at most ten of each level, since the runner drops the rest.
 * Each is one line of standard output, without its line break.
 */
export function workflowCommands(annotations: readonly Annotation[]): string[] {
  const left = { failure: PER_TYPE, warning: PER_TYPE, notice: PER_TYPE };
  return annotations
    .filter(({ annotation_level }) => {
      left[annotation_level] -= 1;
      return left[annotation_level] >= 0;
    })
    .map(workflowCommand);
}

function workflowCommand(annotation: Annotation): string {
  const { path, start_line, end_line, start_column, end_column, title, message } = annotation;
  const properties = Object.entries({
    file: path,
    line: start_line,
    endLine: end_line,
    col: start_column,
    endColumn: end_column,
    title,
  }).filter(([, value]) => value !== undefined);
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(withoutControls(String(value)))}`).join(',');
  const text = escapeData(clipCharacters(withoutControls(message), MESSAGE_CHARACTERS));
  return `::${COMMANDS[annotation.annotation_level]} ${list}::${text}`;
}

/**
 * Untrusted text as part of one log line. Line breaks become `\n` and `\r` in letters; terminal escapes, control and
 * bidirectional characters go; what the runner would take for a command (`::` where the line starts, `##[` anywhere) is
 * broken by a space.
 */
export function safeLog(text: string): string {
  return withoutControls(text)
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** Untrusted output of several lines, each made safe. */
export function safeLogLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(safeLog);
}

function withoutControls(text: string): string {
  return text.replace(ANSI, '').replace(CONTROL, '');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
