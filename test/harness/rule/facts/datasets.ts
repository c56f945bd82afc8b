import { createColumns, putImage } from '../../../../src/gather/image-columns.ts';
import {
  type Annotations,
  type Card,
  type Facts,
  type LicenceFact,
  type Samples,
  shapes,
} from '../../../../src/model/facts.ts';
import { type ImageDescription, undecoded } from '../../../../src/model/vision.ts';

/** Path, content hash, split and label of one sample, and whatever else matters to the case. */
export type SampleRow = [
  path: string,
  hash: string,
  split: string,
  label: string | null,
  more?: { unit?: string | null; line?: number; attributes?: Record<string, string | null>; bytes?: number },
];

/** A dataset's samples; lines above 0 are lines of `data/samples.csv`. */
export function samples(
  dataset: string,
  rows: readonly SampleRow[],
  overrides: Partial<Samples> = {},
): Facts['samples'] {
  const labels = rows.flatMap(([, , , label]) => label ?? []);
  const more = rows.map((row) => row[4] ?? {});
  const attributes = [...new Set(more.flatMap((extra) => Object.keys(extra.attributes ?? {})))];
  return {
    [dataset]: {
      dataset,
      format: more.some(({ line }) => line) ? 'table' : 'imagefolder',
      count: rows.length,
      classes: [...new Set(labels)].sort(),
      classesAt: null,
      path: rows.map(([path]) => path),
      hash: rows.map(([, hash]) => hash),
      bytes: Float64Array.from(more, ({ bytes = 1000 }) => bytes),
      split: rows.map(([, , split]) => split),
      label: rows.map(([, , , label]) => label),
      attributes: Object.fromEntries(
        attributes.map((name) => [name, more.map((extra) => extra.attributes?.[name] ?? null)]),
      ),
      groups: attributes,
      unit: more.some(({ unit }) => unit !== undefined) ? more.map(({ unit = null }) => unit) : null,
      manifest: more.map(({ line }) => (line ? 'data/samples.csv' : '')),
      line: Int32Array.from(more, ({ line = 0 }) => line),
      column: new Int32Array(rows.length),
      container: null,
      declared: null,
      masks: null,
      targets: null,
      annotations: null,
      problems: [],
      orientation: 'unsaid',
      ...overrides,
    },
  };
}

/** `count` samples of one class and split, each with its own hash. */
export function many(count: number, split: string, label: string): SampleRow[] {
  return Array.from({ length: count }, (_, index): SampleRow => {
    const path = `data/${split}/${label}/${index}.png`;
    return [path, `git:${split}-${label}-${index}`, split, label];
  });
}

/** Row of the sample, class index and box of one annotation, and whatever else matters to the case. */
export type AnnotationRow = [
  sample: number,
  category: number,
  box: readonly [left: number, top: number, width: number, height: number],
  more?: {
    shape?: (typeof shapes)[number];
    area?: number;
    crowd?: boolean;
    geometry?: string;
    id?: string;
    line?: number;
    column?: number;
    attributes?: Record<string, string | null>;
  },
];

/** Annotations in pixels; each is a line of `data/annotations.json`, in the order given from line 1 where no line is given. */
export function annotations(rows: readonly AnnotationRow[], overrides: Partial<Annotations> = {}): Annotations {
  const more = rows.map((row) => row[3] ?? {});
  const attributes = [...new Set(more.flatMap((extra) => Object.keys(extra.attributes ?? {})))];
  return {
    count: rows.length,
    sample: Int32Array.from(rows, ([sample]) => sample),
    category: Int32Array.from(rows, ([, category]) => category),
    shape: Uint8Array.from(more, ({ shape = 'box' }) => shapes.indexOf(shape)),
    boxes: Float64Array.from(rows.flatMap(([, , box]) => box)),
    unit: 'pixels',
    area: Float64Array.from(more, ({ area = Number.NaN }) => area),
    crowd: Uint8Array.from(more, ({ crowd = false }) => Number(crowd)),
    geometry: more.map(({ geometry = '' }) => geometry),
    id: more.map(({ id }, row) => id ?? String(row + 1)),
    attributes: Object.fromEntries(
      attributes.map((name) => [name, more.map((extra) => extra.attributes?.[name] ?? null)]),
    ),
    files: ['data/annotations.json'],
    file: new Int32Array(rows.length),
    line: Int32Array.from(more, ({ line }, row) => line ?? row + 1),
    column: Int32Array.from(more, ({ column = 0 }) => column),
    ...overrides,
  };
}

/** What a case says of an image; the rest is a sound photograph's. */
export type ImageRow = Partial<Omit<ImageDescription, 'key'>>;

const SOUND: Omit<ImageDescription, 'key' | 'phash'> = {
  error: null,
  format: 'jpeg',
  mode: 'rgb',
  depth: 8,
  icc: '',
  width: 640,
  height: 480,
  channels: 3,
  frames: 1,
  progressive: false,
  quality: 90,
  tables: 'tables of 90',
  orientation: 1,
  location: false,
  dark: 0.9,
  bright: 0.8,
  blurry: 0.7,
  lowInformation: 0.8,
  grey: false,
  brightness: 0.45,
  contrast: 0.2,
  red: 0.35,
  green: 0.33,
  blue: 0.32,
};

/** A dataset's pixel facts: sound photographs, but for what each row says. */
export function images(dataset: string, rows: readonly ImageRow[]): Facts['images'] {
  const columns = createColumns(dataset, rows.length);
  rows.forEach((row, index) => {
    const unread = row.error != null ? undecoded(String(index), row.error) : {};
    putImage(columns, index, { key: String(index), ...SOUND, phash: hex(index), ...unread, ...row });
  });
  return { [dataset]: columns };
}

/** What masks hold: size, and pixels by value. Rows without a word are masks of 640 × 480 pixels of value 0. */
export function masks(
  dataset: string,
  rows: readonly {
    error?: string;
    width?: number;
    height?: number;
    pixels?: Record<number, number>;
    ignored?: number;
  }[],
): Facts['masks'] {
  const held = rows.map(({ error, pixels = error === undefined ? { 0: 640 * 480 } : {} }) =>
    Object.entries(pixels)
      .map(([value, count]) => [Number(value), count])
      .sort(([a], [b]) => a - b),
  );
  const start = [0];
  for (const values of held) start.push(start[start.length - 1] + values.length);
  return {
    [dataset]: {
      dataset,
      error: rows.map(({ error = null }) => error),
      width: Int32Array.from(rows, ({ width = 640 }) => width),
      height: Int32Array.from(rows, ({ height = 480 }) => height),
      start: Int32Array.from(start),
      value: Int32Array.from(held.flat(), ([value]) => value),
      pixels: Float64Array.from(held.flat(), ([, count]) => count),
      ignored: Float64Array.from(rows, ({ ignored = 0 }) => ignored),
    },
  };
}

/** Look-alikes by rows of the samples, with the distance of their hashes; their pixels agree where the word says so. */
export function nearDuplicates(
  dataset: string,
  pairs: readonly [first: number, second: number, distance: number, confirmed?: 'confirmed'][],
): Facts['nearDuplicates'] {
  return {
    [dataset]: {
      dataset,
      first: Int32Array.from(pairs, ([first]) => first),
      second: Int32Array.from(pairs, ([, second]) => second),
      distance: Uint8Array.from(pairs, ([, , distance]) => distance),
      confirmed: Uint8Array.from(pairs, ([, , , confirmed]) => Number(confirmed !== undefined)),
    },
  };
}

/** What was found of licences and workflows. */
export function governance(
  licences: (Pick<LicenceFact, 'name' | 'licence'> & Partial<LicenceFact>)[],
  cards: (Pick<Card, 'name'> & Partial<Card>)[] = [],
): Facts['governance'] {
  return {
    repository: {
      licences: licences.map((fact) => ({
        kind: 'dataset' as const,
        at: { path: '.github/vision-gate.yml', line: 3 },
        looked: ['LICENSE', 'README.md'],
        ...fact,
      })),
      cards: cards.map((card) => ({
        kind: 'dataset' as const,
        path: 'data/README.md',
        at: { path: 'data/README.md', line: 1 },
        looked: ['data', 'README.md'],
        keys: ['license'],
        fault: null,
        headings: ['Pets', 'Intended use', 'Risks and limitations'],
        results: [],
        croissant: null,
        ...card,
      })),
      workflows: [],
    },
  };
}

function hex(index: number): string {
  return index.toString(16).padStart(16, '0');
}
