/** Workflow commands among the lines of standard output and standard error, parsed as the runner parses them. */

export interface StepAnnotation {
  type: 'error' | 'warning' | 'notice';
  /** At most 4 096 UTF-16 code units. */
  message: string;
  /** `file`, `line`, `endLine`, `col`, `endColumn`, `title`. */
  properties: Record<string, string>;
}

export interface OutputCommands {
  /** Takes one line without its break. */
  line(text: string): void;
  annotations: StepAnnotation[];
  /** Annotations past ten of a type, which the runner drops. */
  dropped: number;
  outputs: Record<string, string>;
  state: Record<string, string>;
  /** What the log shows: masked, commands left out or shown as the runner shows them. */
  log: string[];
  /** Commands that the runner has disabled were used. */
  failed: boolean;
}

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

const PER_TYPE = 10;
const MESSAGE_LIMIT = 4096;
const PREFIX = '##[';
const COMMANDS = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'echo', 'add-mask', 'add-matcher', 'remove-matcher'],
  ...['set-output', 'save-state', 'set-env', 'add-path', 'stop-commands'],
]);

export function createOutputCommands(masks: string[]): OutputCommands {
  let resumeToken: string | undefined;
  const result: OutputCommands = { line, annotations: [], dropped: 0, outputs: {}, state: {}, log: [], failed: false };

  function line(text: string): void {
    const command = parseCommand(text, resumeToken === undefined ? COMMANDS : new Set([resumeToken]));
    if (!command) write(text);
    else if (command.name === resumeToken) resumeToken = undefined;
    else obey(command, text);
  }

  function obey({ name, properties, data }: Command, text: string): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        annotate({ type: name, message: data.slice(0, MESSAGE_LIMIT), properties });
        write(`##[${name}]${data}`);
        break;
      case 'set-output':
        result.outputs[properties.name] = data;
        break;
      case 'save-state':
        result.state[properties.name] = data;
        break;
      case 'add-mask':
        if (data !== '') masks.push(data);
        break;
      case 'stop-commands':
        resumeToken = data;
        break;
      case 'set-env':
      case 'add-path':
        annotate({ type: 'error', message: `The \`${name}\` command is disabled.`, properties: {} });
        result.failed = true;
        break;
      default:
        write(text);
    }
  }

  function annotate(annotation: StepAnnotation): void {
    const ofType = result.annotations.filter(({ type }) => type === annotation.type);
    if (ofType.length < PER_TYPE) result.annotations.push(annotation);
    else result.dropped += 1;
  }

  function write(text: string): void {
    result.log.push(masks.reduce((masked, mask) => masked.replaceAll(mask, '***'), text));
  }

  return result;
}

/** `::name properties::data` where the line starts, or `##[name properties]data` anywhere in it. */
function parseCommand(text: string, known: Set<string>): Command | undefined {
  return parseModern(text.trimStart(), known) ?? parseLegacy(text, known);
}

function parseModern(text: string, known: Set<string>): Command | undefined {
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const command = parseInfo(text.slice(2, end), ',', [
    ['%3A', ':'],
    ['%2C', ','],
  ]);
  return known.has(command.name) ? { ...command, data: unescapeText(text.slice(end + 2), []) } : undefined;
}

function parseLegacy(text: string, known: Set<string>): Command | undefined {
  const start = text.indexOf(PREFIX);
  const end = start < 0 ? -1 : text.indexOf(']', start);
  if (end < 0) return undefined;
  const escapes: [string, string][] = [
    ['%3B', ';'],
    ['%5D', ']'],
  ];
  const command = parseInfo(text.slice(start + PREFIX.length, end), ';', escapes);
  return known.has(command.name) ? { ...command, data: unescapeText(text.slice(end + 1), escapes) } : undefined;
}

function parseInfo(info: string, separator: string, escapes: [string, string][]): Omit<Command, 'data'> {
  const space = info.indexOf(' ');
  if (space < 0) return { name: info, properties: {} };
  const pairs = info
    .slice(space + 1)
    .trim()
    .split(separator)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
    .filter(([name, value]) => name !== '' && value !== '');
  return {
    name: info.slice(0, space),
    properties: Object.fromEntries(pairs.map(([name, value]) => [name, unescapeText(value, escapes)])),
  };
}

function unescapeText(text: string, escapes: [string, string][]): string {
  const all = [['%0D', '\r'], ['%0A', '\n'], ...escapes, ['%25', '%']];
  return all.reduce((done, [code, character]) => done.replaceAll(code, character), text);
}
