import type { Model, TensorInterface } from '../../src/model/facts.ts';
import type { Position } from '../../src/model/fault.ts';
import type { Preprocessing } from '../../src/model/preprocessing.ts';
import { counted } from './wording.ts';

/** A way in which what is declared of a model does not fit its graph. */
export interface Mismatch {
  message: 'type' | 'rank' | 'layout' | 'channels' | 'size' | 'statistics' | 'deviation' | 'bytes' | 'labels';
  /** What of the model it is about, where one message can be said twice. */
  part: string;
  at: Position;
  data: Record<string, string | number>;
}

type Shape = TensorInterface['shape'];

/** Element types that pixels can be given in. */
const pixelTypes = ['float', 'float16', 'double', 'uint8'];

/** Everything that is certainly wrong; unknown and symbolic dimensions are not. */
export function mismatches(model: Model): Mismatch[] {
  const [input, ...others] = model.inputs;
  const ofInput = input && others.length === 0 ? inputMismatches(model, input) : [];
  return [...ofInput, ...statisticsMismatches(model), ...labelMismatches(model)];
}

function inputMismatches(model: Model, input: TensorInterface): Mismatch[] {
  const { preprocessing, preprocessingAt, preprocessingDeclared } = model;
  const data = { model: model.model, input: input.name };
  const file = { path: model.path };
  if (!pixelTypes.includes(input.type)) {
    return [{ message: 'type', part: input.name, at: file, data: { ...data, type: input.type } }];
  }
  const bytes: Mismatch[] =
    preprocessingDeclared && input.type === 'uint8' && makesFractions(preprocessing)
      ? [{ message: 'bytes', part: input.name, at: preprocessingAt, data }]
      : [];
  if (input.shape.length !== 4) {
    const rank = { message: 'rank', part: input.name, at: file, data: { ...data, rank: input.shape.length } } as const;
    return [...bytes, rank];
  }
  return [...bytes, ...shapeMismatches(preprocessing, input.shape).map(toMismatch)];

  function toMismatch({ message, ...found }: ShapeMismatch): Mismatch {
    return { message, part: input.name, at: preprocessingAt, data: { ...data, shape: written(input.shape), ...found } };
  }
}

interface ShapeMismatch extends Record<string, string | number> {
  message: 'layout' | 'channels' | 'size';
}

function shapeMismatches(preprocessing: Preprocessing, shape: Shape): ShapeMismatch[] {
  const { layout, colour } = preprocessing;
  const first = layout === 'nchw';
  const channels = channelsOf(preprocessing);
  const taken = shape[first ? 1 : 3];
  if (typeof taken === 'number' && taken !== channels) {
    const swapped = taken !== 1 && taken !== 3 && [1, 3].includes(shape[first ? 3 : 1] as number);
    return swapped
      ? [{ message: 'layout', layout, fitting: first ? 'NHWC' : 'NCHW' }]
      : [{ message: 'channels', colour, made: counted(channels, 'channel'), taken: counted(taken, 'channel') }];
  }
  const [height, width] = first ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const made = madeSize(preprocessing, height, width);
  return made === null ? [] : [{ message: 'size', made }];
}

/** The size that the preprocessing makes of an image, in words, where it certainly is not the input's. */
function madeSize({ resize, crop }: Preprocessing, height: Shape[number], width: Shape[number]): string | null {
  const differs = (taken: Shape[number], made: number) => typeof taken === 'number' && taken !== made;
  const exact = crop ?? (resize.mode === 'stretch' || resize.mode === 'letterbox' ? resize : null);
  if (exact) {
    return differs(height, exact.height) || differs(width, exact.width) ? `${exact.width} × ${exact.height}` : null;
  }
  if (resize.mode !== 'shortest' || resize.longest !== undefined) return null;
  const known = typeof height === 'number' && typeof width === 'number';
  return known && Math.min(height, width) !== resize.size ? `a shorter side of ${resize.size}` : null;
}

function statisticsMismatches({ model, preprocessing, preprocessingAt: at }: Model): Mismatch[] {
  const { normalise } = preprocessing;
  if (!normalise) return [];
  const channels = channelsOf(preprocessing);
  const counts = (['mean', 'std'] as const).flatMap((name): Mismatch[] => {
    const count = normalise[name].length;
    const fits = count === channels || count === 1;
    return fits
      ? []
      : [
          {
            message: 'statistics',
            part: name,
            at,
            data: { model, name, values: counted(count, 'value'), channels: counted(channels, 'channel') },
          },
        ];
  });
  const zero: Mismatch[] = normalise.std.includes(0)
    ? [{ message: 'deviation', part: 'std', at, data: { model } }]
    : [];
  return [...counts, ...zero];
}

/** A single output per image may stand for two classes. */
function labelMismatches({ model, outputs, labels, labelsAt, at }: Model): Mismatch[] {
  const [output, ...others] = outputs;
  const classes = output?.shape.at(-1);
  if (!output || others.length > 0 || labels.length === 0 || output.shape.length !== 2) return [];
  if (typeof classes !== 'number' || classes === labels.length || classes === 1) return [];
  const data = { model, labels: labels.length, output: output.name, classes };
  return [{ message: 'labels', part: output.name, at: labelsAt ?? at, data }];
}

function channelsOf({ colour }: Preprocessing): number {
  return colour === 'grey' ? 1 : 3;
}

function makesFractions({ rescale, normalise }: Preprocessing): boolean {
  return rescale !== 1 || normalise !== null;
}

function written(shape: Shape): string {
  return shape.map((dimension) => dimension ?? '?').join(' × ');
}
