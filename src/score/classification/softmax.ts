/**
 * Class probabilities from logits, row by row: exp(z − max z) / Σ exp(z − max z).
 *
 * The maximum is taken off first, so that no finite logit overflows. A row that holds NaN gives NaN.
 *
 * @param logits - row-major [n × classes]
 * @param classes - row length, ≥ 1
 * @returns a new row-major [n × classes] array; each row sums to 1
 */
export function softmax(logits: Float64Array | Float32Array, classes: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[row + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const weight = Math.exp(logits[row + c] - largest);
      probabilities[row + c] = weight;
      sum += weight;
    }
    for (let c = 0; c < classes; c++) probabilities[row + c] /= sum;
  }
  return probabilities;
}

/**
 * Index of each row's largest value; the first of equals, as NumPy's `argmax` has it.
 *
 * @param scores - row-major [n × classes]
 */
export function argmax(scores: Float64Array | Float32Array, classes: number): Int32Array {
  const indices = new Int32Array(scores.length / classes);
  for (let i = 0; i < indices.length; i++) {
    const row = i * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) if (scores[row + c] > scores[row + best]) best = c;
    indices[i] = best;
  }
  return indices;
}
