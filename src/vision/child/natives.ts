import { createRequire } from 'node:module';
import { join } from 'node:path';

export type Sharp = typeof import('sharp').default;
export type Runtime = typeof import('onnxruntime-node');

/** Loaders that untrusted bytes may reach; SVG, PDF, HEIF and the rest stay shut. */
const LOADERS = ['JpegBuffer', 'PngBuffer', 'WebpBuffer', 'TiffBuffer', 'NsgifBuffer'];

const requireFrom = (root: string) => createRequire(join(root, 'noop.js'));

/** The decoder, from the folder that holds the native parts; one thread for each picture and no cache. */
export function loadDecoder(nativesRoot: string): Sharp {
  const sharp = requireFrom(nativesRoot)('sharp') as Sharp;
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}`) });
  return sharp;
}

/** The inference runtime, from the folder that holds the native parts. */
export function loadRuntime(nativesRoot: string): Runtime {
  return requireFrom(nativesRoot)('onnxruntime-node') as Runtime;
}
