import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Card } from '../../model/facts.ts';

type Read = Pick<Card, 'keys' | 'fault' | 'headings' | 'results'>;

/** The YAML block that huggingface_hub's `RepoCard` takes for metadata. */
const block = /^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;

/** Reads a card: its front matter, its headings, and the results of its `model-index`. Never throws for what the text holds. */
export function readCard(text: string, path: string): Read {
  const plain = text.replace(/^\ufeff/, '');
  const found = block.exec(plain);
  const body = found ? plain.slice(found[0].length) : plain;
  const headings = headingsOf(body);
  if (!found) return { keys: null, fault: null, headings, results: [] };
  const lines = new LineCounter();
  const first = found[1].split(/\r\n|\r|\n/).length - 1;
  const document = parseDocument(found[2], {
    lineCounter: lines,
    schema: 'core',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const at = (offset: number) => ({ path, line: lines.linePos(offset).line + first });
  const [error] = document.errors;
  if (error) {
    const [message] = error.message.split('\n', 1);
    return {
      keys: null,
      fault: { message: message.replace(/[.:]$/, ''), at: at(error.pos[0]) },
      headings,
      results: [],
    };
  }
  if (!isMap(document.contents)) {
    const fault = { message: 'it is no map of keys', at: at(0) };
    return { keys: null, fault, headings, results: [] };
  }
  const keys = document.contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : String(key)));
  return { keys, fault: null, headings, results: resultsOf(document, at) };
}

/** Headings outside of code blocks: `# …`, and lines that are underlined. */
function headingsOf(body: string): string[] {
  const plain = body.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...plain.matchAll(/^ {0,3}(?:#{1,6}[ \t]+(.+?)[ \t#]*|(\S.*)\r?\n {0,3}(?:=+|-{2,})[ \t]*)\r?$/gm)].map(
    ([, marked, underlined]) => (marked ?? underlined).trim(),
  );
}

/** `model-index[].results[].metrics[]`: the metric's type, else its name, and a value that is a number. */
function resultsOf(document: Document, at: (offset: number) => { path: string; line: number }): Card['results'] {
  const results: Card['results'] = [];
  const index: unknown = document.toJS({ maxAliasCount: 100 })['model-index'];
  listOf(index).forEach((model, i) => {
    listOf(propertyOf(model, 'results')).forEach((result, j) => {
      listOf(propertyOf(result, 'metrics')).forEach((metric, k) => {
        const value = Number.parseFloat(String(propertyOf(metric, 'value')));
        const name = propertyOf(metric, 'type') ?? propertyOf(metric, 'name');
        if (!Number.isFinite(value) || typeof name !== 'string') return;
        const node = document.getIn(['model-index', i, 'results', j, 'metrics', k], true);
        results.push({ metric: name, value, at: at(isNode(node) ? (node.range?.[0] ?? 0) : 0) });
      });
    });
  });
  return results;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
