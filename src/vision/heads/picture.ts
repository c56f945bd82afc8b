import { type HeadJob, type Layout, type MadePicture, type OutputTensor, refuseNonFinite } from './output.ts';

interface Shape {
  output: OutputTensor;
  channels: number;
  height: number;
  width: number;
  isChannelsLast: boolean;
}

function shapeOf(outputs: readonly OutputTensor[], batch: number): Shape | null {
  const isColour = (channels: number) => channels === 1 || channels === 3;
  for (const output of outputs) {
    if (output.dims.length !== 4 || output.dims[0] !== batch) continue;
    const [, a, b, c] = output.dims;
    if (isColour(a)) return { output, channels: a, height: b, width: c, isChannelsLast: false };
    if (isColour(c)) return { output, channels: c, height: a, width: b, isChannelsLast: true };
  }
  return null;
}

/** A picture of one or three channels; values beyond black and white are clipped. */
export const image: Layout = {
  expects: () => 'n × channels × height × width (or channels last) with 1 or 3 channels',
  fit(job, outputs, batch) {
    if (!shapeOf(outputs, batch)) return null;
    return (own, row, size) => ({ task: 'restoration', picture: pictureOf(job, shapeOf(own, size) as Shape, row) });
  },
};

function pictureOf({ white }: HeadJob, { output, channels, height, width, isChannelsLast }: Shape, row: number) {
  const area = height * width;
  const start = row * channels * area;
  const picture: MadePicture = { width, height, channels, data: new Float32Array(channels * area) };
  for (let pixel = 0, to = 0; pixel < area; pixel++) {
    for (let c = 0; c < channels; c++, to++) {
      const value = output.data[isChannelsLast ? start + to : start + c * area + pixel];
      refuseNonFinite(output, value);
      picture.data[to] = Math.min(Math.max(value / white, 0), 1);
    }
  }
  return picture;
}
