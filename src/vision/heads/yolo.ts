/** Ultralytics' exports: anchors with centre, size and class scores, before or after duplicates were taken out. */
import type { Geometry } from './geometry.ts';
import { maskOfPrototypes, type Prototypes, prototypesOf } from './masks.ts';
import { Collector, type Kept, objectsOf } from './objects.ts';
import { type HeadJob, type Layout, type OutputTensor, type RawAnswer, refuseNonFinite } from './output.ts';
import { areRelative, nameClasses, scoredClass, tablesOf } from './tables.ts';

/** Of an instance model the number of its mask coefficients, which are its prototypes; else 0. `null` where it has none and should. */
function coefficientsOf({ task }: HeadJob, prototypes: Prototypes | null): number | null {
  if (task !== 'instance-segmentation') return 0;
  return prototypes?.count ?? null;
}

/** The steps from one anchor to the next and from one value of it to the next. */
interface Walk {
  table: OutputTensor;
  anchors: number;
  values: number;
  anchorStep: number;
  valueStep: number;
}

/** The table in which each anchor has `values` values, whichever of the two dimensions they are. */
function walkOf(outputs: readonly OutputTensor[], batch: number, values: number, order: 'either' | 'anchors first') {
  for (const table of tablesOf(outputs, batch)) {
    const [, a, b] = table.dims;
    if (b === values) return { table, anchors: a, values, anchorStep: values, valueStep: 1 };
    if (a === values && order === 'either') return { table, anchors: b, values, anchorStep: 1, valueStep: b };
  }
  return null;
}

export const yolov8: Layout = {
  expects: ({ classes, task }) =>
    `n × ${4 + classes}${task === 'instance-segmentation' ? ' + mask coefficients' : ''} × anchors`,
  fit(job, outputs, batch) {
    const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
    if (coefficients === null) return null;
    const walk = walkOf(outputs, batch, 4 + job.classes + coefficients, 'either');
    // Anchors are in pixels: rows of fractions are no YOLO's unless the policy says so.
    if (!walk || (job.head === 'auto' && walk.valueStep === 1 && areRelative(walk.table))) return null;
    return reader(job, walk.values, 'either', anchorsOf(job, 4, false));
  },
};

export const yolov5: Layout = {
  expects: ({ classes, task }) =>
    `n × anchors × ${5 + classes}${task === 'instance-segmentation' ? ' + mask coefficients' : ''}`,
  fit(job, outputs, batch) {
    const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
    if (coefficients === null) return null;
    const walk = walkOf(outputs, batch, 5 + job.classes + coefficients, 'anchors first');
    return walk && reader(job, walk.values, 'anchors first', anchorsOf(job, 5, true));
  },
};

/** YOLOv10 and every export with its duplicates taken out: corners, score and class of each object. */
export const yolov10: Layout = {
  expects: ({ task }) => `n × objects × 6${task === 'instance-segmentation' ? ' + mask coefficients' : ''}`,
  fit(job, outputs, batch) {
    const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
    if (coefficients === null) return null;
    const walk = walkOf(outputs, batch, 6 + coefficients, 'anchors first');
    if (!walk) return null;
    if (job.head === 'auto' && (!nameClasses(walk.table, job.classes) || areRelative(walk.table))) return null;
    return reader(
      job,
      walk.values,
      'anchors first',
      (collector, own, start) => {
        const { data } = own.table;
        for (let anchor = 0; anchor < own.anchors; anchor++) {
          const at = start + anchor * own.values;
          const said = scoredClass(own.table, at, job);
          if (said === null) continue;
          collector.add(said.score, said.category, anchor, data[at], data[at + 1], data[at + 2], data[at + 3]);
        }
      },
      false,
    );
  },
};

type Collect = (collector: Collector, walk: Walk, start: number) => void;

/** Every class of an anchor whose score suffices, as Ultralytics' validation counts them (`multi_label`). */
function anchorsOf({ classes, detection }: HeadJob, first: number, hasObjectness: boolean): Collect {
  return (collector, { table, anchors, anchorStep, valueStep }, start) => {
    const { data } = table;
    for (let c = 0; c < classes; c++) {
      const column = start + (first + c) * valueStep;
      for (let anchor = 0; anchor < anchors; anchor++) {
        const at = start + anchor * anchorStep;
        let score = data[column + anchor * anchorStep];
        if (hasObjectness) score *= data[at + 4 * valueStep];
        if (!(score < detection.score) || score === Number.NEGATIVE_INFINITY) {
          refuseNonFinite(table, score);
          const [x, y] = [data[at], data[at + valueStep]];
          const [halfWidth, halfHeight] = [data[at + 2 * valueStep] / 2, data[at + 3 * valueStep] / 2];
          collector.add(score, c, anchor, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
        }
      }
    }
  };
}

function reader(
  job: HeadJob,
  values: number,
  order: 'either' | 'anchors first',
  collect: Collect,
  leavesDuplicates = true,
) {
  return (outputs: readonly OutputTensor[], row: number, batch: number, geometry: Geometry): RawAnswer => {
    const walk = walkOf(outputs, batch, values, order) as Walk;
    const start = row * walk.anchors * walk.values;
    const collector = new Collector(walk.table);
    collect(collector, walk, start);
    const kept = objectsOf(collector.candidates(), job.detection, geometry, leavesDuplicates);
    return job.task === 'instance-segmentation'
      ? { task: job.task, objects: withMasks(kept, walk, start, outputs, row, batch, geometry) }
      : { task: 'detection', objects: kept.objects };
  };
}

function withMasks(
  { objects, sources }: Kept,
  { table, values, anchorStep, valueStep }: Walk,
  start: number,
  outputs: readonly OutputTensor[],
  row: number,
  batch: number,
  geometry: Geometry,
) {
  const prototypes = prototypesOf(outputs, batch) as Prototypes;
  const masks = [...sources].map((anchor, index) => {
    const coefficients = Float64Array.from(
      { length: prototypes.count },
      (_, c) => table.data[start + anchor * anchorStep + (values - prototypes.count + c) * valueStep],
    );
    return maskOfPrototypes(prototypes, row, coefficients, objects.boxes.subarray(4 * index, 4 * index + 4), geometry);
  });
  return { ...objects, masks };
}
