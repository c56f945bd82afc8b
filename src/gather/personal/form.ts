import { delimiterOf } from '../formats/tables/row-file.ts';

/** How a text is divided: a table's columns by a delimiter, JSON's keys, XML's elements, or not at all. */
export type TextForm = { columns: 'delimited'; delimiter: number } | { columns: 'json' | 'xml' | 'none' };

/** How a file is written, by its name; `null` for what is no text that people write in. */
export function formOf(path: string, head: Uint8Array): TextForm | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  switch (extension) {
    case 'csv': {
      const delimiter = delimiterOf(Buffer.from(head.buffer, head.byteOffset, head.length));
      return { columns: 'delimited', delimiter: delimiter.charCodeAt(0) };
    }
    case 'tsv':
    case 'tab':
      return { columns: 'delimited', delimiter: 9 };
    case 'json':
    case 'jsonl':
    case 'ndjson':
      return { columns: 'json' };
    case 'xml':
      return { columns: 'xml' };
    case 'txt':
    case 'md':
    case 'yaml':
    case 'yml':
    case 'caption':
      return { columns: 'none' };
    default:
      return null;
  }
}
