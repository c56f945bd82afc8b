import type { TensorInterface } from '../../model/facts.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';

/** How a model takes images, as far as its input's shape says; sizes that are free are `null`. */
export interface ImageInput {
  layout: Preprocessing['layout'];
  channels: number | null;
  height: number | null;
  width: number | null;
  /** The model takes bytes, so nothing is rescaled before it unless declared. */
  takesBytes: boolean;
}

/** Reads the first input of rank 4. The layout is guessed by which axis has 1, 3 or 4 channels; `nchw` where that does not tell. */
export function imageInputOf(inputs: readonly TensorInterface[], layout?: Preprocessing['layout']): ImageInput {
  const input = inputs.find(({ shape }) => shape.length === 4);
  const shape = (input?.shape ?? []).map((size) => (typeof size === 'number' ? size : null));
  const chosen = layout ?? (!isChannels(shape[1]) && isChannels(shape[3]) ? 'nhwc' : 'nchw');
  const [channels, height, width] = chosen === 'nchw' ? [shape[1], shape[2], shape[3]] : [shape[3], shape[1], shape[2]];
  return {
    layout: chosen,
    channels: channels ?? null,
    height: height ?? null,
    width: width ?? null,
    takesBytes: input?.type === 'uint8',
  };
}

function isChannels(size: number | null | undefined): boolean {
  return size === 1 || size === 3 || size === 4;
}

/** Shape of each input for one image that was preprocessed so; inputs with a size that stays unknown are left out. */
export function inputSizes(
  inputs: readonly TensorInterface[],
  preprocessing: Preprocessing,
): { sizes: Map<string, number[]>; batch: number } {
  const { height, width } = preprocessedSize(preprocessing);
  const channels = preprocessing.colour === 'grey' ? 1 : 3;
  const image = preprocessing.layout === 'nchw' ? [1, channels, height, width] : [1, height, width, channels];
  const sizes = new Map<string, number[]>();
  for (const { name, shape } of inputs) {
    const known = shape.map((size, i) =>
      typeof size === 'number' ? size : shape.length === 4 ? image[i] : i === 0 ? 1 : null,
    );
    if (known.every((size) => size !== null)) sizes.set(name, known);
  }
  const first = inputs[0]?.shape[0];
  return { sizes, batch: typeof first === 'number' && first > 0 ? first : 1 };
}

/** Size in pixels after preprocessing; `null` where it depends on the image. */
function preprocessedSize({ crop, resize }: Preprocessing): { height: number | null; width: number | null } {
  if (crop !== null) return crop;
  return resize.mode === 'stretch' || resize.mode === 'letterbox' ? resize : { height: null, width: null };
}
