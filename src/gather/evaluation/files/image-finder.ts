import { createHash } from 'node:crypto';
import { readImages } from '../../contents.ts';
import type { FoundImage } from './image-names.ts';
import { imageIn, type Row } from './rows.ts';
import { keepDigests, knownDigests } from './sha256.ts';
import { anImage, placeText, type Source } from './source.ts';

/** Finds the image that a row names: by path, or by a hash of its content. */
export function imageFinder(source: Source): (row: Row) => Promise<readonly number[] | null> {
  const { names, mistakes } = source;
  let digests: Promise<Map<string, string>> | null = null;

  const byHash = async (written: string): Promise<FoundImage> => {
    const hash = storedHash(written.trim());
    const found = names.hashed(hash);
    const sha256 = /^(?:lfs|sha256):([\da-f]{64})$/.exec(hash)?.[1];
    if ('rows' in found || sha256 === undefined) return found;
    for (const algorithm of ['lfs', 'sha256']) {
      const stored = names.hashed(`${algorithm}:${sha256}`);
      if ('rows' in stored) return stored;
    }
    digests ??= digestsOfImages(source);
    const known = (await digests).get(sha256);
    return known === undefined ? found : names.hashed(known);
  };

  return async (row) => {
    const image = imageIn(row);
    if (image === null) {
      mistakes.refused.add(
        `Expected the path of an image in ${placeText(row.at)} but received none. Write \`image\` with its path, or \`sha256\`.`,
        row.at,
      );
      return null;
    }
    const found = 'hash' in image ? await byHash(image.hash) : names.named(image.name);
    if ('rows' in found) return found.rows;
    mistakes.leftOut.add(
      `Expected ${anImage(source)} in ${placeText(row.at)} but received ${found.fault}. The prediction is passed over: write the path as the dataset has it.`,
      row.at,
    );
    return null;
  };
}

/** As listings write it: `git:`, `dvc:` or `sha256:` before a bare hash, which its length tells. */
function storedHash(written: string): string {
  const hash = written.toLowerCase();
  if (!/^[\da-f]+$/.test(hash)) return hash;
  if (hash.length === 40) return `git:${hash}`;
  return hash.length === 32 ? `dvc:${hash}` : `sha256:${hash}`;
}

/** Content hash by SHA-256 of the bytes, of images that the store knows by another hash. Kept by content. */
async function digestsOfImages({ snapshot, claim, rows, tools }: Source): Promise<Map<string, string>> {
  const { hash, path } = claim.samples;
  const paths = new Map<string, string>();
  for (const row of rows) if (/^(?:git|dvc):/.test(hash[row])) paths.set(hash[row], path[row]);
  const digests = new Map<string, string>();
  for (const [key, digest] of knownDigests(tools.cache, paths.keys())) {
    digests.set(digest, key);
    paths.delete(key);
  }
  const kept = keepDigests(tools.cache);
  const onFault = () => {
    // Its prediction will be one of an unknown image, and it one without a prediction.
  };
  for await (const { key, bytes } of readImages(snapshot, paths, onFault)) {
    tools.signal.throwIfAborted();
    const digest = createHash('sha256').update(bytes).digest('hex');
    digests.set(digest, key);
    kept.add(key, digest);
  }
  kept.flush();
  return digests;
}
