import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Gathered, LicenceFact, Samples } from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';
import type { DatasetPolicy, ModelPolicy, Policy } from '../../model/policy.ts';
import type { FileEntry, Snapshot } from '../../model/snapshot.ts';
import { datasetPaths, folderNamed } from '../dataset-paths.ts';
import { folderOf, normaliseFolder, sharedFolder } from '../formats/files/paths.ts';
import { modelFolder, modelPaths } from '../model-paths.ts';
import { policyPosition } from '../policy-position.ts';
import { isContentLicence, recogniseLicence } from './licence-texts.ts';

type Found = { licence: string; at: Position };

/**
 * The licence of every dataset and model that the commit has. The first of these that says one: the model's declared card;
 * the front matter of a README.md and licence files, from the folder upwards; a table's licence column; the policy; the
 * front matter of the repository's README.md; the repository's licence file. The last covers models, which are the
 * repository's own work, but a dataset only if it is a licence for data (Creative Commons, Open Data Commons, CDLA): a
 * licence of the code says nothing of photographs.
 */
export async function findLicences(snapshot: Snapshot, policy: Policy, sofar: Gathered): Promise<LicenceFact[]> {
  const documents = documentsByFolder(snapshot.files);
  const facts: LicenceFact[] = [];
  for (const [name, dataset] of Object.entries(policy.datasets)) {
    const places = placesOf(dataset);
    if (!isPresent(snapshot.files, places)) continue;
    const at = (...keys: string[]) => policyPosition(policy, 'datasets', name, ...keys);
    const search = searchIn(snapshot, documents);
    const found =
      (await search.upwards(sharedFolder(places.map(({ folder }) => folder)))) ??
      (await search.inEach(places.map(({ folder }) => folder))) ??
      columnLicence(sofar.facts.samples?.[name]) ??
      policyLicence(dataset.licence, at('licence')) ??
      (await search.card('README.md')) ??
      (await search.rootFile(isContentLicence));
    facts.push({
      name,
      kind: 'dataset',
      licence: found?.licence ?? null,
      at: found?.at ?? at(),
      looked: search.looked,
    });
  }
  for (const [name, model] of Object.entries(policy.models)) {
    const { card, licence } = model;
    if (!isModelPresent(snapshot, model)) continue;
    const at = (...keys: string[]) => policyPosition(policy, 'models', name, ...keys);
    const search = searchIn(snapshot, documents);
    const found =
      (card === undefined ? null : await search.card(card)) ??
      (await search.upwards(modelFolder(model))) ??
      policyLicence(licence, at('licence')) ??
      (await search.card('README.md')) ??
      (await search.rootFile(() => true));
    facts.push({ name, kind: 'model', licence: found?.licence ?? null, at: found?.at ?? at(), looked: search.looked });
  }
  return facts;
}

interface Place {
  folder: string;
  /** The one file that is meant; the whole folder when absent. */
  file?: string;
}

function placesOf(dataset: DatasetPolicy): Place[] {
  return datasetPaths(dataset).map((named) => ({
    folder: normaliseFolder(folderNamed(named)),
    ...(named.kind === 'file' && { file: normaliseFolder(named.path) }),
  }));
}

function isModelPresent({ files }: Snapshot, model: ModelPolicy): boolean {
  const paths = [...files.keys()];
  return modelPaths(model).some(({ path, kind }) =>
    kind === 'file'
      ? files.has(path) || paths.some((other) => other.startsWith(`${path}/`))
      : paths.some((other) => other.startsWith(path.slice(0, path.indexOf('{')))),
  );
}

function isPresent(files: ReadonlyMap<string, FileEntry>, places: Place[]): boolean {
  const tables = places.filter(({ file }) => file !== undefined);
  if (tables.length > 0) return tables.some(({ file }) => files.has(file!));
  for (const path of files.keys()) {
    if (places.some(({ folder }) => folder === '' || path.startsWith(`${folder}/`))) return true;
  }
  return false;
}

interface Documents {
  cards: string[];
  licences: string[];
}

function documentsByFolder(files: ReadonlyMap<string, FileEntry>): Map<string, Documents> {
  const folders = new Map<string, Documents>();
  for (const { path, kind } of files.values()) {
    const folder = folderOf(path);
    const name = folder === '' ? path : path.slice(folder.length + 1);
    const isCard = /^readme\.md$/i.test(name);
    if (kind !== 'file' || (!isCard && !/^(licen[cs]e|copying|unlicense)([-._].*)?$/i.test(name))) continue;
    const documents = folders.get(folder) ?? { cards: [], licences: [] };
    folders.set(folder, documents);
    (isCard ? documents.cards : documents.licences).push(path);
  }
  return folders;
}

/** One search, which remembers where it looked. */
function searchIn(snapshot: Snapshot, documents: Map<string, Documents>) {
  const looked: string[] = [];
  const note = (place: string) => {
    if (!looked.includes(place)) looked.push(place);
  };

  const card = async (path: string): Promise<Found | null> => {
    note(path);
    if (snapshot.files.get(path)?.kind !== 'file') return null;
    return frontMatterLicence((await snapshot.read(path)).toString('utf8'), path);
  };
  const file = async (path: string): Promise<Found | null> => {
    note(path);
    const licence = recogniseLicence((await snapshot.read(path)).toString('utf8').replace(/^\ufeff/, ''));
    return licence === null ? null : { licence, at: { path, line: 1 } };
  };
  const inFolder = async (folder: string): Promise<Found | null> => {
    note(folder);
    const { cards, licences } = documents.get(folder) ?? { cards: [], licences: [] };
    for (const path of cards) {
      const found = await card(path);
      if (found !== null) return found;
    }
    for (const path of licences) {
      const found = await file(path);
      if (found !== null) return found;
    }
    return null;
  };

  return {
    looked,
    card,
    /** The folder and those above it, but for the repository's root. */
    async upwards(folder: string): Promise<Found | null> {
      for (let current = folder; current !== ''; current = folderOf(current)) {
        const found = await inFolder(current);
        if (found !== null) return found;
      }
      return null;
    },
    /** A licence in each of the folders; the first is named. */
    async inEach(folders: string[]): Promise<Found | null> {
      const found: (Found | null)[] = [];
      for (const folder of folders) found.push(folder === '' ? null : await inFolder(folder));
      return found.includes(null) ? null : (found[0] ?? null);
    },
    async rootFile(counts: (licence: string) => boolean): Promise<Found | null> {
      for (const path of documents.get('')?.licences ?? []) {
        const found = await file(path);
        if (found !== null && counts(found.licence)) return found;
      }
      return null;
    },
  };
}

/** `license:` of the YAML between `---` lines at a card's head (Hugging Face's cards); `other` is replaced by its name. */
function frontMatterLicence(text: string, path: string): Found | null {
  const block = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/.exec(text)?.[1];
  if (block === undefined) return null;
  const lines = new LineCounter();
  const { contents } = parseDocument(block, { lineCounter: lines, schema: 'core' });
  if (!isMap(contents)) return null;
  for (const { key, value } of contents.items) {
    if (!isScalar(key) || !/^licen[cs]e$/i.test(String(key.value))) continue;
    const licence = words(value);
    if (licence === null || /^unknown$/i.test(licence)) return null;
    const name = /^other$/i.test(licence) ? words(contents.get('license_name', true)) : null;
    return { licence: name ?? licence, at: { path, line: lines.linePos(key.range?.[0] ?? 0).line + 1 } };
  }
  return null;
}

function words(node: unknown): string | null {
  if (isScalar(node)) return String(node.value ?? '').trim() || null;
  return isSeq(node) ? node.items.map(words).filter(Boolean).join(', ') || null : null;
}

/** Licences of a column that has one in every row. */
function columnLicence(samples: Samples | undefined): Found | null {
  const name = Object.keys(samples?.attributes ?? {}).find((column) => /^licen[cs]es?$/i.test(column));
  const values = name === undefined ? [] : samples!.attributes[name];
  if (values.length === 0 || values.includes(null)) return null;
  const manifest = samples!.manifest.find((path) => path !== '');
  return { licence: [...new Set(values)].sort().join(', '), at: { path: manifest ?? samples!.path[0], line: 1 } };
}

function policyLicence(licence: string | undefined, at: Position): Found | null {
  return licence === undefined ? null : { licence, at };
}
