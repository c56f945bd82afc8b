import { describeImage } from './describe.ts';
import { loadDecoder } from './natives.ts';
import type { Channel, ImageTask, Start } from './serve.ts';
import { features, miniatureOf, thumbnail } from './thumbnail.ts';
import { sharedTurns, turnsOf } from './turns.ts';

/** The tasks that need pixels and no model. */
export function decoderTask(
  start: Extract<Start, { task: 'describe' | 'thumbnails' | 'features' | 'miniatures' }>,
  { answer, fail }: Channel,
): ImageTask {
  const sharp = loadDecoder(start.nativesRoot);
  const { limitPixels } = start;
  const turns = turnsOf(sharedTurns());

  async function work(id: number, bytes: Uint8Array): Promise<void> {
    switch (start.task) {
      case 'describe':
        return answer({ type: 'description', id, ...(await describeImage(turns, sharp, bytes, limitPixels)) });
      case 'thumbnails': {
        const { webp, width, height } = await thumbnail(sharp, bytes, start.size, limitPixels);
        return answer({ type: 'thumbnail', id, width, height }, webp);
      }
      case 'features': {
        const values = await features(sharp, bytes, limitPixels);
        return answer({ type: 'features', id }, values && new Uint8Array(values.buffer));
      }
      case 'miniatures':
        return answer({ type: 'miniature', id }, await miniatureOf(sharp, bytes, limitPixels));
    }
  }
  return { image: (id, bytes) => void work(id, bytes).catch(fail), flush() {} };
}
