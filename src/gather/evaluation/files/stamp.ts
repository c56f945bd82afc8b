import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../../model/fault.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { Tree } from '../../formats/files/tree.ts';
import type { Told } from './mistakes.ts';
import type { Place } from './places.ts';
import type { Part } from './read.ts';
import { sha256Of } from './sha256.ts';

const digest = z.string().regex(/^[\da-f]{64}$/);

const schema = z.object({
  version: z.literal(1),
  /** Path of the model's file in the repository, and the SHA-256 of its bytes. */
  model: z.string().min(1),
  modelHash: digest,
  /** How many contents were predicted, and the SHA-256 of their hashes, a line each in order. */
  images: z.object({ count: z.int().min(0), digest }),
  /** SHA-256 of the file of predictions; of a folder that of lines like those of `sha256sum`. */
  predictions: digest,
});

/** What ties a file of predictions to the model that made them. */
export type Stamp = z.infer<typeof schema>;

/** Where the stamp of a file or folder of predictions lies. */
export function stampPath({ path }: Pick<Place, 'path'>): string {
  return `${path}.stamp.json`;
}

/** The stamp of predictions as they are now. @throws Fault when the commit has no such model, or bytes could not be had */
export async function stampOf(
  snapshot: Snapshot,
  { place, images }: Part,
  model: string,
  tools: Tools,
): Promise<Stamp> {
  const entry = snapshot.files.get(model);
  if (entry?.kind !== 'file') {
    throw new Fault('usage', `Expected the model's file at ${model} but there is none. Name it with --model.`);
  }
  return {
    version: 1,
    model,
    modelHash: await sha256Of(snapshot, entry, tools),
    images: imagesOf(images),
    predictions: await contentDigest(snapshot, place, tools),
  };
}

/**
 * Holds predictions against their stamp.
 * @returns what a reader must know: that they have none, or are of other images; `null` when all is as it was stamped
 * @throws Fault `broken` when the model or the predictions changed since, or the stamp cannot be read
 */
export async function checkStamp(snapshot: Snapshot, { place, images }: Part, tools: Tools): Promise<Told | null> {
  const { path } = place;
  const at = { path };
  if (!snapshot.files.has(stampPath(place))) {
    const message = `Nothing ties ${path} to a model, so it may be of an older one. Write ${stampPath(place)} with \`vision-gate stamp\`.`;
    return { message, at };
  }
  const stamp = await readStamp(snapshot, stampPath(place));
  if (stamp.predictions !== (await contentDigest(snapshot, place, tools))) {
    throw new Fault('broken', `${path} changed after it was stamped. Run \`vision-gate stamp\` again.`, at);
  }
  const entry = snapshot.files.get(stamp.model);
  if (entry?.kind !== 'file') {
    const message = `${path} was stamped with ${stamp.model}, which the commit does not have. Commit the model, or stamp with the one that is there.`;
    return { message, at };
  }
  if (stamp.modelHash !== (await sha256Of(snapshot, entry, tools))) {
    throw new Fault(
      'broken',
      `${stamp.model} changed but its predictions in ${path} did not. Predict again, and run \`vision-gate stamp\`.`,
      at,
    );
  }
  if (stamp.images.digest === imagesOf(images).digest) return null;
  const message = `${path} was stamped with ${stamp.images.count} images that are not the ${images.length} of now. Predict again, and run \`vision-gate stamp\`.`;
  return { message, at };
}

async function readStamp(snapshot: Snapshot, path: string): Promise<Stamp> {
  const text = (await snapshot.read(path)).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Said below.
  }
  const { data } = schema.safeParse(value);
  if (data !== undefined) return data;
  const sentence = `Expected a stamp of version 1 in ${path} but received something else. Write it with \`vision-gate stamp\`.`;
  throw new Fault('broken', sentence, { path });
}

function imagesOf(hashes: readonly string[]): Stamp['images'] {
  const sum = createHash('sha256');
  for (const hash of hashes) sum.update(`${hash}\n`);
  return { count: hashes.length, digest: sum.digest('hex') };
}

async function contentDigest(snapshot: Snapshot, { path, kind }: Place, tools: Tools): Promise<string> {
  if (kind === 'file') return sha256Of(snapshot, snapshot.files.get(path)!, tools);
  const sum = createHash('sha256');
  for (const entry of new Tree(snapshot.files).below(path)) {
    if (entry.kind !== 'file') continue;
    sum.update(`${await sha256Of(snapshot, entry, tools)}  ${entry.path.slice(path.length + 1)}\n`);
  }
  return sum.digest('hex');
}
