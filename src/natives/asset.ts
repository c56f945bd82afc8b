import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Fault } from '../model/fault.ts';
import { download } from './download.ts';
import { install, Tampered } from './install.ts';
import { differenceFrom, type NativesAsset } from './lock.ts';
import { tarLength, unpackTar } from './tar.ts';

/**
 * Fetches an asset, compares every file with the lock, and installs it.
 * @param passedOver why nothing nearer could be used, for the message
 * @throws Fault `unable`
 */
export async function fetchAsset(
  asset: NativesAsset,
  place: string,
  url: string,
  passedOver: string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const length = tarLength(Object.values(asset.files).map(({ bytes }) => bytes));
  const packed = await download(url, { bytes: length, stall: 30_000, attempts: 3 }, signal).catch((error: Error) => {
    signal?.throwIfAborted();
    const why = [...passedOver, `${url} could not be fetched: ${error.message}`].join('; ');
    throw unable(
      `The native parts were not found: ${why}.`,
      `Point \`native-url\` to a mirror that holds ${asset.name}, or unpack it on the runner and name the folder with \`native-path\`.`,
    );
  });
  const files = await unpack(packed, length).catch(() => {
    throw unable(`${url} was refused: it is not the asset that the lock describes.`, mendAsset);
  });
  const extra = [...files.keys()].find((path) => !Object.hasOwn(asset.files, path));
  if (extra !== undefined) throw unable(`${url} was refused: ${extra} is not in the lock.`, mendAsset);
  await installOnce(asset, place, (path) => files.get(path) ?? new Uint8Array()).catch((error) => {
    throw error instanceof Tampered ? unable(`${url} was refused: ${error.message}.`, mendAsset) : error;
  });
}

const mendAsset = 'Fetch the asset from the release again; if it still differs, somebody changed it.';

async function unpack(packed: Buffer, length: number): Promise<Map<string, Buffer>> {
  return unpackTar(await promisify(gunzip)(packed, { maxOutputLength: length }));
}

/** Installs unless that was done before. @throws Fault `unable` where it cannot write; Tampered as `install` does. */
export async function installOnce(
  asset: NativesAsset,
  place: string,
  read: (path: string) => Promise<Uint8Array> | Uint8Array,
): Promise<void> {
  if ((await differenceFrom(asset, place)) === null) return;
  try {
    await install(asset, place, read);
  } catch (error) {
    if (error instanceof Tampered) throw error;
    throw unable(
      `The native parts could not be written to ${place}: ${(error as Error).message}.`,
      'Make that folder writable, or unpack the asset elsewhere and name the folder with `native-path`.',
    );
  }
}

export function unable(what: string, wayOut: string): Fault {
  return new Fault('unable', `${what} ${wayOut}`);
}
