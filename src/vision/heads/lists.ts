/** Heads that answer with finished lists: torchvision's of one picture, and TensorFlow's detection API. */
import type { RunLengths } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import { maskOfShares } from './masks.ts';
import { Collector, objectsOf } from './objects.ts';
import { type HeadJob, type Layout, type OutputTensor, refuseNonFinite } from './output.ts';

interface Lists {
  boxes: OutputTensor;
  labels: OutputTensor;
  scores: OutputTensor;
  masks: OutputTensor | null;
}

/** m × 4 boxes in pixels of the canvas, m labels of which 0 is the background, m scores; for instances m × 1 × h × w masks. */
function listsOf(outputs: readonly OutputTensor[]): Lists | null {
  const boxes = outputs.find(({ dims }) => dims.length === 2 && dims[1] === 4);
  if (!boxes) return null;
  const columns = outputs.filter(({ dims }) => dims.length === 1 && dims[0] === boxes.dims[0]);
  const labels = columns.find(({ isInteger }) => isInteger);
  const scores = columns.find(({ isInteger }) => !isInteger);
  const masks = outputs.find(({ dims }) => dims.length === 4 && dims[0] === boxes.dims[0] && dims[1] === 1) ?? null;
  return labels && scores ? { boxes, labels, scores, masks } : null;
}

export const torchvision: Layout = {
  expects: ({ task }) =>
    `objects × 4 boxes, as many integer labels and scores${task === 'instance-segmentation' ? ', and objects × 1 × height × width masks' : ''}, of one picture`,
  fit(job, outputs, batch) {
    const found = listsOf(outputs);
    if (batch !== 1 || !found || (job.task === 'instance-segmentation' && !found.masks)) return null;
    return (own, _row, _batch, geometry) => {
      const { boxes, labels, scores, masks } = listsOf(own) as Lists;
      const collector = new Collector(boxes);
      for (let row = 0; row < labels.data.length; row++) {
        const score = scores.data[row];
        refuseNonFinite(scores, score);
        const category = withoutBackground(job, labels, labels.data[row]);
        const [left, top, right, bottom] = [0, 1, 2, 3].map((corner) => boxes.data[4 * row + corner]);
        if (score >= job.detection.score) collector.add(score, category, row, left, top, right, bottom);
      }
      const { objects, sources } = objectsOf(collector.candidates(), job.detection, geometry, false);
      if (job.task !== 'instance-segmentation') return { task: 'detection', objects };
      const { dims, data } = masks as OutputTensor;
      const size = { height: dims[2], width: dims[3] };
      const length = size.width * size.height;
      const cut = [...sources].map((row, index): RunLengths => {
        const shares = Array.prototype.slice.call(data, row * length, (row + 1) * length) as number[];
        const onCanvas = [0, 1, 2, 3].map((corner) => boxes.data[4 * row + corner]);
        return maskOfShares(shares, size, onCanvas, objects.boxes.subarray(4 * index, 4 * index + 4), geometry);
      });
      return { task: 'instance-segmentation', objects: { ...objects, masks: cut } };
    };
  },
};

interface Padded {
  boxes: OutputTensor;
  classes: OutputTensor;
  scores: OutputTensor;
  counts: OutputTensor | null;
}

/** n × m × 4 relative top, left, bottom, right; n × m classes from 1 on; n × m scores; and how many of the m are meant. */
function paddedOf(outputs: readonly OutputTensor[], batch: number): Padded | null {
  const isCount = ({ name, dims }: OutputTensor) => /num/i.test(name) && dims.length <= 2 && size(dims) === batch;
  const counts = outputs.find(isCount) ?? null;
  for (const boxes of outputs) {
    if (boxes.dims.length !== 3 || boxes.dims[0] !== batch || boxes.dims[2] !== 4) continue;
    const columns = outputs.filter(({ dims }) => dims.length === 2 && dims[0] === batch && dims[1] === boxes.dims[1]);
    const classes = columns.find(({ name }) => /class/i.test(name) && !/score/i.test(name));
    const scores = columns.find(({ name }) => /score/i.test(name));
    if (classes && scores) return { boxes, classes, scores, counts };
  }
  return null;
}

const size = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

export const ssd: Layout = {
  expects: () =>
    'n × objects × 4 relative boxes (top, left, bottom, right), n × objects classes and scores with these words in their names',
  fit(job, outputs, batch) {
    if (job.task !== 'detection' || !paddedOf(outputs, batch)) return null;
    return (own, row, all, geometry) => {
      const { boxes, classes, scores, counts } = paddedOf(own, all) as Padded;
      const most = boxes.dims[1];
      const count = Math.min(most, counts ? counts.data[row] : most);
      const { width, height } = geometry.canvas;
      const collector = new Collector(boxes);
      for (let at = row * most; at < row * most + count; at++) {
        const score = scores.data[at];
        refuseNonFinite(scores, score);
        if (score < job.detection.score) continue;
        const [top, left, bottom, right] = [0, 1, 2, 3].map((side) => boxes.data[4 * at + side]);
        const category = withoutBackground(job, classes, classes.data[at]);
        collector.add(score, category, at, left * width, top * height, right * width, bottom * height);
      }
      return {
        task: 'detection',
        objects: objectsOf(collector.candidates(), job.detection, geometry, false).objects,
      };
    };
  },
};

/** Labels count the background as 0; the policy's list of labels does not name it. */
function withoutBackground({ classes }: HeadJob, { name }: OutputTensor, label: number): number {
  if (Number.isInteger(label) && label >= 1 && label <= classes) return label - 1;
  throw new Fault(
    'broken',
    `Expected labels from 1 (0 is the background) to ${classes} in output \`${name}\` but received ${label}. Give \`labels\` one name for each class that the model answers, without the background.`,
  );
}
