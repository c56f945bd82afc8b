import { loadDecoder, loadRuntime } from './natives.ts';
import type { Answer, Start } from './serve.ts';

/** Tells what decodes and what infers, with the versions that their results depend on. */
export async function versions(start: Extract<Start, { task: 'versions' }>, answer: Answer): Promise<void> {
  const { versions: libraries } = loadDecoder(start.nativesRoot);
  const runtime = loadRuntime(start.nativesRoot);
  answer({
    type: 'versions',
    runtime: runtimeName(runtime),
    decoder: `sharp ${libraries.sharp} (libvips ${libraries.vips})`,
    providers: runtime.listSupportedBackends().map(({ name }) => name),
  });
}

export function runtimeName({ env }: { env: { versions: { node?: string; common: string } } }): string {
  return `onnxruntime ${env.versions.node ?? env.versions.common}`;
}
