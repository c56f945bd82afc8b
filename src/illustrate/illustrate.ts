import type { DatasetChanges } from '../model/facts.ts';
import type { Evidence, Finding } from '../model/finding.ts';
import type { CauseResult, Picture } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EncodedImage, Vision } from '../model/vision.ts';
import { type ChangedImage, changedImages } from './changed-images.ts';

/** Rules whose findings must show nothing of the image. */
const unseen = new Set(['ethics/location-metadata', 'ethics/personal-data', 'ethics/erased-sample']);
const thumbnailSize = 160;
/** Findings that get a picture: the most urgent of each rule. */
const perRule = 24;

export interface Snapshots {
  base: Snapshot | null;
  head: Snapshot;
}

/**
 * Draws the findings' evidence and the first changed images of each dataset as small WebP pictures without metadata.
 * What cannot be read is left out: it has its own finding. No picture is made for a privacy finding, nor of an image
 * that has one, or had one at base.
 */
export async function illustrate(
  { causes, datasets }: { causes: readonly CauseResult[]; datasets: readonly DatasetChanges[] },
  snapshots: Snapshots,
  vision: Vision,
): Promise<Picture[]> {
  const results = causes.flatMap(({ results }) => results);
  const hidden = new Set(
    results
      .filter(({ rule }) => unseen.has(rule))
      .flatMap(({ findings, fixed }) => [...findings, ...fixed].flatMap(hashesOf)),
  );
  const shown = results
    .filter(({ rule }) => !unseen.has(rule))
    .flatMap(({ findings }) => findings.filter(({ evidence }) => evidence).slice(0, perRule))
    .filter((finding) => !hashesOf(finding).some((hash) => hidden.has(hash)));
  const changed = datasets.flatMap(changedImages).filter(({ hash }) => !hidden.has(hash));
  const images = [...shown.flatMap(evidenceOf), ...changed];
  const ofBase = snapshots.base ? wanted(images, 'base') : new Map<string, string>();
  const known = new Set(ofBase.values());
  const ofHead = new Map([...wanted(images, 'head')].filter(([, hash]) => !known.has(hash)));
  const sides = await Promise.all([draw(ofBase, snapshots.base, vision), draw(ofHead, snapshots.head, vision)]);
  const drawn = new Map(sides.flat());
  return [...shown.flatMap((finding) => pictureOf(finding, drawn)), ...pictures(changed, drawn)];
}

function pictureOf(finding: Finding, drawn: ReadonlyMap<string, Drawn>): Picture[] {
  const images = evidenceOf(finding).flatMap(({ path, hash, caption }) => {
    const picture = drawn.get(hash);
    return picture ? [{ caption: caption ?? path, ...picture }] : [];
  });
  return images.length > 0 ? [{ fingerprint: finding.fingerprint, images }] : [];
}

/** One for each content. */
function pictures(changed: readonly ChangedImage[], drawn: ReadonlyMap<string, Drawn>): Picture[] {
  const paths = new Map(changed.map(({ path, hash }) => [hash, path]));
  return [...paths].flatMap(([hash, path]) => {
    const picture = drawn.get(hash);
    return picture ? [{ fingerprint: `image:${hash}`, images: [{ caption: path, ...picture }] }] : [];
  });
}

type Drawn = Omit<Picture['images'][number], 'caption'>;

function evidenceOf({ evidence }: Finding): Evidence['images'] {
  return evidence?.images ?? [];
}

function hashesOf(finding: Finding): string[] {
  return [...evidenceOf(finding).map(({ hash }) => hash), finding.identity];
}

/** Path → content hash of the images that lie at one side. */
function wanted(images: readonly ChangedImage[], side: 'base' | 'head'): Map<string, string> {
  return new Map(
    images.filter((image) => image.side === side && image.hash !== '').map(({ path, hash }) => [path, hash]),
  );
}

async function draw(
  paths: ReadonlyMap<string, string>,
  snapshot: Snapshot | null,
  vision: Vision,
): Promise<[hash: string, Drawn][]> {
  if (paths.size === 0 || snapshot === null) return [];
  const drawn: [string, Drawn][] = [];
  for await (const { key, webp, width, height } of vision.thumbnails(encoded(paths, snapshot), thumbnailSize)) {
    const uri = webp && `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`;
    if (uri) drawn.push([key, { width, height, uri }]);
  }
  return drawn;
}

async function* encoded(paths: ReadonlyMap<string, string>, snapshot: Snapshot): AsyncGenerator<EncodedImage> {
  const sent = new Set<string>();
  for await (const item of snapshot.readMany(paths.keys())) {
    const key = paths.get(item.path);
    if ('fault' in item || key === undefined || sent.has(key)) continue;
    sent.add(key);
    yield { key, bytes: item.bytes };
  }
}
