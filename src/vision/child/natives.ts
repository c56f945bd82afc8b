import { createRequire } from 'node:module';
import { join } from 'node:path';

export type Sharp = typeof import('sharp').default;
export type Runtime = typeof import('onnxruntime-node');

/** Loaders that untrusted bytes may reach; SVG, PDF, HEIF and the rest stay shut. */
const LOADERS = ['JpegBuffer', 'PngBuffer', 'WebpBuffer', 'TiffBuffer', 'NsgifBuffer'];

const requireFrom = (root: string) => createRequire(join(root, 'noop.js'));

/**
 * The decoder, from the folder that holds the native parts; one thread for each picture and no cache. These settings
 * are the whole process's: they are made once, before any thread decodes, since for a moment every loader is shut.
 */
export function loadDecoder(nativesRoot: string): Sharp {
  const sharp = decoderOfThread(nativesRoot);
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}`) });
  return sharp;
}

/** The decoder in a further thread of a process that has loaded it. */
export function decoderOfThread(nativesRoot: string): Sharp {
  return requireFrom(nativesRoot)('sharp') as Sharp;
}

/** The inference runtime, from the folder that holds the native parts. */
export function loadRuntime(nativesRoot: string): Runtime {
  const runtime = requireFrom(nativesRoot)('onnxruntime-node') as Runtime;
  // What is wrong is thrown too; the log has the runner's paths in it, and names of the model.
  runtime.env.logLevel = 'fatal';
  return runtime;
}
