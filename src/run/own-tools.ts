import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../cache/store.ts';
import type { Tools } from '../model/gatherer.ts';
import { openVision, type VisionOptions } from '../vision/open.ts';

/** What a command other than a check gathers with: a private folder, a cache in memory, the CPU. All of it goes with `resources`. */
export async function ownTools(
  resources: AsyncDisposableStack,
  natives: VisionOptions,
  signal: AbortSignal,
  progress: Tools['progress'] = () => {},
): Promise<Tools> {
  const scratch = resources.adopt(await mkdtemp(join(tmpdir(), 'vision-gate-')), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  return {
    vision: resources.adopt(openVision({ ...natives, signal }), (children) => children.close()),
    cache: resources.adopt(openCache({ directories: [] }), (store) => store.close()),
    signal,
    provider: 'cpu',
    scratch,
    progress,
    note: () => {},
  };
}
