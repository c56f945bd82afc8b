import { Fault } from '../../../model/fault.ts';
import { areaOfPolygon, type Box, boundsOfPoints } from '../coco/polygons.ts';
import { geometryDigest } from '../listing/geometry-digest.ts';
import { decimalOf } from '../text/decimal.ts';
import { quoted } from '../text/text.ts';
import { childOf, readXml, type XmlElement } from './xml-file.ts';

/** What one Pascal VOC annotation file says: plain data, of which nothing depends on the file's path. */
export interface VocFile {
  /** Name of the image as written, without folders, and its place; `null` where none is. */
  filename: { name: string; line: number; column: number } | null;
  /** Size of the image in pixels; `null` where it is not given, or as 0. */
  size: { width: number; height: number } | null;
  objects: VocObject[];
  problems: { message: string; line?: number; column?: number }[];
}

export interface VocObject {
  name: string;
  shape: 'box' | 'polygon' | 'rotated box';
  box: Box;
  area?: number;
  geometry?: string;
  attributes: Record<string, string>;
  line: number;
  column: number;
}

/** What an object holds beside its class and geometry, in the devkit's files and those of CVAT. */
const attributeNames = ['pose', 'truncated', 'difficult', 'occluded'];

/** An object that cannot be taken in: why, and where. */
type Mistake = { message: string; at: XmlElement };

/**
 * Reads one annotation file. A box is `xmin`, `ymin` and what is left to `xmax` and `ymax`, as written: the devkit counts
 * pixels from 1 and includes the last one, nearly all exporters count from 0 and do not, and no file says which.
 * Objects' parts are passed over. Objects that cannot be taken in are left out and named.
 */
export function readVocFile(bytes: Buffer): VocFile {
  const file: VocFile = { filename: null, size: null, objects: [], problems: [] };
  try {
    const root = readXml(bytes, '');
    const mistaken = (message: string, { at }: XmlElement) => file.problems.push({ message, ...placeOf(at) });
    if (root.name !== 'annotation') {
      const sentence = `Expected the element \`annotation\` but received ${quoted(root.name)}. Write a Pascal VOC file.`;
      mistaken(sentence, root);
      return file;
    }
    const filename = childOf(root, 'filename');
    const name = filename?.text.slice(Math.max(filename.text.lastIndexOf('/'), filename.text.lastIndexOf('\\')) + 1);
    if (filename && name) file.filename = { name, ...placeOf(filename.at) };
    file.size = sizeOf(childOf(root, 'size'), mistaken);
    for (const element of root.children.filter((child) => child.name === 'object')) {
      const object = objectOf(element);
      if ('message' in object) mistaken(`${object.message} The object is left out: mend or remove it.`, object.at);
      else file.objects.push(object);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    file.problems.push({ message: error.message, ...(error.at && placeOf(error.at)) });
  }
  return file;
}

function placeOf({ line = 1, column = 1 }: { line?: number; column?: number }): { line: number; column: number } {
  return { line, column };
}

function sizeOf(size: XmlElement | undefined, mistaken: (message: string, at: XmlElement) => void): VocFile['size'] {
  const lengths = ['width', 'height'].map((side) => {
    const element = childOf(size, side);
    if (element === undefined || element.text === '') return 0;
    const length = decimalOf(element.text);
    if (Number.isInteger(length) && length >= 0 && length < 2 ** 31) return length;
    mistaken(`Expected the image's ${side} in pixels but received ${quoted(element.text)}. Correct the size.`, element);
    return 0;
  });
  const [width, height] = lengths;
  return width > 0 && height > 0 ? { width, height } : null;
}

function objectOf(element: XmlElement): VocObject | Mistake {
  const name = childOf(element, 'name');
  if (name === undefined || name.text === '')
    return { message: 'Expected a `name` for each object but received none.', at: name ?? element };
  const geometry = geometryOf(element);
  if ('message' in geometry) return geometry;
  const attributes: Record<string, string> = {};
  for (const attribute of attributeNames) {
    const value = childOf(element, attribute)?.text;
    if (value !== undefined && value !== '') attributes[attribute] = value;
  }
  return { name: name.text, ...geometry, attributes, ...placeOf(element.at) };
}

type Geometry = Pick<VocObject, 'shape' | 'box' | 'area' | 'geometry'>;

function geometryOf(element: XmlElement): Geometry | Mistake {
  const bndbox = childOf(element, 'bndbox');
  const box = bndbox === undefined ? null : boxOf(bndbox);
  if (box !== null && 'message' in box) return box;
  const outline = childOf(element, 'robndbox') ?? childOf(element, 'polygon');
  if (outline === undefined) {
    if (box !== null) return { shape: 'box', box };
    return { message: 'Expected a `bndbox` for each object but received none.', at: element };
  }
  const points = outline.name === 'robndbox' ? cornersOf(outline) : pointsOf(outline);
  if ('message' in points) return points;
  return {
    shape: outline.name === 'robndbox' ? 'rotated box' : 'polygon',
    box: box ?? boundsOfPoints([points]),
    area: areaOfPolygon(points),
    geometry: geometryDigest([points]),
  };
}

function boxOf(bndbox: XmlElement): Box | Mistake {
  const edges = numbersIn(bndbox, ['xmin', 'ymin', 'xmax', 'ymax']);
  if ('message' in edges) return edges;
  const [left, top, right, bottom] = edges;
  for (const [low, high, least, most] of [
    ['xmin', 'xmax', left, right],
    ['ymin', 'ymax', top, bottom],
  ] as const) {
    if (least >= most) {
      const message = `Expected \`${low}\` below \`${high}\` but received ${least} and ${most}.`;
      return { message, at: childOf(bndbox, low)! };
    }
  }
  return [left, top, right - left, bottom - top];
}

/** roLabelImg's box: centre, lengths, and the angle in radians by which it is turned. */
function cornersOf(robndbox: XmlElement): number[] | Mistake {
  const values = numbersIn(robndbox, ['cx', 'cy', 'w', 'h', 'angle']);
  if ('message' in values) return values;
  const [x, y, width, height, angle] = values;
  const [cosine, sine] = [Math.cos(angle) / 2, Math.sin(angle) / 2];
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ];
  return corners.flatMap(([across, down]) => [
    x + across * width * cosine - down * height * sine,
    y + across * width * sine + down * height * cosine,
  ]);
}

/** Points as `x1`, `y1`, `x2` … (Roboflow, Darwin) or as `pt` elements with `x` and `y` (LabelMe). */
function pointsOf(polygon: XmlElement): number[] | Mistake {
  const children = new Map(polygon.children.map((child) => [child.name, child]));
  const pairs: (number[] | Mistake)[] = children.has('pt')
    ? polygon.children.filter(({ name }) => name === 'pt').map((point) => numbersIn(point, ['x', 'y']))
    : [...children.keys()]
        .filter((name) => /^x\d+$/.test(name))
        .map((name) => numbersIn(polygon, [name, `y${name.slice(1)}`], (wanted) => children.get(wanted)));
  const points: number[] = [];
  for (const pair of pairs) {
    if ('message' in pair) return pair;
    points.push(...pair);
  }
  if (points.length >= 6) return points;
  return { message: `Expected three points or more but received ${points.length / 2}.`, at: polygon };
}

function numbersIn(
  element: XmlElement,
  names: readonly string[],
  find = (name: string) => childOf(element, name),
): number[] | Mistake {
  const numbers: number[] = [];
  for (const name of names) {
    const child = find(name);
    const number = decimalOf(child?.text ?? '');
    if (!Number.isFinite(number)) {
      const message = `Expected a finite number for \`${name}\` but received ${quoted(child?.text ?? '')}.`;
      return { message, at: child ?? element };
    }
    numbers.push(number);
  }
  return numbers;
}
