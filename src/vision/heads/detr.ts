import { Collector, objectsOf } from './objects.ts';
import { type HeadJob, type Layout, type OutputTensor, refuseNonFinite } from './output.ts';

interface Queries {
  logits: OutputTensor;
  boxes: OutputTensor;
  queries: number;
  /** Values a query has: k, or k and "no object". */
  values: number;
}

/** The pair of outputs that have as many rows: classes, and four values each. Several pairs are a head of several scales. */
function queriesOf({ classes }: HeadJob, outputs: readonly OutputTensor[], batch: number): Queries | null {
  const tables = outputs.filter(({ dims }) => dims.length === 3 && dims[0] === batch);
  const pairs = tables
    .filter(({ dims }) => dims[2] === 4)
    .flatMap((boxes) =>
      tables
        .filter((other) => other !== boxes && other.dims[1] === boxes.dims[1] && isLogits(other, boxes, classes))
        .map((logits) => ({ logits, boxes, queries: boxes.dims[1], values: logits.dims[2] })),
    );
  return pairs.length === 1 ? pairs[0] : null;
}

function isLogits({ dims, name }: OutputTensor, boxes: OutputTensor, classes: number): boolean {
  if (dims[2] !== classes && dims[2] !== classes + 1) return false;
  return dims[2] !== 4 || (/box/i.test(boxes.name) && !/box/i.test(name));
}

/**
 * DETR and its kin: relative centre and size of each query. With a "no object" class the best other one after the softmax is
 * answered (DETR); without it each class has a sigmoid of its own, and every one that suffices is answered (RT-DETR, Deformable).
 */
export const detr: Layout = {
  expects: ({ classes }) =>
    `n × queries × ${classes} (or ${classes + 1}) class logits and n × queries × 4 relative centres and sizes`,
  fit(job, outputs, batch) {
    if (job.task !== 'detection' || !queriesOf(job, outputs, batch)) return null;
    return (own, row, size, geometry) => {
      const { logits, boxes, queries, values } = queriesOf(job, own, size) as Queries;
      const collector = new Collector(boxes);
      const { width, height } = geometry.canvas;
      const collect = values > job.classes ? collectBest : collectEach;
      // Their own post-processing keeps as many as there are queries, of whichever query.
      const most = Math.min(job.detection.most, queries);
      for (let query = 0; query < queries; query++) {
        const at = 4 * (row * queries + query);
        const [x, y, w, h] = [boxes.data[at], boxes.data[at + 1], boxes.data[at + 2] / 2, boxes.data[at + 3] / 2];
        collect(job, logits, (row * queries + query) * values, (score, category) => {
          collector.add(score, category, query, (x - w) * width, (y - h) * height, (x + w) * width, (y + h) * height);
        });
      }
      return {
        task: 'detection',
        objects: objectsOf(collector.candidates(), { ...job.detection, most }, geometry, false).objects,
      };
    };
  },
};

type Collect = (
  job: HeadJob,
  logits: OutputTensor,
  start: number,
  add: (score: number, category: number) => void,
) => void;

const collectBest: Collect = ({ classes, detection }, logits, start, add) => {
  const { data } = logits;
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = 0; c <= classes; c++) {
    refuseNonFinite(logits, data[start + c]);
    highest = Math.max(highest, data[start + c]);
  }
  let sum = 0;
  let best = 0;
  for (let c = 0; c <= classes; c++) {
    sum += Math.exp(data[start + c] - highest);
    if (c < classes && data[start + c] > data[start + best]) best = c;
  }
  const score = Math.exp(data[start + best] - highest) / sum;
  if (score >= detection.score) add(score, best);
};

const collectEach: Collect = ({ classes, detection }, logits, start, add) => {
  for (let c = 0; c < classes; c++) {
    const logit = logits.data[start + c];
    refuseNonFinite(logits, logit);
    const score = 1 / (1 + Math.exp(-logit));
    if (score >= detection.score) add(score, c);
  }
};
