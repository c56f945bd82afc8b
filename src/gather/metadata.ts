import type { Metadata, MetadataKind, MetadataPlace, Samples, TextKind } from '../model/facts.ts';
import { metadataKinds, textKinds } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EncodedImage } from '../model/vision.ts';
import { firstRows, readImages } from './contents.ts';
import { keepInBatches } from './keep.ts';
import { addKind, type Findings } from './metadata/found.ts';
import { readMetadata } from './metadata/read.ts';
import { type Likeness, likenessOf } from './metadata/thumbnails.ts';
import { createScanner } from './personal/scan.ts';

/** Raised when what is found changes its meaning. */
const version = 1;

/** What the metadata of each image tell; read once for each content, without its pixels unless it has a thumbnail to be compared with. */
export const metadata: Gatherer<'metadata'> = {
  fact: 'metadata',
  async gather(snapshot, _policy, tools, { facts }, other) {
    const result: GatherResult<Record<string, Metadata>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      const { dataset } = samples;
      const before = other?.facts.samples?.[dataset];
      const known = before && other?.facts.metadata?.[dataset];
      const told = known ? knownOf(before, known) : new Map<string, Told>();
      result.entries[dataset] = await readAll(snapshot, samples, told, tools, (fault) =>
        result.faults.push({ name: dataset, fault }),
      );
    }
    return result;
  },
};

interface Told {
  found: string;
  damaged: string;
}

function knownOf(samples: Samples, { found, damaged }: Metadata): Map<string, Told> {
  const rows = [...firstRows(samples)];
  return new Map(rows.map(([hash, row]) => [hash, { found: found[row], damaged: damaged[row] }]));
}

async function readAll(
  snapshot: Snapshot,
  samples: Samples,
  known: ReadonlyMap<string, Told>,
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Metadata> {
  const { dataset, hash, path } = samples;
  const { decoder } = await tools.vision.versions();
  const kind = `metadata@${version} ${decoder}`;
  const told = new Map(known);
  const rows = firstRows(samples);
  const unasked = [...rows.keys()].filter((content) => !told.has(content));
  for (const [content, record] of tools.cache.getMany(kind, unasked)) told.set(content, decode(record));
  const wanted = new Map(unasked.filter((content) => !told.has(content)).map((c) => [c, path[rows.get(c)!]]));

  const kept = keepInBatches(tools.cache, kind);
  let unavailable = 0;
  const images = readImages(snapshot, wanted, (_, fault) => {
    // What is broken has its own finding.
    if (fault.kind !== 'broken' && unavailable++ === 0) onFault(fault);
  });
  await readEach(images, tools, (content, findings) => {
    const record = tell(findings);
    told.set(content, record);
    kept.add(content, encode(record));
    tools.progress(`metadata of ${dataset}`, told.size, rows.size);
  });
  kept.flush();
  return {
    dataset,
    found: hash.map((content) => told.get(content)?.found ?? ''),
    damaged: hash.map((content) => told.get(content)?.damaged ?? ''),
  };
}

/** Reads the images' metadata, and compares each thumbnail with its picture: both are decoded where pixels are decoded. */
async function readEach(
  images: AsyncIterable<EncodedImage>,
  tools: Tools,
  take: (content: string, findings: Findings) => void,
): Promise<void> {
  const waiting = new Map<string, { findings: Findings; seen: Map<string, Uint8Array | null> }>();
  async function* pictures(): AsyncGenerator<EncodedImage> {
    for await (const { key, bytes } of images) {
      const findings = readMetadata(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (findings.thumbnails.length === 0) {
        take(key, findings);
        continue;
      }
      waiting.set(key, { findings, seen: new Map() });
      yield { key: `${key} picture`, bytes };
      for (const [i, thumbnail] of findings.thumbnails.entries()) yield { key: `${key} ${i}`, bytes: thumbnail.bytes };
    }
  }
  for await (const { key, luma } of tools.vision.miniatures(pictures())) {
    const space = key.lastIndexOf(' ');
    const content = key.slice(0, space);
    const { findings, seen } = waiting.get(content)!;
    seen.set(key.slice(space + 1), luma);
    if (seen.size <= findings.thumbnails.length) continue;
    waiting.delete(content);
    compare(findings, seen);
    take(content, findings);
  }
}

const kindOf: Record<Exclude<Likeness, 'same'>, MetadataKind> = {
  'shows more': 'larger-thumbnail',
  'shows something else': 'other-thumbnail',
};

function compare(findings: Findings, seen: ReadonlyMap<string, Uint8Array | null>): void {
  const picture = seen.get('picture');
  for (const [i, { place }] of findings.thumbnails.entries()) {
    const thumbnail = seen.get(String(i));
    if (!picture || !thumbnail) continue;
    const likeness = likenessOf(picture, thumbnail, findings.orientation);
    if (likeness !== 'same') addKind(findings, kindOf[likeness], place);
  }
}

/** Kinds and places in fixed order; texts are looked through here and go no further. */
function tell({ kinds, texts, damage }: Findings): Told {
  const found = (Object.keys(metadataKinds) as MetadataKind[]).flatMap((kind) =>
    kinds.has(kind) ? [`${kind}@${kinds.get(kind)}`] : [],
  );
  const written = new Map<TextKind, { place: MetadataPlace; certain: boolean }>();
  for (const { place, text } of texts) {
    const scanner = createScanner({ columns: 'none' });
    scanner.push(text);
    for (const { kind, certain } of scanner.finish()) {
      if (!written.has(kind) || certain) written.set(kind, { place, certain });
    }
  }
  for (const kind of Object.keys(textKinds) as TextKind[]) {
    const place = written.get(kind);
    if (place) found.push(`${kind}${place.certain ? '!' : ''}@${place.place}`);
  }
  return { found: found.join(' '), damaged: damage.join('; ') };
}

function encode({ found, damaged }: Told): Uint8Array {
  return Buffer.from(`${found}\n${damaged}`);
}

function decode(record: Uint8Array): Told {
  const [found, damaged] = Buffer.from(record).toString('utf8').split('\n');
  return { found, damaged };
}
