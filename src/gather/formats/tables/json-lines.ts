import { addProblem, noProblems, type ProblemList } from '../listing/problems.ts';

/**
 * Reads JSON Lines into columns, one object at a time. Numbers and booleans become text; nested values are left out.
 * Lines that are not an object are left out and named in `problems`.
 */
export function readJsonLines(
  text: Buffer,
  path: string,
): { columns: Map<string, (string | null)[]>; line: number[]; problems: ProblemList } {
  const problems = noProblems();
  const columns = new Map<string, (string | null)[]>();
  const line: number[] = [];

  let number = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf(10, start);
    const end = newline < 0 ? text.length : newline;
    const written = text.toString('utf8', start, end).trim();
    start = end + 1;
    number++;
    if (written === '') continue;

    const row = parseObject(written);
    if (typeof row === 'string') {
      addProblem(
        problems,
        `Expected a JSON object in line ${number} of ${path} but received ${row}. The row is left out: mend it.`,
        { path, line: number },
      );
      continue;
    }
    const index = line.push(number) - 1;
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'object' || value === null) setCell(columns, name, index, cellOf(value));
    }
  }

  for (const cells of columns.values()) fill(cells, line.length);
  return { columns, line, problems };
}

/** The object, or what was found in its place. */
function parseObject(written: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(written);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return Array.isArray(value) ? 'an array' : `\`${written.slice(0, 40)}\``;
  } catch {
    return `\`${written.slice(0, 40)}\`, which is not JSON`;
  }
}

function cellOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function setCell(columns: Map<string, (string | null)[]>, name: string, index: number, value: string | null): void {
  let cells = columns.get(name);
  if (cells === undefined) {
    cells = [];
    columns.set(name, cells);
  }
  fill(cells, index);
  cells[index] = value;
}

function fill(cells: (string | null)[], length: number): void {
  while (cells.length < length) cells.push(null);
}
