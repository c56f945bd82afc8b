import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unableReport } from '../../src/report/build.ts';
import { checkOutput, jobSummary } from '../../src/report/check.ts';
import { code, html, markdown, oneLine, prose } from '../../src/report/escape.ts';
import { foreignText, reportWith } from './foreign.ts';

/** Markdown without code spans, code elements and escaped characters, as CommonMark finds them in each line. */
function withoutCode(text: string): string {
  const parts = /\\[!-/:-@[-`{-~]|<code>.*?<\/code>|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g;
  return text
    .split('\n')
    .map((line) => line.replace(parts, ''))
    .join('\n');
}

const ownTags = /<\/?(?:details|summary|code|sub|br)>/g;

describe('foreign text in Markdown', () => {
  test('makes no HTML, mention or link anywhere in a summary', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const summary = withoutCode(jobSummary(reportWith(text))).replace(ownTags, '');
        expect(summary).not.toContain('<');
        expect(summary).not.toMatch(/@[\p{L}\p{N}]/u);
        expect(summary).not.toMatch(/(?:https?|ftp):|www\./i);
        expect(summary).not.toContain('](');
      }),
      { numRuns: 300 },
    );
  });

  test('makes no cell and no row in a table', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const lines = jobSummary(reportWith(text)).split('\n');
        const tables = lines.flatMap((line, at) => (/^\|[-:|]+\|$/.test(line) ? [at] : []));
        expect(tables).toHaveLength(6);
        for (const rule of tables) {
          const columns = cells(lines[rule]);
          for (let at = rule - 1; lines[at]?.startsWith('|'); at += at < rule ? 2 : 1) {
            expect(cells(lines[at])).toBe(columns);
          }
        }
        expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(2 * 6 + 8 + 4 + 8 + 4);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['<img src=x>', '\\<img src=x\\>'],
    ['a|b', 'a\\|b'],
    ['@octo-team', '@\u200bocto-team'],
    ['#12 and GH-12', '\\#\u200b12 and GH\u200b-12'],
    ['https://evil.example', 'https\u200b://evil.example'],
    ['1. a', '1\\. a'],
    ['- a', '\\- a'],
    ['line\nline', 'line line'],
    ['a\u202eb', 'a\ufffdb'],
    ['&lt;', '&amp;lt;'],
  ])('%j is written %j', (text, written) => {
    expect(markdown(text)).toBe(written);
  });

  test.each([
    ['data/a.png', '`data/a.png`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a|b', '<code>a\\|b</code>'],
  ])('%j is written as code %j', (text, written) => {
    expect(code(text)).toBe(written);
  });
});

describe('foreign text elsewhere', () => {
  test('makes no element and no attribute in HTML, and no character that XML forbids', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(html(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(html(text)).not.toMatch(/[\u0000-\u001f\ufffe\uffff]/);
        expect(html(text).isWellFormed()).toBe(true);
      }),
    );
  });

  test('is one line', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(oneLine(text)).not.toMatch(/[\n\r\u0085\u2028\u2029\u001b]/);
      }),
    );
  });

  test('is harmless where a run that could not be made says why', () => {
    const faults = foreignText.map((fault) =>
      unableReport({ tool: '', repository: '', head: { commit: '', ref: '' }, fault }),
    );
    fc.assert(
      fc.property(faults, (report) => {
        expect(checkOutput(report).title).not.toMatch(/[\n\r]/);
        expect(checkOutput(report).title.length).toBeLessThanOrEqual(255);
        expect(jobSummary(report).split('\n')[0]).not.toMatch(/(?<!\\)(?:\\\\)*<(?!sub>|\/sub>)|@[\p{L}\p{N}]/u);
      }),
    );
  });
});

test('words between backticks in a rule’s sentence are code, and a lone backtick is itself', () => {
  const parts = (text: string) =>
    prose(
      text,
      (part) => `(${part})`,
      (part) => `[${part}]`,
    );
  expect(parts('Run `a` now.')).toBe('(Run )[a]( now.)');
  expect(parts('A ` alone')).toBe('(A )(` alone)');
});

function cells(row: string): number {
  return row.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length;
}
