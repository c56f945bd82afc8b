/**
 * How well personal data are told from what only looks like it, and how fast. Prints precision and recall by kind on the
 * labelled corpus (test/reference/personal_data.py), false alarms on paths and tables that hold none, and megabytes a second
 * on a table of 100 MB, beside reading the same bytes one by one.
 *
 *     node bench/personal-data.ts [--megabytes 100] [--paths FILE]
 *
 * FILE has a path a line (`git ls-tree -r --name-only HEAD`): real ones to be looked through.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scanPaths } from '../src/gather/personal/paths.ts';
import { createScanner } from '../src/gather/personal/scan.ts';
import type { Samples } from '../src/model/facts.ts';

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '100' }, paths: { type: 'string' } } });
const corpus = JSON.parse(readFileSync(new URL('../test/reference/personal_data.json', import.meta.url), 'utf8')) as {
  kind: string | null;
  text: string;
  source: string;
}[];

function kindsIn(text: string): string[] {
  const scanner = createScanner({ columns: 'none' });
  scanner.push(Buffer.from(text));
  return scanner.finish().map(({ kind }) => kind);
}

console.log('each text by itself');
const counts = new Map<string, { right: number; missed: number; wrong: number }>();
const alarms = new Map<string, number>();
const countsOf = (kind: string) => {
  const known = counts.get(kind) ?? { right: 0, missed: 0, wrong: 0 };
  counts.set(kind, known);
  return known;
};
for (const { kind, text, source } of corpus) {
  const found = kindsIn(text);
  for (const other of found) if (other !== kind) countsOf(other).wrong++;
  if (kind !== null) countsOf(kind)[found.includes(kind) ? 'right' : 'missed']++;
  else if (found.length > 0) alarms.set(source, (alarms.get(source) ?? 0) + 1);
}
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
for (const [kind, { right, missed, wrong }] of counts) {
  const precision = percent(right / (right + wrong));
  console.log(
    `  ${kind.padEnd(12)} precision ${precision}, recall ${percent(right / (right + missed))} (${right + missed})`,
  );
}
const sources = Map.groupBy(
  corpus.filter(({ kind }) => kind === null),
  ({ source }) => source,
);
for (const [source, texts] of sources) {
  const count = alarms.get(source) ?? 0;
  if (count > 0) console.log(`  false alarms, ${source}: ${count} of ${texts.length}`);
}

console.log('each source as a column of a table');
let falseColumns = 0;
for (const [source, texts] of sources) {
  const scanner = createScanner({ columns: 'delimited', delimiter: 9 });
  scanner.push(Buffer.from(['value', ...texts.map(({ text }) => text)].join('\n')));
  const found = scanner.finish();
  falseColumns += Number(found.length > 0);
  for (const { kind, count } of found) console.log(`  false alarm, ${source}: ${kind}, ${count} of ${texts.length}`);
}
console.log(`  ${falseColumns} of ${sources.size} columns without personal data are told to hold some`);

if (values.paths !== undefined) {
  const path = readFileSync(values.paths, 'utf8').split('\n').filter(Boolean);
  const none = path.map(() => 0);
  const hits = scanPaths({ path, line: none, column: none, manifest: path } as unknown as Samples);
  console.log(`${path.length} real paths: ${hits.length} told to hold personal data`);
  for (const { kind, path } of hits.slice(0, 20)) console.log(`  ${kind}: ${path}`);
}

const rows = ['file_name,label,width,height,x,y,note'];
for (let i = 0, bytes = 0; bytes < Number(values.megabytes) * 1e6; i++) {
  const [x, y] = [((i * 0.137) % 640).toFixed(3), ((i * 0.77) % 480).toFixed(3)];
  const row = `data/train/n0${1440764 + (i % 1000)}/n01440764_${i}.JPEG,class_${i % 1000},${640 + (i % 7)},480,${x},${y},a photo of a thing`;
  bytes += rows[rows.push(row) - 1].length + 1;
}
const table = Buffer.from(rows.join('\n'));
const piece = 2 ** 16;
const speeds = { scanned: [] as number[], 'read byte by byte': [] as number[] };
for (let turn = 0; turn < 5; turn++) {
  const started = performance.now();
  const scanner = createScanner({ columns: 'delimited', delimiter: 44 });
  for (let at = 0; at < table.length; at += piece) scanner.push(table.subarray(at, at + piece));
  scanner.finish();
  speeds.scanned.push(table.length / 1e3 / (performance.now() - started));
  const again = performance.now();
  let sum = 0;
  for (let at = 0; at < table.length; at++) sum += table[at] & 1;
  speeds['read byte by byte'].push(table.length / 1e3 / (performance.now() - again + sum * 1e-12));
}
for (const [name, all] of Object.entries(speeds)) {
  const turns = all.map((speed) => speed.toFixed(0)).join(', ');
  console.log(`table of ${(table.length / 1e6).toFixed(0)} MB ${name}: ${Math.max(...all).toFixed(0)} MB/s (${turns})`);
}
