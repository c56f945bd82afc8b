import type { Images } from '../../src/model/facts.ts';
import { quantile } from '../../src/statistics/drift.ts';
import { ascending, lightProperties, shapeProperties } from './properties.ts';

/** A property of images in levels, each a phrase that completes “the image …”. */
export interface LevelledProperty {
  name: string;
  level(row: number): string;
}

const tenths = 10;

/** What a picture can be known by without looking at what it shows: its file, its size and its light. Quantities are cut at their tenths among `rows`. */
export function levelledProperties(images: Images, rows: readonly number[]): LevelledProperty[] {
  const { format, mode, width, height, tables, quality, progressive } = images;
  const file: LevelledProperty[] = [
    { name: 'format', level: (row) => `is a ${format[row].toUpperCase()}${progressive[row] ? ', progressive' : ''}` },
    { name: 'colour mode', level: (row) => `is ${mode[row]}` },
    { name: 'size', level: (row) => `is ${width[row]} × ${height[row]}` },
    {
      name: 'JPEG compression',
      level: (row) =>
        tables[row] ? `has JPEG quality ${Math.round(quality[row])} (tables ${tables[row].slice(0, 8)})` : 'is no JPEG',
    },
  ];
  const quantities = [...shapeProperties, ...lightProperties].map((property): LevelledProperty => {
    const values = ascending(images, rows, property);
    const cuts = [...new Set(Array.from({ length: tenths - 1 }, (_, i) => quantile(values, (i + 1) / tenths)))];
    return { name: property.name, level: (row) => between(cuts, property.value(images, row), property.name) };
  });
  return [...file, ...quantities];
}

function between(cuts: readonly number[], value: number, name: string): string {
  const index = cuts.findIndex((cut) => value <= cut);
  if (index === 0) return `has ${name} up to ${short(cuts[0])}`;
  if (index < 0) return `has ${name} above ${short(cuts[cuts.length - 1])}`;
  return `has ${name} from ${short(cuts[index - 1])} to ${short(cuts[index])}`;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
