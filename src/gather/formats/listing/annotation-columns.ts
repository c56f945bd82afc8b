import { type Annotations, shapes } from '../../../model/facts.ts';
import type { Position } from '../../../model/fault.ts';

export interface ListedAnnotation {
  /** Row of the sample; −1 when its image is not listed. */
  sample: number;
  /** Class as named in the listing; `null` when it names none that is known. */
  label: string | null;
  shape: (typeof shapes)[number];
  /** Left, top, width, height. */
  box: readonly [number, number, number, number];
  area?: number;
  crowd?: boolean;
  /** Sixteen hex digits: see `geometryDigest`. */
  geometry?: string;
  id?: string | number;
  attributes?: Readonly<Record<string, string | null>>;
  file: string;
  line: number;
  column?: number;
}

const first = 1024;

/** Places of a row in each of the columns that are kept together. */
const integersOfRow = 5;
const realsOfRow = 6;
const bytesOfRow = 10;

/** Annotations while they are listed: columns that grow together, without an object or a string for each row. */
export class AnnotationColumns {
  count = 0;
  /** Class names in the order in which they were met; `category` holds their index. */
  readonly labels: string[] = [];
  private readonly unit: Annotations['unit'];
  private readonly labelIndex = new Map<string, number>();
  private readonly files: string[] = [];
  private readonly fileIndex = new Map<string, number>();
  private lastFile = -1;
  private integers = new Int32Array(first * integersOfRow);
  private reals = new Float64Array(first * realsOfRow);
  private bytes = Buffer.alloc(first * bytesOfRow);
  /** Ids that are no numbers, by row. */
  private readonly names = new Map<number, string>();
  private readonly attributes = new Map<string, (string | null)[]>();

  constructor(unit: Annotations['unit']) {
    this.unit = unit;
  }

  /** Appends one annotation and returns its row. */
  add(annotation: ListedAnnotation): number {
    const row = this.count++;
    if (row * integersOfRow === this.integers.length) this.grow();
    const { sample, label, shape, box, geometry, id, line, column = 0 } = annotation;
    const { integers, reals, bytes } = this;

    let at = row * integersOfRow;
    integers[at] = sample;
    integers[at + 1] = this.indexOf(label);
    integers[at + 2] = this.fileOf(annotation.file);
    integers[at + 3] = line;
    integers[at + 4] = column;

    at = row * realsOfRow;
    for (let i = 0; i < 4; i++) reals[at + i] = box[i];
    reals[at + 4] = annotation.area ?? Number.NaN;
    reals[at + 5] = typeof id === 'number' ? id : Number.NaN;
    if (typeof id === 'string' && id !== '') this.names.set(row, id);

    at = row * bytesOfRow;
    bytes[at] = shapes.indexOf(shape);
    bytes[at + 1] = annotation.crowd ? 1 : 0;
    if (geometry) bytes.write(geometry, at + 2, 8, 'hex');
    for (const [name, value] of Object.entries(annotation.attributes ?? {})) this.setAttribute(name, row, value);
    return row;
  }

  /** Names the sample and class of a row whose listing names them elsewhere. */
  place(row: number, sample: number, label: string | null): void {
    this.integers[row * integersOfRow] = sample;
    this.integers[row * integersOfRow + 1] = this.indexOf(label);
  }

  /** Where a row is written. */
  positionOf(row: number): { line: number; column: number } {
    const at = row * integersOfRow;
    return { line: this.integers[at + 3], column: this.integers[at + 4] };
  }

  /**
   * @param classes the dataset's class list, to which labels are matched by name
   */
  finish(classes: readonly string[]): Annotations {
    const { count } = this;
    const indices = new Map(classes.map((name, index) => [name, index]));
    const categories = this.labels.map((name) => indices.get(name) ?? -1);
    const integer = (place: number) =>
      Int32Array.from({ length: count }, (_, row) => this.integers[row * integersOfRow + place]);
    const byte = (place: number) =>
      Uint8Array.from({ length: count }, (_, row) => this.bytes[row * bytesOfRow + place]);
    const boxes = new Float64Array(count * 4);
    for (let row = 0; row < count; row++)
      for (let i = 0; i < 4; i++) boxes[row * 4 + i] = this.reals[row * realsOfRow + i];
    for (const values of this.attributes.values()) while (values.length < count) values.push(null);
    return {
      count,
      sample: integer(0),
      category: integer(1).map((index) => (index < 0 ? -1 : categories[index])),
      shape: byte(0),
      boxes,
      unit: this.unit,
      area: Float64Array.from({ length: count }, (_, row) => this.reals[row * realsOfRow + 4]),
      crowd: byte(1),
      geometry: Array.from({ length: count }, (_, row) => this.geometryOf(row)),
      id: Array.from({ length: count }, (_, row) => this.idOf(row)),
      attributes: Object.fromEntries(this.attributes),
      files: this.files,
      file: integer(2),
      line: integer(3),
      column: integer(4),
    };
  }

  /** Labels that the classes do not hold, each with how many annotations have it and the first one's place. */
  unknownLabels(classes: ReadonlySet<string>): { label: string; count: number; at: Position }[] {
    const counts = new Int32Array(this.labels.length);
    const firsts = new Int32Array(this.labels.length).fill(-1);
    for (let row = 0; row < this.count; row++) {
      const index = this.integers[row * integersOfRow + 1];
      if (index >= 0 && counts[index]++ === 0) firsts[index] = row;
    }
    return this.labels.flatMap((label, index) => {
      if (counts[index] === 0 || classes.has(label)) return [];
      const [file, line, column] = this.integers.subarray(
        firsts[index] * integersOfRow + 2,
        (firsts[index] + 1) * integersOfRow,
      );
      const at = { path: this.files[file], ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
      return [{ label, count: counts[index], at }];
    });
  }

  private idOf(row: number): string {
    const id = this.reals[row * realsOfRow + 5];
    return Number.isNaN(id) ? (this.names.get(row) ?? '') : String(id);
  }

  private geometryOf(row: number): string {
    const at = row * bytesOfRow + 2;
    const digits = this.bytes.toString('hex', at, at + 8);
    return digits === '0000000000000000' ? '' : digits;
  }

  private indexOf(label: string | null): number {
    if (label === null) return -1;
    let index = this.labelIndex.get(label);
    if (index === undefined) {
      index = this.labels.push(label) - 1;
      this.labelIndex.set(label, index);
    }
    return index;
  }

  /** Annotations mostly come file by file. */
  private fileOf(file: string): number {
    if (this.files[this.lastFile] === file) return this.lastFile;
    let index = this.fileIndex.get(file);
    if (index === undefined) {
      index = this.files.push(file) - 1;
      this.fileIndex.set(file, index);
    }
    this.lastFile = index;
    return index;
  }

  private setAttribute(name: string, row: number, value: string | null): void {
    let values = this.attributes.get(name);
    if (values === undefined) {
      values = [];
      this.attributes.set(name, values);
    }
    while (values.length < row) values.push(null);
    values[row] = value;
  }

  private grow(): void {
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.integers = larger(this.integers, new Int32Array(this.integers.length * 2));
    this.reals = larger(this.reals, new Float64Array(this.reals.length * 2));
    this.bytes = larger(this.bytes, Buffer.alloc(this.bytes.length * 2));
  }
}
