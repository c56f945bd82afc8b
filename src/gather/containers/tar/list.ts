import { Fault } from '../../../model/fault.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { isImagePath } from '../../formats/files/paths.ts';
import { counted } from '../../formats/listing/problems.ts';
import { type ContainerFacts, contentHash, noFacts, Tally, textOf } from '../facts.ts';
import { type TarEntry, tarEntries } from './archive.ts';
import { mostImage, mostText } from './limits.ts';

const mostFields = 64;
const labelFields = ['label', 'class', 'cls'];

type Problem = 'notFile' | 'again' | 'imageless' | 'twoImages' | 'twice' | 'large' | 'json';

/** Files of one name without extension, which follow each other in the shard. */
interface Sample {
  key: string;
  image: { member: string; hash: string; bytes: number } | null;
  extensions: Set<string>;
  /** Its label by where it is written: the first of these that there is counts. */
  labels: { declared: string | null; cls: string | null; json: string | null };
  fields: Record<string, string | null>;
}

/**
 * What a WebDataset shard says of its images. A sample is the files of one name up to the first dot, which follow each
 * other; its image is the file with an image's extension, its label `.cls`, or `label`, `class` or `cls` of `.json`.
 * Further single values of `.json`, and `.txt`, are attributes. What lies behind a break is not read, and said.
 * @throws Fault `broken` when nothing can be read; as `snapshot.stream`.
 */
export async function listTar(
  snapshot: Snapshot,
  path: string,
  declared: DatasetPolicy['columns'],
): Promise<ContainerFacts> {
  const facts = noFacts();
  const problems = newTally();
  const shard = new Shard(facts, problems, declared);
  let broken: Fault | null = null;
  try {
    for await (const entry of tarEntries(snapshot, path)) await shard.take(entry);
    shard.finish();
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'broken' || facts.hash.length === 0) throw error;
    broken = error;
  }
  facts.problems = [...(broken === null ? [] : [broken.message]), ...problems.list()];
  return facts;
}

class Shard {
  private readonly facts: ContainerFacts;
  private readonly problems: Tally<Problem>;
  private readonly imageExtensions: Set<string> | null;
  private readonly labelExtension: string | null;
  private readonly keys = new Set<string>();
  private sample: Sample | null = null;

  constructor(facts: ContainerFacts, problems: Tally<Problem>, declared: DatasetPolicy['columns'] = {}) {
    this.facts = facts;
    this.problems = problems;
    this.imageExtensions = declared.image === undefined ? null : new Set(extensionsIn(declared.image));
    this.labelExtension = declared.label === undefined ? null : extensionsIn(declared.label)[0];
  }

  async take(entry: TarEntry): Promise<void> {
    const { name } = entry;
    if (entry.type === 'directory' || isMeta(name)) return;
    if (entry.type !== 'file') {
      this.problems.add('notFile', `${name} (${entry.type})`);
      return;
    }
    const parts = splitName(name);
    if (parts === null) return;
    const { key, extension } = parts;
    if (key !== this.sample?.key) this.begin(key);
    const sample = this.sample!;
    if (sample.extensions.has(extension)) {
      this.problems.add('twice', name);
      return;
    }
    sample.extensions.add(extension);
    if (this.isImage(extension)) await this.takeImage(entry, sample);
    else if (this.isRead(extension)) await this.takeText(entry, sample, extension);
  }

  /** The last sample is whole only when the shard is. */
  finish(): void {
    const { sample, facts } = this;
    this.sample = null;
    if (sample === null) return;
    if (sample.image === null) {
      this.problems.add('imageless', sample.key);
      return;
    }
    const row = facts.hash.push(sample.image.hash) - 1;
    facts.member.push(sample.image.member);
    facts.bytes.push(sample.image.bytes);
    facts.label.push(sample.labels.declared ?? sample.labels.cls ?? sample.labels.json);
    for (const [name, value] of Object.entries(sample.fields)) {
      if (!Object.hasOwn(facts.attributes, name) && Object.keys(facts.attributes).length >= mostFields) continue;
      const values = Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : [];
      facts.attributes[name] = values;
      while (values.length < row) values.push(null);
      values.push(value);
    }
  }

  private begin(key: string): void {
    this.finish();
    if (this.keys.has(key)) this.problems.add('again', key);
    this.keys.add(key);
    this.sample = { key, image: null, extensions: new Set(), labels: noLabels(), fields: {} };
  }

  private isImage(extension: string): boolean {
    if (this.imageExtensions !== null) return this.imageExtensions.has(extension);
    return !extension.includes('.') && isImagePath(`image.${extension}`);
  }

  private isRead(extension: string): boolean {
    return extension === this.labelExtension || extension === 'cls' || extension === 'json' || extension === 'txt';
  }

  private async takeImage(entry: TarEntry, sample: Sample): Promise<void> {
    if (sample.image !== null) {
      this.problems.add('twoImages', entry.name);
      return;
    }
    if (entry.bytes > mostImage) {
      this.problems.add('large', entry.name);
      return;
    }
    const bytes = await entry.read();
    sample.image = { member: entry.name, hash: contentHash(bytes), bytes: bytes.length };
  }

  private async takeText(entry: TarEntry, sample: Sample, extension: string): Promise<void> {
    if (entry.bytes > mostText) {
      this.problems.add('large', entry.name);
      return;
    }
    const text = (await entry.read()).toString('utf8').replace(/^\ufeff/, '');
    if (extension === this.labelExtension && extension !== 'json') sample.labels.declared = textOf(text.trim());
    else if (extension === 'cls') sample.labels.cls = textOf(text.trim());
    else if (extension === 'txt') sample.fields.txt = textOf(text.trim());
    else this.takeFields(entry, sample, text);
  }

  private takeFields({ name }: TarEntry, sample: Sample, text: string): void {
    const values = parseObject(text);
    if (values === null) {
      this.problems.add('json', name);
      return;
    }
    const field = labelFields.find((candidate) => textOf(values[candidate]) !== null);
    if (field !== undefined) sample.labels.json = textOf(values[field]);
    for (const [key, value] of Object.entries(values).slice(0, mostFields)) {
      const written = textOf(value);
      if (key !== field && written !== null) sample.fields[key] = written;
    }
  }
}

function noLabels(): Sample['labels'] {
  return { declared: null, cls: null, json: null };
}

/** Python's `^((?:.*\/|)[^.]+)[.]([^\/]*)$` of webdataset: the name up to the first dot after the last folder. */
function splitName(name: string): { key: string; extension: string } | null {
  const slash = name.lastIndexOf('/');
  const dot = name.indexOf('.', slash + 1);
  if (dot <= slash + 1) return null;
  return { key: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() };
}

/** webdataset passes over what begins with `__name__`. */
function isMeta(name: string): boolean {
  return /^__[^/]*__(?:$|\/)/.test(name);
}

function extensionsIn(written: string): string[] {
  return written.split(/[;,\s]+/).map((extension) => extension.replace(/^\./, '').toLowerCase());
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function newTally(): Tally<Problem> {
  const files = (count: number) => counted(count, 'file');
  const samples = (count: number) => counted(count, 'sample');
  return new Tally<Problem>({
    notFile: (count, name) =>
      `Expected files in the shard but received ${count} of another kind, such as ${name}. They are left out: pack the files themselves.`,
    again: (count, key) =>
      `Expected the files of each sample one after the other but ${samples(count)} came again later, such as ${key}. ` +
      'webdataset makes two samples of one: sort the files by name before they are packed.',
    imageless: (count, key) =>
      `Expected an image in each sample but ${samples(count)} had none, such as ${key}. They are left out: pack the image ` +
      'beside its label, or name its extension in `columns: { image: … }`.',
    twoImages: (count, name) =>
      `Expected one image in each sample but received ${count} more, such as ${name}. Only the first is checked: name its ` +
      'extension in `columns: { image: … }`.',
    twice: (count, name) =>
      `Expected each file once in its sample but received ${files(count)} again, such as ${name}. webdataset stops there: remove it.`,
    large: (count, name) =>
      `Expected images of at most 1 GiB and labels of at most 1 MiB but received ${files(count)} larger, such as ${name}. ` +
      'They are left out: make them smaller.',
    json: (count, name) =>
      `Expected a JSON object in each .json but received ${files(count)} without one, such as ${name}. They are passed over: mend them.`,
  });
}
