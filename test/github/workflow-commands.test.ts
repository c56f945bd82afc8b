import { describe, expect, test } from 'vitest';
import { safeLog, safeLogLines, workflowCommands } from '../../src/github/workflow-commands.ts';
import type { Annotation } from '../../src/model/report.ts';
import { createOutputCommands } from '../harness/runner/output-commands.ts';

const annotation: Annotation = {
  path: 'data/a.csv',
  start_line: 3,
  end_line: 3,
  annotation_level: 'failure',
  message: 'Row 3 is wrong.',
};

/** What the runner makes of lines of output. */
function readByRunner(lines: string[]) {
  const commands = createOutputCommands([]);
  for (const line of lines.flatMap((text) => text.split(/\r\n|\r|\n/))) commands.line(line);
  return commands;
}

describe('annotations', () => {
  test('reach the runner as they are, whatever they contain', () => {
    const wild: Annotation = {
      path: 'data/50%, a:b,c=d.csv',
      start_line: 3,
      end_line: 3,
      start_column: 4,
      end_column: 9,
      annotation_level: 'warning',
      title: 'one, two: three %2C',
      message: 'line one\r\nline two ::error::x %0A ##[error]y',
    };
    expect(readByRunner(workflowCommands([wild])).annotations).toEqual([
      {
        type: 'warning',
        message: wild.message,
        properties: { file: wild.path, line: '3', endLine: '3', col: '4', endColumn: '9', title: wild.title },
      },
    ]);
  });

  test('are the first ten of each level, in their order', () => {
    const levels = ['failure', 'warning', 'notice'] as const;
    const many = Array.from({ length: 45 }, (_, index) => ({
      ...annotation,
      annotation_level: levels[index % 3],
      message: `Finding ${index}.`,
    }));
    const { annotations, dropped } = readByRunner(workflowCommands(many));
    expect(annotations.map(({ message }) => message)).toEqual(many.slice(0, 30).map(({ message }) => message));
    expect(dropped).toBe(0);
  });

  test('lose terminal escapes and bidirectional controls, and keep 4 096 characters', () => {
    const [line] = workflowCommands([
      { ...annotation, path: 'a\u202egpj.exe', message: `\u001b[31m${'x'.repeat(5_000)}` },
    ]);
    const [read] = readByRunner([line]).annotations;
    expect(read.properties.file).toBe('agpj.exe');
    expect(read.message).toBe(`${'x'.repeat(4_095)}…`);
  });
});

describe('log text', () => {
  test.each([
    ['a line break', 'a.png\n::error::x', 'a.png\\n::error::x'],
    ['a carriage return', 'a\r::error::x', 'a\\r::error::x'],
    ['a command at the start', '::error::x', ': :error::x'],
    ['a command after spaces', ' \t\u00a0::error::x', ' \t\u00a0: :error::x'],
    ['a command in brackets', 'a ##[error]x', 'a # #[error]x'],
    ['a command that appears when controls are gone', '\u001b[0m:\u0007:error::x', ': :error::x'],
    ['brackets that appear when controls are gone', '#\u202e#[error]x', '# #[error]x'],
    ['a link of the terminal', '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
    ['a C++ name', 'std::vector at 3:4', 'std::vector at 3:4'],
    ['letters of any script', 'plánta 植物 🌱', 'plánta 植物 🌱'],
  ])('%s', (_name, text, expected) => {
    expect(safeLog(text)).toBe(expected);
    expect(readByRunner([safeLog(text)]).annotations).toEqual([]);
  });

  test('of several lines is made safe line by line', () => {
    const lines = safeLogLines('one\r\n::error::two\rthree\n##[warning]four');
    expect(lines).toEqual(['one', ': :error::two', 'three', '# #[warning]four']);
    expect(readByRunner(lines).annotations).toEqual([]);
  });
});
