/**
 * What the cheap classifiers cost beside decoding: gradients of 10 000 small pictures, and three classifiers trained on 2 000 and asked
 * of 10 000. Processor time, of random pictures of ten classes.
 *
 *     node bench/baselines.ts [images, default 10000]
 */
import { balanceOf, colourLength } from '../src/gather/evaluation/baselines/features.ts';
import { logisticRegression } from '../src/gather/evaluation/baselines/logistic-regression.ts';
import { kNearest, nearestCentroid, type Training } from '../src/gather/evaluation/baselines/simple-classifiers.ts';
import { randomStream } from '../src/statistics/random.ts';
import { histogramsOfGradients, hogLength } from '../src/vision/pixels/hog.ts';

const images = Number(process.argv[2] ?? 10_000);
const classes = 10;
const random = randomStream(['baselines']);

function timed<T>(what: string, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  console.log(`${what.padEnd(28)} ${((user + system) / 1e6).toFixed(2)} s`);
  return result;
}

/** A class is a colour and a direction of stripes, under much noise. */
function pictureOf(label: number): { grey: Uint8Array; colours: Float32Array } {
  const [across, down] = [Math.cos((label * Math.PI) / classes), Math.sin((label * Math.PI) / classes)];
  const grey = Uint8Array.from({ length: 4096 }, (_, at) => {
    const wave = Math.sin((across * (at % 64) + down * Math.trunc(at / 64)) / 2);
    return 128 + 40 * wave + 80 * (random.nextFloat() - 0.5);
  });
  const colours = Float32Array.from({ length: colourLength }, (_, at) =>
    Math.min(1, Math.max(0, (at % 3 === label % 3 ? 0.55 : 0.5) + 0.6 * (random.nextFloat() - 0.5))),
  );
  return { grey, colours };
}

const labels = Array.from({ length: images + 2000 }, (_, i) => i % classes);
const pictures = labels.map(pictureOf);
const gradients = timed(`gradients of ${images + 2000}`, () => pictures.map(({ grey }) => histogramsOfGradients(grey)));
const vectors = pictures.map(({ colours }, i) => {
  const vector = new Float32Array(colourLength + hogLength);
  vector.set(colours);
  vector.set(gradients[i], colourLength);
  return vector;
});
const balance = timed('balance', () => balanceOf(vectors.slice(0, 2000)));
const balanced = timed('balanced', () => vectors.map(balance));
const training: Training = { classes, features: balanced.slice(0, 2000), labels: labels.slice(0, 2000) };
const queries = balanced.slice(2000);
const right = (answers: Int32Array) =>
  `right ${((100 * answers.filter((answer, i) => answer === labels[2000 + i]).length) / images).toFixed(1)} %`;
console.log(right(timed('nearest centroid', () => nearestCentroid(training, queries))));
console.log(right(timed('five nearest neighbours', () => kNearest(training, queries))));
console.log(right(timed('logistic regression', () => logisticRegression(training, queries))));
