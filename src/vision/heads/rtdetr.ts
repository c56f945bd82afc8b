/** Ultralytics' RT-DETR: one table of relative boxes, before or after its best answers were chosen. */
import { Collector, objectsOf } from './objects.ts';
import { type HeadJob, type Layout, type OutputTensor, refuseNonFinite } from './output.ts';
import { areRelative, nameClasses, scoredClass, tableOf } from './tables.ts';

/** What a row says: its score and class; `null` where it does not suffice. */
type Said = (table: OutputTensor, at: number, job: HeadJob) => { score: number; category: number } | null;

/** Queries of its architecture, unless that was edited. */
const usualQueries = 300;

/**
 * Rows of relative centre and size, and either
 * - a share of each class, of which the best is answered, as its validator did until 8.3 of the package; unasked they are
 *   recognised where there are 300 of them, since anchors that were divided by the canvas look the same;
 * - or a score and a class, as its exports have had since.
 *
 * Boxes in pixels are never all fractions: so it is told from `yolov8` and `yolov10`.
 */
export const rtdetr: Layout = {
  expects: ({ classes }) =>
    `n × ${usualQueries} (another number by name alone) × ${4 + classes} relative centres, sizes and class scores, or n × objects × 6 with score and class`,
  fit(job, outputs, batch) {
    const form = formOf(job, outputs, batch);
    if (!form) return null;
    return (own, row, size, geometry) => {
      const table = tableOf(own, size, form.values) as OutputTensor;
      const { data, dims } = table;
      const { width, height } = geometry.canvas;
      const collector = new Collector(table);
      for (let query = 0; query < dims[1]; query++) {
        const at = (row * dims[1] + query) * form.values;
        const said = form.said(table, at, job);
        if (said === null) continue;
        const [x, y, w, h] = [data[at], data[at + 1], data[at + 2] / 2, data[at + 3] / 2];
        const { score, category } = said;
        collector.add(score, category, query, (x - w) * width, (y - h) * height, (x + w) * width, (y + h) * height);
      }
      const { objects } = objectsOf(collector.candidates(), job.detection, geometry, false);
      return { task: 'detection', objects };
    };
  },
};

function formOf(job: HeadJob, outputs: readonly OutputTensor[], batch: number): { values: number; said: Said } | null {
  const isAuto = job.head === 'auto';
  const isFit = (table: OutputTensor | null): table is OutputTensor =>
    table !== null && (!isAuto || areRelative(table));
  const list = tableOf(outputs, batch, 6);
  // Two classes' shares are six values as well.
  if (isFit(list) && ((!isAuto && job.classes !== 2) || nameClasses(list, job.classes))) {
    return { values: 6, said: scoredClass };
  }
  const shares = tableOf(outputs, batch, 4 + job.classes);
  if (!isFit(shares) || (isAuto && shares.dims[1] !== usualQueries)) return null;
  return { values: 4 + job.classes, said: bestShare };
}

/** The class with the highest share, the lower one on ties. */
const bestShare: Said = (table, at, { classes, detection }) => {
  const { data } = table;
  let best = 0;
  for (let c = 0; c < classes; c++) {
    refuseNonFinite(table, data[at + 4 + c]);
    if (data[at + 4 + c] > data[at + 4 + best]) best = c;
  }
  const score = data[at + 4 + best];
  return score >= detection.score ? { score, category: best } : null;
};
