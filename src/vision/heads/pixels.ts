/** Heads of semantic segmentation: logits of each class and pixel, or the class itself. */
import { Fault } from '../../model/fault.ts';
import type { Answer } from '../../model/vision.ts';
import type { Geometry } from './geometry.ts';
import { type HeadJob, type Layout, type OutputTensor, refuseNonFinite } from './output.ts';

type ClassMap = Extract<Answer, { task: 'segmentation' }>;

interface Grid {
  output: OutputTensor;
  channels: number;
  height: number;
  width: number;
  /** Steps from one value to the next of a channel, and from one channel to the next. */
  step: number;
  channelStep: number;
}

/** n × k × h × w or n × h × w × k; one channel stands for two classes. */
function logitsOf({ classes }: HeadJob, outputs: readonly OutputTensor[], batch: number): Grid | null {
  const isChannels = (channels: number) => channels === classes || (classes === 2 && channels === 1);
  for (const output of outputs) {
    const { dims, isInteger } = output;
    if (dims.length !== 4 || dims[0] !== batch || isInteger) continue;
    const [, a, b, c] = dims;
    if (isChannels(a)) return { output, channels: a, height: b, width: c, step: 1, channelStep: b * c };
    if (isChannels(c)) return { output, channels: c, height: a, width: b, step: c, channelStep: 1 };
  }
  return null;
}

/** n × h × w, or that with one channel before or behind. */
function mapOf({ classes }: HeadJob, outputs: readonly OutputTensor[], batch: number): Grid | null {
  for (const output of outputs) {
    const [n, ...sides] = output.dims;
    if (sides.length === 3) sides.splice(sides.indexOf(1), sides.includes(1) ? 1 : 0);
    if (n !== batch || sides.length !== 2) continue;
    const [height, width] = sides;
    if (output.isInteger || areClasses(output.data, classes)) {
      return { output, channels: 1, height, width, step: 1, channelStep: height * width };
    }
  }
  return null;
}

function areClasses(data: ArrayLike<number>, classes: number): boolean {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isInteger(data[i]) || data[i] < 0 || data[i] >= classes) return false;
  }
  return true;
}

export const pixelLogits: Layout = {
  expects: ({ classes }) => `n × ${classes} × height × width${classes === 2 ? ' (or one channel)' : ''}`,
  fit(job, outputs, batch) {
    if (!logitsOf(job, outputs, batch)) return null;
    return (own, row, size, geometry) => {
      const grid = logitsOf(job, own, size) as Grid;
      const start = row * grid.channels * grid.height * grid.width;
      const end = start + grid.channels * grid.height * grid.width;
      for (let i = start; i < end; i++) refuseNonFinite(grid.output, grid.output.data[i]);
      return grid.channels === 1 ? binaryMap(grid, start, end, geometry) : likeliestMap(grid, start, geometry);
    };
  },
};

export const classMap: Layout = {
  expects: () => 'n × height × width (or n × 1 × height × width) class indices',
  fit(job, outputs, batch) {
    if (!mapOf(job, outputs, batch)) return null;
    return (own, row, size, geometry) => {
      const { output, height, width } = givenMap(job, own, size);
      const start = row * height * width;
      const answer = emptyMap(geometry, job.classes);
      const columns = nearestColumns(geometry, width);
      for (let y = 0, at = 0; y < answer.height; y++) {
        const line = start + nearest(geometry.scaleY, geometry.top, geometry.canvas.height, height, y) * width;
        for (let x = 0; x < answer.width; x++, at++) {
          const value = output.data[line + columns[x]];
          if (!(Number.isInteger(value) && value >= 0 && value < job.classes)) throw noClass(output, value, job);
          answer.map[at] = value;
        }
      }
      return answer;
    };
  },
};

/** The map of a later batch, whatever its values are: those that are no class are said by name. */
function givenMap(job: HeadJob, outputs: readonly OutputTensor[], batch: number): Grid {
  const found = mapOf(job, outputs, batch);
  if (found) return found;
  const anyway = mapOf(
    job,
    outputs.map((output) => ({ ...output, isInteger: true })),
    batch,
  );
  return anyway as Grid;
}

function noClass({ name }: OutputTensor, value: number, { classes }: HeadJob): Fault {
  return new Fault(
    'broken',
    `Expected class indices from 0 to ${classes - 1} in output \`${name}\` but received ${value}. Give \`labels\` one name for each class that the model answers.`,
  );
}

function emptyMap({ picture }: Geometry, classes: number): ClassMap {
  const { width, height } = picture;
  const map = classes > 256 ? new Uint16Array(width * height) : new Uint8Array(width * height);
  return { task: 'segmentation', width, height, map };
}

/** Row or column of the grid whose cell holds the centre of a pixel of the picture. */
function nearest(scale: number, offset: number, canvas: number, cells: number, pixel: number): number {
  const at = Math.floor((((pixel + 0.5) * scale + offset) * cells) / canvas);
  return Math.min(Math.max(at, 0), cells - 1);
}

function nearestColumns({ picture, scaleX, left, canvas }: Geometry, width: number): Int32Array {
  return Int32Array.from({ length: picture.width }, (_, x) => nearest(scaleX, left, canvas.width, width, x));
}

/** The two cells about the centre of each pixel and the weight of the second (`align_corners=False`). */
function weightsOf(scale: number, offset: number, canvas: number, cells: number, pixels: number) {
  const first = new Int32Array(pixels);
  const second = new Int32Array(pixels);
  const weight = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = (((pixel + 0.5) * scale + offset) * cells) / canvas - 0.5;
    const clamped = Math.min(Math.max(at, 0), cells - 1);
    first[pixel] = Math.floor(clamped);
    second[pixel] = Math.min(first[pixel] + 1, cells - 1);
    weight[pixel] = clamped - first[pixel];
  }
  return { first, second, weight };
}

/** The class with the highest logit after bilinear interpolation to the picture; the lower index on ties. */
function likeliestMap(grid: Grid, start: number, geometry: Geometry): ClassMap {
  const { output, channels, height, width, step, channelStep } = grid;
  const { picture, scaleX, scaleY, left, top, canvas } = geometry;
  const answer = emptyMap(geometry, channels);
  const across = weightsOf(scaleX, left, canvas.width, width, picture.width);
  const down = weightsOf(scaleY, top, canvas.height, height, picture.height);
  const line = new Float32Array(width);
  const best = new Float32Array(picture.width);
  for (let y = 0; y < picture.height; y++) {
    const [above, below, share] = [down.first[y] * width * step, down.second[y] * width * step, down.weight[y]];
    const at = y * picture.width;
    for (let c = 0; c < channels; c++) {
      const from = start + c * channelStep;
      for (let x = 0; x < width; x++) {
        const upper = output.data[from + above + x * step];
        line[x] = upper + (output.data[from + below + x * step] - upper) * share;
      }
      for (let x = 0; x < picture.width; x++) {
        const value = line[across.first[x]];
        const logit = value + (line[across.second[x]] - value) * across.weight[x];
        if (c === 0 || logit > best[x]) {
          best[x] = logit;
          answer.map[at + x] = c;
        }
      }
    }
  }
  return answer;
}

/** One channel: class 1 above a logit of 0, or above one half where all of the picture's values are shares. */
function binaryMap(grid: Grid, start: number, end: number, geometry: Geometry): ClassMap {
  const { data } = grid.output;
  let isShare = true;
  for (let i = start; i < end && isShare; i++) isShare = data[i] >= 0 && data[i] <= 1;
  const level = isShare ? 0.5 : 0;
  const length = end - start;
  const pair = new Float32Array(2 * length).fill(level, 0, length);
  for (let i = 0; i < length; i++) pair[length + i] = data[start + i];
  const output = { ...grid.output, data: pair };
  return likeliestMap({ ...grid, output, channels: 2, step: 1, channelStep: length }, 0, geometry);
}
