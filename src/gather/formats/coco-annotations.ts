import type { AnnotationColumns } from './annotation-columns.ts';
import type { CocoCategories } from './coco-categories.ts';
import { attributeText, type Entry, type Id, idOf, isCoordinate, isEntry, isWhole, written } from './coco-fields.ts';
import { type CocoFile, report } from './coco-file.ts';
import type { CocoImages } from './coco-images.ts';
import { shapeOf } from './coco-shapes.ts';
import type { Box } from './polygons.ts';

/** Keys that are no attributes. */
const taken = new Set(['id', 'image_id', 'category_id', 'bbox', 'area', 'iscrowd', 'segmentation', 'keypoints']);

const nowhere: Box = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** The `annotations` of one file. They may come before the images and categories that they name. */
export class CocoAnnotations {
  private readonly file: CocoFile;
  private readonly columns: AnnotationColumns;
  private readonly start: number;
  private readonly ids = new Set<Id>();
  /** What each names, from row `start` on. */
  private readonly image: (Id | null)[] = [];
  private readonly category: (Id | null)[] = [];
  /** Sizes that masks give, by row. */
  private readonly sizes = new Map<number, readonly [height: number, width: number]>();

  constructor(file: CocoFile) {
    this.file = file;
    this.columns = file.listing.annotations!;
    this.start = this.columns.count;
  }

  add(value: unknown, line: number, column: number): void {
    const tell = (message: string) => report(this.file, message, line, column);
    if (!isEntry(value)) {
      tell(`Expected an object for each annotation but received ${written(value)}. It is left out: mend it.`);
      return;
    }
    const id = this.checkedId(value, tell);
    const name = id === null ? 'an annotation without id' : `annotation ${id}`;
    const shape = shapeOf(value);
    for (const fault of shape.faults)
      tell(`${fault.expected} of ${name} but received ${fault.received}. ${fault.wayOut}`);

    const row = this.columns.add({
      sample: -1,
      label: null,
      shape: shape.kind,
      box: boxOf(value.bbox, shape.box, name, tell),
      area: areaOf(value.area, name, tell) ?? shape.area,
      crowd: isCrowd(value.iscrowd, name, tell),
      geometry: shape.geometry,
      id: id ?? '',
      attributes: this.attributesOf(value),
      file: this.file.path,
      line,
      column,
    });
    if (shape.size !== null) this.sizes.set(row, shape.size);
    this.image.push(this.reference(value, 'image_id', name, tell));
    this.category.push(this.reference(value, 'category_id', name, tell));
  }

  /** Ends the list: finds the image and the class of each annotation. */
  finish(images: CocoImages, categories: CocoCategories): void {
    const { columns, file, start } = this;
    const hasList = categories.at !== null;
    for (let i = 0; i < this.image.length; i++) {
      const row = start + i;
      const [image, category] = [this.image[i], this.category[i]];
      const sample = image === null ? undefined : images.rowOf(image);
      const label = category === null ? undefined : hasList ? categories.names.get(category) : String(category);
      columns.place(row, sample ?? -1, label ?? null);

      const tell = (message: string) => {
        const { line, column } = columns.positionOf(row);
        report(file, message, line, column);
      };
      if (image !== null && sample === undefined) {
        tell(
          `Expected an image for \`image_id\` ${image} of ${this.nameOf(row)} but none has this id. Add it, or remove the annotation.`,
        );
      }
      if (category !== null && label === undefined) {
        tell(
          `Expected a category for \`category_id\` ${category} of ${this.nameOf(row)} but none has this id. Add it, or correct the annotation.`,
        );
      }
      const size = this.sizes.get(row);
      if (size !== undefined && sample !== undefined && sample >= 0) this.compareSize(row, size, sample, tell);
    }
    if (!hasList && this.image.length > 0) {
      const { line, column } = columns.positionOf(start);
      const message = `Expected a list \`categories\` in ${file.path} but received none. The ids stand for the classes: add their names.`;
      report(file, message, line, column);
    }
  }

  private checkedId(entry: Entry, tell: (message: string) => void): Id | null {
    const id = idOf(entry.id);
    if (id === null || !isWhole(id)) {
      tell(
        `Expected a whole number for \`id\` of an annotation of image ${written(entry.image_id)} but received ` +
          `${written(entry.id)}. Give it one.`,
      );
    }
    if (id === null) return null;
    if (this.ids.has(id))
      tell(`Expected each annotation id once but received ${id} again. Give the second an id of its own.`);
    this.ids.add(id);
    return id;
  }

  private reference(
    entry: Entry,
    key: 'image_id' | 'category_id',
    name: string,
    tell: (message: string) => void,
  ): Id | null {
    const id = idOf(entry[key]);
    if (id === null || !isWhole(id)) {
      tell(
        `Expected a whole number for \`${key}\` of ${name} but received ${written(entry[key])}. Write the id that it names.`,
      );
    }
    return id;
  }

  private nameOf(row: number): string {
    const id = this.columns.idOf(row);
    return id === '' ? 'an annotation without id' : `annotation ${id}`;
  }

  private compareSize(
    row: number,
    size: readonly [number, number],
    sample: number,
    tell: (message: string) => void,
  ): void {
    const { width, height } = this.file.listing.declared!;
    const declared = [height[sample], width[sample]];
    if (declared.includes(0) || (declared[0] === size[0] && declared[1] === size[1])) return;
    tell(
      `Expected ${written(declared)} for \`size\` of the mask of ${this.nameOf(row)}, as the image has, but received ` +
        `${written(size)}. Write height and width of the image, and run lengths that fill it.`,
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

/** The box as written, else that of the points. */
function boxOf(value: unknown, ofPoints: Box | null, name: string, tell: (message: string) => void): Box {
  const isAbsent = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (isAbsent && ofPoints !== null) return ofPoints;
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isCoordinate)) {
    tell(
      `Expected four finite numbers for \`bbox\` of ${name} but received ${written(value)}. ` +
        'Write left, top, width and height in pixels.',
    );
    return nowhere;
  }
  if (value[2] < 0 || value[3] < 0) {
    tell(
      `Expected a width and height of 0 or more for \`bbox\` of ${name} but received ${written(value)}. ` +
        'Write left, top, width and height; not two corners.',
    );
  }
  return value as unknown as Box;
}

function areaOf(value: unknown, name: string, tell: (message: string) => void): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= 0 && value < 2 ** 62) return value;
  tell(
    `Expected a finite number of 0 or more for \`area\` of ${name} but received ${written(value)}. Write square pixels, or leave it out.`,
  );
  return undefined;
}

function isCrowd(value: unknown, name: string, tell: (message: string) => void): boolean {
  if (value === 1 || value === true) return true;
  if (value !== undefined && value !== null && value !== 0 && value !== false) {
    tell(
      `Expected 0 or 1 for \`iscrowd\` of ${name} but received ${written(value)}. Write 1 where a region holds several objects.`,
    );
  }
  return false;
}
