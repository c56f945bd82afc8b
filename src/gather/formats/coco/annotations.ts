import type { AnnotationColumns } from '../listing/annotation-columns.ts';
import type { CocoCategories } from './categories.ts';
import { areCoordinates, attributeText, type Entry, type Id, idOf, isEntry, isWhole, written } from './fields.ts';
import { type CocoFile, report } from './file.ts';
import { IdColumn } from './ids.ts';
import type { CocoImages } from './images.ts';
import type { Box } from './polygons.ts';
import { shapeOf } from './shapes.ts';

/** Keys that are no attributes. */
const taken = new Set(['id', 'image_id', 'category_id', 'bbox', 'area', 'iscrowd', 'segmentation', 'keypoints']);

/** Square pixels of an area at most. */
const LARGEST = 2 ** 62;

const nowhere: Box = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** The `annotations` of one file. They may come before the images and categories that they name. */
export class CocoAnnotations {
  private readonly file: CocoFile;
  private readonly columns: AnnotationColumns;
  private readonly start: number;
  /** Of each, from row `start` on: its own id, and those that it names. */
  private readonly ids = new IdColumn();
  private readonly images = new IdColumn();
  private readonly categories = new IdColumn();
  /** Sizes that masks give, by row. */
  private readonly sizes = new Map<number, readonly [height: number, width: number]>();

  /** The annotation at hand. */
  private here: { id: Id | null; line: number; column: number } = { id: null, line: 0, column: 0 };

  constructor(file: CocoFile) {
    this.file = file;
    this.columns = file.listing.annotations!;
    this.start = this.columns.count;
  }

  add(value: unknown, line: number, column: number): void {
    if (!isEntry(value)) {
      const message = `Expected an object for each annotation but received ${written(value)}. It is left out: mend it.`;
      report(this.file, message, line, column);
      return;
    }
    this.here = { id: idOf(value.id), line, column };
    this.checkId(value);
    const { kind, geometry, size, faults, ...ofPoints } = shapeOf(value);
    for (const { expected, received, wayOut } of faults) this.tell(expected, received, wayOut);
    const row = this.columns.add({
      sample: -1,
      label: null,
      shape: kind,
      box: this.boxOf(value.bbox, ofPoints.box),
      area: this.areaOf(value.area) ?? ofPoints.area,
      crowd: this.isCrowd(value.iscrowd),
      geometry,
      id: this.here.id ?? '',
      attributes: this.attributesOf(value),
      file: this.file.path,
      line,
      column,
    });
    if (size !== null) this.sizes.set(row, size);
    this.ids.push(this.here.id);
    this.images.push(this.reference(value, 'image_id'));
    this.categories.push(this.reference(value, 'category_id'));
  }

  /** Ends the list: finds the image and the class of each annotation. */
  finish(images: CocoImages, categories: CocoCategories): void {
    const { columns, file, start } = this;
    const hasList = categories.at !== null;
    for (const i of this.ids.repeated()) {
      const { line, column } = columns.positionOf(start + i);
      const message = `Expected each annotation id once but received ${written(this.ids.at(i))} again. Give the second an id of its own.`;
      report(file, message, line, column);
    }
    for (let i = 0; i < this.ids.length; i++) {
      const row = start + i;
      const image = this.images.at(i);
      const category = this.categories.at(i);
      const sample = image === null ? -1 : images.rowOf(image);
      const name = category === null ? null : hasList ? categories.names.get(category) : String(category);
      columns.place(row, sample ?? -1, name ?? null);

      const size = this.sizes.get(row);
      if (sample !== undefined && name !== undefined && size === undefined) continue;
      this.here = { id: this.ids.at(i), ...columns.positionOf(row) };
      if (sample === undefined) {
        const wayOut = 'Add the image, or remove the annotation.';
        this.tell('Expected an image for `image_id`', `${written(image)}, which no image has`, wayOut);
      } else if (size !== undefined && sample >= 0) this.compareSize(size, sample);
      if (name === undefined) {
        const wayOut = 'Add the category, or correct the annotation.';
        const received = `${written(category)}, which no category has`;
        this.tell('Expected a category for `category_id`', received, wayOut, String(category));
      }
    }
    if (hasList || this.ids.length === 0) return;
    const { line, column } = columns.positionOf(start);
    const message = `Expected a list \`categories\` in ${file.path} but received none. The ids stand for the classes: add their names.`;
    report(file, message, line, column);
  }

  /** Says what is wrong with the annotation at hand; `expected` is followed by its name. */
  private tell(expected: string, received: string, wayOut: string, label?: string): void {
    const { id, line, column } = this.here;
    const name = id === null ? 'an annotation without id' : `annotation ${id}`;
    report(this.file, `${expected} of ${name} but received ${received}. ${wayOut}`, line, column, label);
  }

  private checkId(entry: Entry): void {
    if (isWhole(this.here.id)) return;
    const where = `an annotation of image ${written(entry.image_id)}`;
    const message = `Expected a whole number for \`id\` of ${where} but received ${written(entry.id)}. Give it one.`;
    report(this.file, message, this.here.line, this.here.column);
  }

  private reference(entry: Entry, key: 'image_id' | 'category_id'): Id | null {
    const id = idOf(entry[key]);
    if (!isWhole(id)) {
      this.tell(`Expected a whole number for \`${key}\``, written(entry[key]), 'Write the id that it names.');
    }
    return id;
  }

  /** The box as written, else that of the points. */
  private boxOf(value: unknown, ofPoints: Box | null): Box {
    const isAbsent = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (isAbsent && ofPoints !== null) return ofPoints;
    if (!areCoordinates(value) || value.length !== 4) {
      const wayOut = 'Write left, top, width and height in pixels.';
      this.tell('Expected four finite numbers for `bbox`', written(value), wayOut);
      return nowhere;
    }
    if (value[2] < 0 || value[3] < 0) {
      const wayOut = 'Write left, top, width and height, not two corners.';
      this.tell('Expected a width and height of 0 or more for `bbox`', written(value), wayOut);
    }
    return value as [number, number, number, number];
  }

  private areaOf(value: unknown): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && value >= 0 && value <= LARGEST) return value;
    const wayOut = 'Write it in square pixels, or leave it out.';
    this.tell('Expected a finite number of 0 or more for `area`', written(value), wayOut);
    return undefined;
  }

  private isCrowd(value: unknown): boolean {
    if (value === 1 || value === true) return true;
    if (value !== undefined && value !== null && value !== 0 && value !== false) {
      this.tell('Expected 0 or 1 for `iscrowd`', written(value), 'Write 1 where a region holds several objects.');
    }
    return false;
  }

  private compareSize(size: readonly [height: number, width: number], sample: number): void {
    const { width, height } = this.file.listing.declared!;
    const declared = [height[sample], width[sample]];
    if (declared.includes(0) || (declared[0] === size[0] && declared[1] === size[1])) return;
    this.tell(
      `Expected ${written(declared)}, the image's height and width, for \`size\` of the mask`,
      written(size),
      "Write the image's, and run lengths that fill it.",
    );
  }

  /** Scalars of the entry and of its `attributes`, where datumaro and CVAT put them. */
  private attributesOf(entry: Entry): Record<string, string | null> | undefined {
    let attributes: Record<string, string | null> | undefined;
    const take = (name: string, value: unknown) => {
      const text = attributeText(value);
      if (text === undefined || !this.file.attributes.admits('annotations', name)) return;
      // Without a prototype, so that any name is one.
      attributes ??= Object.create(null) as Record<string, string | null>;
      attributes[name] = text;
    };
    for (const name of Object.keys(entry)) {
      if (taken.has(name)) continue;
      const value = entry[name];
      if (name === 'attributes' && isEntry(value)) for (const inner of Object.keys(value)) take(inner, value[inner]);
      else take(name, value);
    }
    return attributes;
  }
}
