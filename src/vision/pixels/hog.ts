/**
 * Histograms of oriented gradients (Dalal and Triggs 2005) of a grey picture of 64 × 64 pixels, as scikit-image's `hog` computes
 * them: 9 orientations of unsigned gradients, cells of 16 × 16 pixels, blocks of 2 × 2 cells, norm L2-Hys.
 */
const side = 64;
const orientations = 9;
const cell = 16;
const cells = side / cell;
const block = 2;
const blocks = cells - block + 1;

/** Values of one picture: 3 × 3 blocks of 2 × 2 cells of 9 orientations. */
export const hogLength = blocks * blocks * block * block * orientations;

/**
 * The histograms of every block, blocks and cells by rows, each value in [0, 1].
 *
 * Gradients are central differences, 0 on the border. A pixel's magnitude goes whole to the orientation that its direction lies in,
 * [20·k, 20·(k + 1)) degrees. A block is divided by its Euclidean norm, cut at 0.2 and divided again.
 *
 * @param grey - 64 × 64 values from 0 to 255, rows from the top
 */
export function histogramsOfGradients(grey: Uint8Array): Float32Array {
  const histograms = cellHistograms(grey);
  const out = new Float32Array(hogLength);
  const own = new Float64Array(block * block * orientations);
  let at = 0;
  for (let row = 0; row < blocks; row++) {
    for (let column = 0; column < blocks; column++) {
      for (let down = 0; down < block; down++) {
        const from = ((row + down) * cells + column) * orientations;
        own.set(histograms.subarray(from, from + block * orientations), down * block * orientations);
      }
      normalise(own);
      for (let i = 0; i < own.length; i++) own[i] = Math.min(own[i], 0.2);
      normalise(own);
      out.set(own, at);
      at += own.length;
    }
  }
  return out;
}

/** Mean magnitude by orientation of each cell. */
function cellHistograms(grey: Uint8Array): Float64Array {
  const histograms = new Float64Array(cells * cells * orientations);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = y * side + x;
      const across = x > 0 && x < side - 1 ? grey[at + 1] - grey[at - 1] : 0;
      const down = y > 0 && y < side - 1 ? grey[at + side] - grey[at - side] : 0;
      if (across === 0 && down === 0) continue;
      const degrees = (Math.atan2(down, across) * (180 / Math.PI) + 180) % 180;
      const orientation = Math.min(Math.floor(degrees / (180 / orientations)), orientations - 1);
      const own = Math.floor(y / cell) * cells + Math.floor(x / cell);
      histograms[own * orientations + orientation] += Math.hypot(across, down);
    }
  }
  return histograms.map((sum) => sum / (cell * cell));
}

function normalise(values: Float64Array): void {
  let squares = 1e-10;
  for (const value of values) squares += value * value;
  const norm = Math.sqrt(squares);
  for (let i = 0; i < values.length; i++) values[i] /= norm;
}
