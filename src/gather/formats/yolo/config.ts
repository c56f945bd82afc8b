import type { Position } from '../../../model/fault.ts';
import { canonicalSplit } from '../files/split-names.ts';
import { addProblem, counted, type ProblemList } from '../listing/problems.ts';
import { quoted } from '../text/text.ts';
import type { YamlEntry, YamlValue } from '../text/yaml-map.ts';

/** What a data.yaml says. Its `download` is never looked at: loaders run it as a program. */
export interface YoloConfig {
  /** Folder that the splits' places are relative to. */
  root: { written: string; at: Position } | null;
  /** Folders of images and lists of images, as written. */
  places: { split: string; written: string; at: Position }[];
  /** Class names by index; `null` where the file declares none. */
  classes: string[] | null;
  classesAt: Position;
  /** Points of each object and values of each point: x and y, or x, y and visibility. */
  keypoints: { count: number; dimensions: 2 | 3 } | null;
  /** Four points are the corners of a rotated box. */
  rotated: boolean;
}

type Entries = ReadonlyMap<string, YamlEntry>;

const mostClasses = 100_000;
const splitKeys = ['train', 'val', 'validation', 'test'];

/** Takes a data.yaml as Ultralytics' `check_det_dataset` does, and names what that would refuse. */
export function yoloConfig(entries: Entries, path: string, problems: ProblemList): YoloConfig {
  const start = { path, line: 1 };
  const root = entries.get('path');
  for (const [key, others] of [
    ['train', []],
    ['val', ['validation']],
  ] as const) {
    if ([key, ...others].some((name) => entries.has(name))) continue;
    addProblem(
      problems,
      `Expected \`${key}\` in ${path} but received none. Name the folder or list of its images: Ultralytics does not train without.`,
      start,
    );
  }
  const names = namesOf(entries, problems);
  const count = classCount(entries, problems);
  if (names === null && count === null) {
    addProblem(
      problems,
      `Expected \`names\` or \`nc\` in ${path} but received neither. Name the classes: without them no label can be checked.`,
      start,
    );
  }
  if (names !== null && count !== null && names.length !== count) {
    addProblem(
      problems,
      `Expected ${counted(count, 'name')}, as \`nc\` says, but received ${names.length}. Make \`nc\` and \`names\` agree.`,
      entries.get('nc')!.at,
    );
  }
  return {
    root: root?.value.kind === 'text' ? { written: root.value.text, at: root.at } : null,
    places: splitKeys.flatMap((key) => placesOf(key, entries.get(key), problems)),
    classes: names ?? (count === null ? null : Array.from({ length: count }, (_, index) => fillerName(index))),
    classesAt: (entries.get('names') ?? entries.get('nc'))?.at ?? start,
    keypoints: keypointsOf(entries.get('kpt_shape'), problems),
    rotated: textOf(entries.get('task')?.value) === 'obb',
  };
}

/** Ultralytics' name of a class that has none. */
function fillerName(index: number): string {
  return `class_${index}`;
}

function placesOf(key: string, entry: YamlEntry | undefined, problems: ProblemList): YoloConfig['places'] {
  if (entry === undefined || entry.value.kind === 'nothing') return [];
  const values = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return values.flatMap((value) => {
    if (value.kind === 'text') return [{ split: canonicalSplit(key), written: value.text, at: value.at }];
    addProblem(
      problems,
      `Expected a folder or a list of images for \`${key}\` but received ${described(value)}. Write a path, or a list of paths.`,
      value.at,
    );
    return [];
  });
}

function namesOf(entries: Entries, problems: ProblemList): string[] | null {
  const names = entries.get('names')?.value;
  if (names === undefined || names.kind === 'nothing') return null;
  if (names.kind === 'text') {
    addProblem(
      problems,
      `Expected the class names for \`names\` but received ${quoted(names.text)}. Write a list, or a map from index to name.`,
      names.at,
    );
    return null;
  }
  const written =
    names.kind === 'list' ? names.items.map((value, index) => ({ index, value })) : indexed(names, problems);
  const classes: string[] = [];
  const first = new Map<string, number>();
  for (const { index, value } of written) {
    const name = textOf(value);
    classes[index] = name ?? fillerName(index);
    if (name === null) {
      const sentence = `Expected a name for class ${index} but received ${described(value)}. Write its name.`;
      addProblem(problems, sentence, value.at);
    } else if (first.has(name)) {
      const sentence = `Expected each class once but received ${quoted(name)} for class ${index}, which is class ${first.get(name)} already. Rename or merge one.`;
      addProblem(problems, sentence, value.at);
    } else first.set(name, index);
  }
  for (let index = 0; index < classes.length; index++) {
    if (classes[index] !== undefined) continue;
    classes[index] = fillerName(index);
    const sentence = `Expected a name for each class from 0 to ${classes.length - 1} but received none for ${index}. Number the names without gaps.`;
    addProblem(problems, sentence, names.at);
  }
  return classes;
}

function indexed(names: YamlValue & { kind: 'map' }, problems: ProblemList): { index: number; value: YamlValue }[] {
  return [...names.entries].flatMap(([key, { at, value }]) => {
    if (/^\d+$/.test(key) && Number(key) < mostClasses) return [{ index: Number(key), value }];
    const sentence = `Expected an index from 0 as key of \`names\` but received ${quoted(key)}. Write \`index: name\`.`;
    addProblem(problems, sentence, at);
    return [];
  });
}

function classCount(entries: Entries, problems: ProblemList): number | null {
  const entry = entries.get('nc');
  if (entry === undefined || entry.value.kind === 'nothing') return null;
  const count = integerOf(entry.value);
  if (count !== null && count > 0 && count <= mostClasses) return count;
  addProblem(
    problems,
    `Expected a number of classes from 1 to ${mostClasses} for \`nc\` but received ${described(entry.value)}. Write how many classes there are.`,
    entry.at,
  );
  return null;
}

function keypointsOf(entry: YamlEntry | undefined, problems: ProblemList): YoloConfig['keypoints'] {
  if (entry === undefined || entry.value.kind === 'nothing') return null;
  const values = entry.value.kind === 'list' ? entry.value.items.map(integerOf) : [];
  const [count, dimensions] = values;
  if (values.length === 2 && count && count > 0 && count <= 10_000 && (dimensions === 2 || dimensions === 3))
    return { count, dimensions };
  addProblem(
    problems,
    `Expected \`[points, 2]\` or \`[points, 3]\` for \`kpt_shape\` but received ${described(entry.value)}. Write how many points an object has, and how many values a point.`,
    entry.at,
  );
  return null;
}

function textOf(value: YamlValue | undefined): string | null {
  return value?.kind === 'text' && value.text !== '' ? value.text : null;
}

function integerOf(value: YamlValue): number | null {
  return value.kind === 'text' && /^-?\d{1,9}$/.test(value.text) ? Number(value.text) : null;
}

function described(value: YamlValue): string {
  if (value.kind === 'text') return quoted(value.text);
  if (value.kind === 'nothing') return 'nothing';
  const texts = value.kind === 'list' ? value.items.map(textOf) : [];
  const isShort = texts.length > 0 && texts.length <= 4 && texts.every((text) => text !== null);
  return isShort ? `\`[${texts.join(', ')}]\`` : `a ${value.kind}`;
}
