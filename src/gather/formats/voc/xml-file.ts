import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Fault, type Position } from '../../../model/fault.ts';
import { readText } from '../text/text.ts';

/** An element and what lies in it; attributes and comments are passed over. */
export interface XmlElement {
  name: string;
  /** Its own text, trimmed. */
  text: string;
  children: XmlElement[];
  at: Position;
}

type Node = Record<string, Node[] | string> & { [key: symbol]: { startIndex: number } };

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  jPath: false,
});
const place = XMLParser.getMetaDataSymbol() as symbol;

/**
 * Reads an XML file: its root element. No entity is expanded but the five of XML itself and characters by number; nothing is fetched.
 * @throws Fault `broken` with line and column, when the file is not well-formed, declares entities, or is nested too deeply.
 */
export function readXml(bytes: Buffer, path: string): XmlElement {
  const text = readText(bytes, path);
  const entity = text.indexOf('<!ENTITY');
  const at = placesIn(text, path);
  if (entity >= 0) {
    throw new Fault('broken', 'Expected plain XML but received a declaration of entities. Remove it.', at(entity));
  }
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    const { msg: said, line, col } = validity.err;
    if (/^(?:Unclosed tag|Invalid '\[)/.test(said)) throw malformed('the file ends within an element', at(text.length));
    throw malformed(said, col === undefined ? { path, line: line ?? 1 } : { path, line, column: col });
  }
  let nodes: Node[];
  try {
    nodes = parser.parse(text) as Node[];
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error), { path, line: 1 });
  }
  const roots = nodes.map((node) => elementOf(node, at)).filter((element) => element !== null);
  if (roots.length === 1) return roots[0];
  throw malformed(`${roots.length} root elements`, { path, line: 1 });
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

function malformed(said: string, at: Position): Fault {
  const sentence = `Expected well-formed XML but the parser says: ${said.slice(0, 200).replace(/\.$/, '')}. Correct it here.`;
  return new Fault('broken', sentence, at);
}

function elementOf(node: Node, at: (offset: number) => Position): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
  if (name === undefined) return null;
  const content = node[name] as Node[];
  return {
    name,
    text: content.map((part) => (typeof part['#text'] === 'string' ? decoded(part['#text']) : '')).join(''),
    children: content.map((part) => elementOf(part, at)).filter((child) => child !== null),
    at: at(node[place].startIndex),
  };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Line and column of an offset. */
function placesIn(text: string, path: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { path, line: low + 1, column: offset - starts[low] + 1 };
  };
}
