import type { Preprocessing } from '../../model/preprocessing.ts';
import { preprocess, tensorShape } from '../pixels/preprocess.ts';
import { type Decoded, decodeInTurn, uprightSize } from './decode.ts';
import { describeImage } from './describe.ts';
import { looks } from './look.ts';
import { loadDecoder } from './natives.ts';
import type { Channel, ImageTask, Start } from './serve.ts';
import { imageDims } from './session.ts';
import { features, miniatureOf, thumbnail } from './thumbnail.ts';
import { sharedTurns, turnsOf } from './turns.ts';
import { likenessUntouched } from './untouched.ts';

/** The tasks that need pixels and no model. */
export function decoderTask(
  start: Extract<
    Start,
    { task: 'describe' | 'thumbnails' | 'features' | 'miniatures' | 'tensors' | 'untouched' | 'looks' }
  >,
  { answer, fail }: Channel,
): ImageTask {
  const sharp = loadDecoder(start.nativesRoot);
  const { limitPixels } = start;
  const turns = turnsOf(sharedTurns());

  async function work(id: number, bytes: Uint8Array, targetAt = bytes.length): Promise<void> {
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
      case 'tensors': {
        const made = await tensorsOf(bytes, start.preprocessings);
        const body = Buffer.concat(made.map(({ values }) => new Uint8Array(values.buffer)));
        return answer({ type: 'tensors', id, dims: made.map(({ dims }) => dims) }, body);
      }
      case 'untouched': {
        const values = await likenessUntouched(
          sharp,
          bytes.subarray(0, targetAt),
          bytes.subarray(targetAt),
          limitPixels,
        );
        return answer({ type: 'likeness', id }, values && new Uint8Array(values.buffer));
      }
      case 'looks':
        return answer({ type: 'looks', id }, await looks(sharp, bytes, limitPixels, start.crops));
    }
  }

  /** None where the picture cannot be decoded. */
  async function tensorsOf(bytes: Uint8Array, preprocessings: readonly Preprocessing[]) {
    let decoded: Decoded;
    try {
      decoded = await decodeInTurn(turns, sharp, bytes, limitPixels);
    } catch {
      return [];
    }
    const { pixels, header } = decoded;
    return preprocessings.map((preprocessing) => {
      const shape = tensorShape(preprocessing, uprightSize(decoded, preprocessing));
      const values = new Float32Array(shape.channels * shape.height * shape.width);
      preprocess(pixels, header.orientation, preprocessing, values);
      return { dims: imageDims(shape, preprocessing.layout), values };
    });
  }

  return { image: (id, bytes, targetAt) => void work(id, bytes, targetAt).catch(fail), flush() {} };
}
