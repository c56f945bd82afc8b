import type { Finding } from '../model/finding.ts';
import type { CauseResult, Picture } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EncodedImage, Vision } from '../model/vision.ts';

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
 * Draws the findings' evidence as small WebP pictures without metadata. What cannot be read is left out: it has its own
 * finding. No picture is made for a privacy finding, nor of an image that has one.
 */
export async function illustrate(
  causes: readonly CauseResult[],
  snapshots: Snapshots,
  vision: Vision,
): Promise<Picture[]> {
  const results = causes.flatMap(({ results }) => results);
  const hidden = new Set(
    results.filter(({ rule }) => unseen.has(rule)).flatMap(({ findings }) => findings.flatMap(hashesOf)),
  );
  const shown = results
    .filter(({ rule }) => !unseen.has(rule))
    .flatMap(({ findings }) => findings.filter(({ evidence }) => evidence).slice(0, perRule))
    .filter((finding) => !hashesOf(finding).some((hash) => hidden.has(hash)));
  const drawn = new Map<string, Drawn>();
  for (const side of ['base', 'head'] as const) {
    const snapshot = snapshots[side];
    if (snapshot) await draw(wanted(shown, side), snapshot, vision, drawn);
  }
  return shown.flatMap((finding) => {
    const images = (finding.evidence?.images ?? []).flatMap(({ path, hash, caption }) => {
      const picture = drawn.get(hash);
      return picture ? [{ caption: caption ?? path, ...picture }] : [];
    });
    return images.length > 0 ? [{ fingerprint: finding.fingerprint, images }] : [];
  });
}

type Drawn = Omit<Picture['images'][number], 'caption'>;

function hashesOf({ evidence, identity }: Finding): string[] {
  return [...(evidence?.images.map(({ hash }) => hash) ?? []), identity];
}

/** Path → content hash of the evidence that lies at one side. */
function wanted(findings: readonly Finding[], side: 'base' | 'head'): Map<string, string> {
  const images = findings.flatMap(({ evidence }) => evidence?.images ?? []);
  return new Map(
    images.filter((image) => image.side === side && image.hash !== '').map(({ path, hash }) => [path, hash]),
  );
}

async function draw(
  paths: ReadonlyMap<string, string>,
  snapshot: Snapshot,
  vision: Vision,
  drawn: Map<string, Drawn>,
): Promise<void> {
  const missing = new Map([...paths].filter(([, hash]) => !drawn.has(hash)));
  if (missing.size === 0) return;
  for await (const { key, webp, width, height } of vision.thumbnails(encoded(missing, snapshot), thumbnailSize)) {
    if (webp) drawn.set(key, { width, height, uri: `data:image/webp;base64,${Buffer.from(webp).toString('base64')}` });
  }
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
