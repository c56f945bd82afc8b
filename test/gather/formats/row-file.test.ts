import { describe, expect, test } from 'vitest';
import { readRowFile } from '../../../src/gather/formats/tables/row-file.ts';
import type { Fault } from '../../../src/model/fault.ts';

const read = (text: string | Uint8Array, path = 'data/t.csv') => readRowFile(Buffer.from(text as string), path);

function faultOf(text: string | Uint8Array, path?: string): Pick<Fault, 'kind' | 'message' | 'at'> {
  try {
    read(text, path);
  } catch (error) {
    const { kind, message, at } = error as Fault;
    return { kind, message, at };
  }
  throw new Error('Expected a fault but the table was read.');
}

describe('delimited text', () => {
  test('becomes columns, with the line at which each row begins', () => {
    const table = read('file_name,label\na.png,cat\nb.png,\n');
    expect(Object.fromEntries(table.columns)).toEqual({ file_name: ['a.png', 'b.png'], label: ['cat', null] });
    expect(table.line).toEqual([2, 3]);
    expect(table.problems).toEqual([]);
  });

  test('keeps the right line through a byte order mark, CRLF, quoted line breaks and empty lines', () => {
    const table = read('\ufefffile_name,note\r\na.png,"two\r\nlines"\r\n\r\nb.png,"say ""hi"""\r\nc.png,x');
    expect(table.columns.get('note')).toEqual(['two\r\nlines', 'say "hi"', 'x']);
    expect(table.line).toEqual([2, 5, 6]);
  });

  test('is split at tabs in a .tsv, and at semicolons where a .csv header has no comma', () => {
    expect([...read('file_name\tlabel\na,b.png\tcat\n', 't.tsv').columns.values()]).toEqual([['a,b.png'], ['cat']]);
    expect([...read('file_name;label\na.png;cat\n').columns.keys()]).toEqual(['file_name', 'label']);
  });

  test('reads old Mac line ends', () => {
    expect(read('file_name,label\ra.png,cat\rb.png,dog\r').line).toEqual([2, 3]);
  });

  test('drops a column without a name, such as an index that was written out', () => {
    expect([...read(',file_name\n0,a.png\n').columns.keys()]).toEqual(['file_name']);
  });

  test('leaves a ragged row out and names its line', () => {
    const table = read('file_name,label\na.png\nb.png,dog\nc.png,cat,extra\n');
    expect(table.columns.get('file_name')).toEqual(['b.png']);
    expect(table.problems).toEqual([
      {
        message: 'Expected 2 values in line 2 of data/t.csv but received 1. The row is left out: mend it.',
        at: { path: 'data/t.csv', line: 2 },
      },
      {
        message: 'Expected 2 values in line 4 of data/t.csv but received 3. The row is left out: mend it.',
        at: { path: 'data/t.csv', line: 4 },
      },
    ]);
  });

  test('writes out a hundred problems of one file and counts the rest', () => {
    const { problems } = read(`a,b\n${'x\n'.repeat(250)}`);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)!.message).toContain('150 more problems');
  });

  test('is at fault where a quote opens and never closes, not at the end of the file', () => {
    const fault = faultOf('file_name,label\r\na.png,"x\r\ny"\r\nb.png,"dog\r\nc.png,cat\r\n');
    expect(fault).toMatchObject({ kind: 'broken', at: { path: 'data/t.csv', line: 4 } });
    expect(fault.message).toContain('line 4');
  });

  test('is at fault where a quote stands within a value', () => {
    expect(faultOf('a,b\n1,2\n3,x"y\n').at).toEqual({ path: 'data/t.csv', line: 3 });
    expect(faultOf('a,b\n1,"p"q\n').at).toEqual({ path: 'data/t.csv', line: 2 });
  });

  test('is at fault with two columns of one name', () => {
    expect(faultOf('a,label,label\n').message).toBe(
      'Expected each column of data/t.csv once but received `label` twice. Rename one of them.',
    );
  });

  test('keeps a column called __proto__ as any other', () => {
    expect(read('file_name,__proto__\na.png,x\n').columns.get('__proto__')).toEqual(['x']);
  });
});

describe('JSON Lines', () => {
  test('become columns; numbers and booleans are text, nested values are left out', () => {
    const table = read(
      '{"file_name":"a.png","label":3,"boxes":[[1,2]]}\r\n\n{"file_name":"b.png","male":true,"label":null}\n',
      'm.jsonl',
    );
    expect(Object.fromEntries(table.columns)).toEqual({
      file_name: ['a.png', 'b.png'],
      label: ['3', null],
      male: [null, 'true'],
    });
    expect(table.line).toEqual([1, 3]);
  });

  test('leave out a line that is not an object, and name it', () => {
    const { columns, problems } = read(
      '{"file_name":"a.png"}\n{"file_name":\n[1]\n7\n{"file_name":"b.png"}',
      'm.jsonl',
    );
    expect(columns.get('file_name')).toEqual(['a.png', 'b.png']);
    expect(problems.map(({ at }) => at.line)).toEqual([2, 3, 4]);
    expect(problems[0].message).toBe(
      'Expected a JSON object in line 2 of m.jsonl but received `{"file_name":`, which is not JSON. The row is left out: mend it.',
    );
  });
});

describe('what is no table', () => {
  test.each([
    ['an empty file', '', 'data/t.csv', 'received an empty file'],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'data/t.csv', 'UTF-16'],
    ['another format', 'PAR1', 'data/t.parquet', 'Expected a .csv, .tsv or .jsonl table'],
    ['empty lines only', '\n\n', 'data/t.csv', 'Expected a header'],
  ])('%s is a fault', (_, text, path, message) => {
    expect(faultOf(text, path)).toMatchObject({ kind: 'broken', at: { path } });
    expect(faultOf(text, path).message).toContain(message);
  });
});
