import { Fault } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import type { ClassList } from '../classes/class-list.ts';
import { normaliseFolder } from '../files/paths.ts';
import { addProblem, type ProblemList } from '../listing/problems.ts';
import { quoted, readText } from '../text/text.ts';

export interface ColourList extends ClassList {
  /** Class index by colour, as `red · 65536 + green · 256 + blue`. */
  byColour: Map<number, number>;
}

/**
 * Reads the colours of classes, one a line, in the order of the classes: `name red green blue`, `red green blue name` (CamVid),
 * with spaces, tabs or commas, or `name:red,green,blue::` (CVAT). Comments (`#`) and a heading are passed over.
 * @throws Fault `broken` when the file is missing or names no colour
 */
export async function readColours(snapshot: Snapshot, file: string, problems: ProblemList): Promise<ColourList> {
  const path = normaliseFolder(file);
  if (!snapshot.files.has(path)) {
    const sentence = `Expected the colours ${path} but the commit has no such file. Add it, or change \`colours\` in the policy.`;
    throw new Fault('broken', sentence, { path });
  }
  const lines = readText(await snapshot.read(path), path).split(/\r\n|\r|\n/);
  const list: ColourList = { classes: [], at: { path, line: 1 }, byColour: new Map() };
  const names = new Map<string, number>();
  let isFirst = true;
  for (const [i, written] of lines.entries()) {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) continue;
    const entry = entryIn(line);
    const isHeading = isFirst && !/\d/.test(line);
    isFirst = false;
    if (isHeading) continue;
    const mistake =
      entry === null ? `a colour as \`name red green blue\` but received ${quoted(line)}` : twinOf(entry, list, names);
    if (mistake !== null) {
      addProblem(problems, `Expected ${mistake}. Correct the line: it is passed over.`, { path, line: i + 1 });
      continue;
    }
    const { name, colour } = entry!;
    if (list.classes.length === 0) list.at = { path, line: i + 1 };
    names.set(name, list.classes.push(name) - 1);
    list.byColour.set(colour, list.classes.length - 1);
  }
  if (list.classes.length > 0) return list;
  const sentence = `Expected colours in ${path} but received none. Write \`name red green blue\` a line.`;
  throw new Fault('broken', sentence, { path, line: 1 });
}

interface Entry {
  name: string;
  colour: number;
}

function twinOf({ name, colour }: Entry, list: ColourList, names: ReadonlyMap<string, number>): string | null {
  const other = list.byColour.get(colour);
  if (other !== undefined)
    return `each colour once but received that of ${quoted(list.classes[other])} for ${quoted(name)}`;
  return names.has(name) ? `each class once but received ${quoted(name)} again` : null;
}

const shapes = [
  /^(?<name>.*?\S)[\s,;:]+(?<red>\d+)[\s,;]+(?<green>\d+)[\s,;]+(?<blue>\d+)(?:\s*:.*)?$/,
  /^(?<red>\d+)[\s,;]+(?<green>\d+)[\s,;]+(?<blue>\d+)[\s,;]+(?<name>.+)$/,
];

const longest = 500;

function entryIn(line: string): Entry | null {
  if (line.length > longest) return null;
  for (const shape of shapes) {
    const parts = shape.exec(line)?.groups;
    if (parts === undefined) continue;
    const [red, green, blue] = [Number(parts.red), Number(parts.green), Number(parts.blue)];
    if (red > 255 || green > 255 || blue > 255) return null;
    return { name: parts.name.trim(), colour: red * 65536 + green * 256 + blue };
  }
  return null;
}
