import { type Annotations, shapes } from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';

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
  geometry?: string;
  id?: string;
  attributes?: Readonly<Record<string, string | null>>;
  file: string;
  line: number;
  column?: number;
}

const first = 1024;

/** Annotations while they are listed: columns that grow together, without an object for each row. */
export class AnnotationColumns {
  count = 0;
  /** Class names in the order in which they were met; `category` holds their index. */
  readonly labels: string[] = [];
  private readonly unit: Annotations['unit'];
  private readonly labelIndex = new Map<string, number>();
  private readonly files: string[] = [];
  private readonly fileIndex = new Map<string, number>();
  private lastFile = -1;
  private integers = new Int32Array(first * 5);
  private reals = new Float64Array(first * 5);
  private bytes = new Uint8Array(first * 2);
  private readonly geometry: string[] = [];
  private readonly id: string[] = [];
  private readonly attributes = new Map<string, (string | null)[]>();

  constructor(unit: Annotations['unit']) {
    this.unit = unit;
  }

  /** Appends one annotation and returns its row. */
  add(annotation: ListedAnnotation): number {
    const row = this.count++;
    if (row * 5 === this.integers.length) this.grow();
    const { sample, label, shape, box, line, column = 0 } = annotation;
    this.integers.set([sample, this.indexOf(label), this.fileOf(annotation.file), line, column], row * 5);
    this.reals.set([...box, annotation.area ?? Number.NaN], row * 5);
    this.bytes.set([shapes.indexOf(shape), annotation.crowd ? 1 : 0], row * 2);
    this.geometry.push(annotation.geometry ?? '');
    this.id.push(annotation.id ?? '');
    for (const [name, value] of Object.entries(annotation.attributes ?? {})) this.setAttribute(name, row, value);
    return row;
  }

  /** Names the sample and class of a row whose listing names them elsewhere. */
  place(row: number, sample: number, label: string | null): void {
    this.integers[row * 5] = sample;
    this.integers[row * 5 + 1] = this.indexOf(label);
  }

  /** Id of a row, and where it is written. */
  rowOf(row: number): { id: string; line: number; column: number } {
    return { id: this.id[row], line: this.integers[row * 5 + 3], column: this.integers[row * 5 + 4] };
  }

  /**
   * @param classes the dataset's class list, to which labels are matched by name
   */
  finish(classes: readonly string[]): Annotations {
    const { count } = this;
    const indices = new Map(classes.map((name, index) => [name, index]));
    const categories = this.labels.map((name) => indices.get(name) ?? -1);
    const integer = (place: number) => Int32Array.from({ length: count }, (_, row) => this.integers[row * 5 + place]);
    const byte = (place: number) => Uint8Array.from({ length: count }, (_, row) => this.bytes[row * 2 + place]);
    const boxes = new Float64Array(count * 4);
    for (let row = 0; row < count; row++) boxes.set(this.reals.subarray(row * 5, row * 5 + 4), row * 4);
    for (const values of this.attributes.values()) while (values.length < count) values.push(null);
    return {
      count,
      sample: integer(0),
      category: integer(1).map((index) => (index < 0 ? -1 : categories[index])),
      shape: byte(0),
      boxes,
      unit: this.unit,
      area: Float64Array.from({ length: count }, (_, row) => this.reals[row * 5 + 4]),
      crowd: byte(1),
      geometry: this.geometry,
      id: this.id,
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
      const index = this.integers[row * 5 + 1];
      if (index >= 0 && counts[index]++ === 0) firsts[index] = row;
    }
    return this.labels.flatMap((label, index) => {
      if (counts[index] === 0 || classes.has(label)) return [];
      const [file, line, column] = this.integers.subarray(firsts[index] * 5 + 2, firsts[index] * 5 + 5);
      const at = { path: this.files[file], ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
      return [{ label, count: counts[index], at }];
    });
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
    this.bytes = larger(this.bytes, new Uint8Array(this.bytes.length * 2));
  }
}
