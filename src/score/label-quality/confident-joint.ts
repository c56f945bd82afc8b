/** Given labels and out-of-sample probabilities of n images and k classes. */
export interface LabelledProbabilities {
  /** Given class of each image, in [0, classes); length n. */
  labels: Int32Array;
  /** Row-major [n × classes]; each row sums to 1. */
  probabilities: Float32Array | Float64Array;
  classes: number;
}

/** Rows: given class; columns: class that the image is confidently counted to. */
export type Joint = Float64Array[];

/** Slack of comparisons, as in cleanlab. */
export const slack = 1e-6;
const leastThreshold = 2 * slack;
/** No probability reaches it: a class that no image is labelled with counts nothing. */
const unreachable = 2;

/** Mean probability of each class among the images that are labelled so (Northcutt et al. 2021). */
export function confidentThresholds({ labels, probabilities, classes }: LabelledProbabilities): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (const [row, label] of labels.entries()) {
    sums[label] += probabilities[row * classes + label];
    counts[label]++;
  }
  return sums.map((sum, k) => (counts[k] === 0 ? unreachable : Math.max(leastThreshold, sum / counts[k])));
}

export interface ConfidentCounts {
  joint: Joint;
  /** Rows that are confidently counted to another class than their own, ascending. */
  offDiagonal: number[];
}

/** Counts each image to the class that it confidently belongs to: the likeliest of those whose threshold it reaches. */
export function confidentCounts(given: LabelledProbabilities): ConfidentCounts {
  const { labels, probabilities, classes } = given;
  const thresholds = confidentThresholds(given);
  const joint = Array.from({ length: classes }, () => new Float64Array(classes));
  const offDiagonal: number[] = [];
  for (const [row, label] of labels.entries()) {
    const start = row * classes;
    let [reached, only, likeliest] = [0, -1, 0];
    for (let k = 0; k < classes; k++) {
      const p = probabilities[start + k];
      if (p > probabilities[start + likeliest]) likeliest = k;
      if (p < thresholds[k] - slack) continue;
      if (reached++ === 0) only = k;
    }
    if (reached === 0) continue;
    const guess = reached > 1 ? likeliest : only;
    joint[label][guess]++;
    if (guess !== label) offDiagonal.push(row);
  }
  for (const [k, counts] of joint.entries()) counts[k] = Math.max(1, counts[k]);
  return { joint, offDiagonal };
}

/** Scales the counts so that each row sums to the number of images with that label, in whole numbers. */
export function calibrated(joint: Joint, labels: Int32Array): Joint {
  const counts = new Float64Array(joint.length);
  for (const label of labels) counts[label]++;
  const scaled = joint.map((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (count / sum) * counts[i]);
  });
  const total = pairwiseSum(Float64Array.from(scaled.flatMap((_, j) => scaled.map((row) => row[j]))));
  return scaled.map((row) => roundedToSum(row.map((value) => (value / total) * labels.length)));
}

/** Whole numbers near the values, that sum to what the values sum to: those that lose most by rounding are raised first. */
function roundedToSum(values: Float64Array): Float64Array {
  const whole = values.map(roundHalfEven);
  const target = roundHalfEven(values.reduce((a, b) => a + b, 0));
  for (;;) {
    const missing = target - whole.reduce((a, b) => a + b, 0);
    if (missing === 0) return whole;
    const order = [...values.keys()].sort((a, b) => values[a] - whole[a] - (values[b] - whole[b]) || a - b);
    if (missing > 0) order.reverse();
    for (const index of order.slice(0, Math.abs(missing))) whole[index] += Math.sign(missing);
  }
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** NumPy's order of adding, so that halves round as they do there. */
function pairwiseSum(values: Float64Array): number {
  const n = values.length;
  if (n < 8) return values.reduce((a, b) => a + b, 0);
  if (n > 128) {
    const half = Math.floor(n / 2) - (Math.floor(n / 2) % 8);
    return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half));
  }
  const r = values.slice(0, 8);
  let i = 8;
  for (; i + 8 <= n; i += 8) for (let j = 0; j < 8; j++) r[j] += values[i + j];
  let sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  for (; i < n; i++) sum += values[i];
  return sum;
}
