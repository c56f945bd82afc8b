import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { type Repository, repository } from '../harness/repository.ts';
import { imageFaults, type PlantedFault } from './faults.ts';
import { coco } from './formats/coco.ts';
import { imagefolder, table } from './formats/folders.ts';
import type { Format, Laid } from './formats/format.ts';
import { masks } from './formats/masks.ts';
import { parquet, webdataset } from './formats/shards.ts';
import { voc, yolo } from './formats/text-files.ts';
import { type Picture, pictures, tiles } from './pictures.ts';
import { dvc, git, lfs, type Store } from './stores.ts';

const cli = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
const held = 60;

const kinds: [string, Format, Store][] = [
  ...[imagefolder, table, coco, yolo, voc, masks, parquet, webdataset].map((format): [string, Format, Store] => [
    `${format.name} in git`,
    format,
    git,
  ]),
  ['imagefolder in Git LFS', imagefolder, lfs],
  ['coco in Git LFS', coco, lfs],
  ['imagefolder in DVC', imagefolder, dvc],
  ['coco in DVC', coco, dvc],
];

let clean: Picture[];
let faults: PlantedFault[];
/** Faults that the base has already. */
let own: PlantedFault[];
let spare: Buffer[];
const repositories: Repository[] = [];
afterEach(async () => {
  for (const made of repositories.splice(0)) await made.cleanup();
});

beforeAll(async () => {
  clean = await pictures(held);
  spare = (await tiles()).slice(held);
  faults = await imageFaults(clean, spare);
  own = (await imageFaults(clean, spare.slice(20))).filter(({ name }) => name === 'dark.jpg' || name === 'bright.jpg');
  own = own.map((fault) => {
    const name = `old-${fault.name}`;
    return { ...fault, name, picture: { ...fault.picture, name } };
  });
});

/** Lays base and head out as a repository and runs the gate on them. */
async function check(format: Format, store: Store, base: readonly Picture[], head: readonly Picture[]) {
  const made = await repository({ 'README.md': 'A dataset.\n' });
  repositories.push(made);
  const lay = async (held: readonly Picture[]): Promise<Laid> => store.keep(await format.lay(held), made.directory);
  const before = await lay(base);
  const policy = `version: 1\ndatasets:\n  planted: ${before.policy}\nrules: { training-data/too-few-samples: off }\n`;
  await made.commit({ ...before.files, '.github/vision-gate.yml': policy });
  await made.branch('change');
  const after = await lay(head);
  await made.commit(after.files);

  const json = join(made.directory, '.git/report.json');
  const options = ['--repo', made.directory, '--base', 'main', '--no-cache', '--json', json, '--quiet'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, 'check', '--only', 'training-data', ...options], (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
  const report = JSON.parse(await readFile(json, 'utf8').catch(() => JSON.stringify({ output }))) as Report;
  if (!report.causes) throw new Error(output);
  const results = report.causes.flatMap(({ results }) => results);
  const errored = results.filter(({ outcome }) => outcome === 'errored');
  const findings = results.flatMap((result) => ('findings' in result ? (result.findings as Finding[]) : []));
  return { findings, errored, after };
}

const said = ({ rule, origin, subject, at }: Finding) => `${origin} ${rule} ${subject} @ ${at?.path}:${at?.line ?? ''}`;

describe.each(kinds)('%s', (_, format, store) => {
  test('every planted fault is found, in its place, as introduced, and nothing else is', async () => {
    const fitting = faults.filter(({ needs, name }) => {
      if (needs === 'label' && !format.hasLabels) return false;
      if (needs === 'boxes' && !format.hasBoxes) return false;
      // Git LFS follows the pointer: content that is nowhere is not checked, which is another matter.
      return !(store === lfs && name === 'pointer.jpg');
    });
    const base = [...clean, ...own.map(({ picture }) => picture)];
    const { findings, errored, after } = await check(format, store, base, [
      ...base,
      ...fitting.map(({ picture }) => picture),
    ]);
    expect(errored).toEqual([]);
    const isOf = ({ subject, text }: Finding, name: string) =>
      new RegExp(`(?<![\\w-])${name.replace('.', '\\.')}`).test(`${subject} ${text}`);
    for (const { rule, name, object } of fitting) {
      const found = findings.filter((finding) => finding.rule === rule && isOf(finding, name));
      expect(found.map(said), `${rule} for ${name}, of:\n${findings.map(said).join('\n')}`).toHaveLength(1);
      expect(found[0].origin, said(found[0])).toBe('introduced');
      expect(found[0].at, said(found[0])).toMatchObject(after.placeOf(name, object));
    }
    for (const { rule, name } of own) {
      const found = findings.filter((finding) => finding.rule === rule && isOf(finding, name));
      expect(
        found.map(({ origin }) => origin),
        name,
      ).toEqual(['inherited']);
    }
    // A picture that is dark on purpose may be an outlier too: what counts is that no sound picture is blamed.
    const others = findings.filter((finding) => ![...fitting, ...own].some(({ name }) => isOf(finding, name)));
    expect(others.map(said)).toEqual([]);
  });

  test('a clean change gives nothing', async () => {
    const more = (await pictures(held + 10)).slice(held);
    const { findings, errored } = await check(format, store, clean, [...clean, ...more]);
    expect(errored).toEqual([]);
    expect(findings.map(said)).toEqual([]);
  });
});
