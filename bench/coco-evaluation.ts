/**
 * Time of COCO's evaluation of boxes, 5 000 images with 100 detections each, and of resampling its AP for two models.
 *
 *     node bench/coco-evaluation.ts [python]
 *
 * With a Python that has faster-coco-eval and pycocotools (`.venv/bin/python` if there, see test/reference/README.md), both do
 * the same beside it, on one thread, from the same numbers, and the scores are compared.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DetectedObjects, DetectionColumns, TrueObjects } from '../src/score/detection/columns.ts';
import { detectionScoreNames, summarise } from '../src/score/detection/scores.ts';
import { detectionPairedUnits } from '../src/score/detection/units.ts';
import { multinomialSampler } from '../src/statistics/multinomial.ts';
import { randomStream } from '../src/statistics/random.ts';

const images = 5_000;
const classes = 80;
const detections = 100;
const resamples = 1_000;
const random = randomStream(['bench', 'coco-evaluation']);

/** Classes are as uneven as COCO's: a few hold most objects. */
const anyClass = (): number => Math.floor(classes * random.nextFloat() ** 2.5);
const side = (): number => 8 + 300 * random.nextFloat() ** 3;

function drawTruth(): TrueObjects {
  const rows: number[][] = [];
  const start = new Int32Array(images + 1);
  for (let i = 0; i < images; i++) {
    const few = Array.from({ length: 1 + random.nextInteger(4) }, anyClass);
    for (let left = random.nextInteger(14); left >= 0; left--) {
      const [w, h] = [side(), side()];
      const crowd = Number(random.nextFloat() < 0.01);
      rows.push([few[random.nextInteger(few.length)], 640 * random.nextFloat(), 480 * random.nextFloat(), w, h, crowd]);
    }
    start[i + 1] = rows.length;
  }
  return {
    start,
    category: Int32Array.from(rows, ([k]) => k),
    boxes: Float64Array.from(rows.flatMap((row) => row.slice(1, 5))),
    masks: null,
    area: Float64Array.from(rows, ([, , , w, h]) => 0.6 * w * h),
    crowd: Uint8Array.from(rows, (row) => row[5]),
    ignore: null,
  };
}

/** A model that finds most objects, some of them twice, and fills up with what is not there. */
function detect(truth: TrueObjects, sharpness: number): DetectedObjects {
  const rows: number[][] = [];
  const start = new Int32Array(images + 1);
  for (let i = 0; i < images; i++) {
    for (let g = truth.start[i]; g < truth.start[i + 1]; g++) {
      for (let copy = 0; copy < 2 && random.nextFloat() < 0.9; copy++) {
        const moved = Array.from(
          truth.boxes.subarray(4 * g, 4 * g + 4),
          (v) => v * (1 + (random.nextFloat() - 0.5) * 0.1),
        );
        rows.push([truth.category[g], ...moved, Math.fround(random.nextFloat() ** (1 / sharpness))]);
      }
    }
    while (rows.length < start[i] + detections) {
      const box = [640 * random.nextFloat(), 480 * random.nextFloat(), side(), side()];
      rows.push([anyClass(), ...box, Math.fround(random.nextFloat() ** sharpness)]);
    }
    start[i + 1] = rows.length;
  }
  return {
    start,
    category: Int32Array.from(rows, ([k]) => k),
    boxes: Float64Array.from(rows.flatMap((row) => row.slice(1, 5))),
    masks: null,
    score: Float64Array.from(rows, (row) => row[5]),
  };
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1];

const truth = drawTruth();
const base: DetectionColumns = { classes, overlap: 'box', truth, detected: detect(truth, 3) };
const head: DetectionColumns = { classes, overlap: 'box', truth, detected: detect(truth, 2.9) };
const objects = truth.category.length;
console.log(
  `${images} images, ${objects} objects, ${base.detected.category.length} detections, ${classes} classes, one thread`,
);

const ours = summarise(base);
const evaluation = median(Array.from({ length: 5 }, () => seconds(() => summarise(base))));
console.log(`vision-gate        all 12 scores, from columns   ${evaluation.toFixed(2)} s (median of 5)`);

const prepared = performance.now();
const units = detectionPairedUnits('map', base, head);
const preparation = (performance.now() - prepared) / 1000;
const sample = multinomialSampler(units.counts, random);
const drawn = new Int32Array(units.counts.length);
const effects: number[] = [];
const resampling = seconds(() => {
  for (let r = 0; r < resamples; r++) {
    sample(drawn);
    effects.push(units.effect(drawn));
  }
});
effects.sort((one, other) => one - other);
const [low, high] = [effects[Math.floor(0.025 * resamples)], effects[Math.floor(0.975 * resamples)]];
console.log(
  `vision-gate        ${resamples} paired resamples of map, both models   ${(preparation + resampling).toFixed(2)} s (${preparation.toFixed(2)} s of it matching); loss ${units.effect(units.counts).toFixed(4)}, middle 95 % ${low.toFixed(4)} to ${high.toFixed(4)}`,
);

const python = process.argv[2] ?? '.venv/bin/python';
if (existsSync(python)) {
  const folder = mkdtempSync(join(tmpdir(), 'coco-evaluation-'));
  try {
    writeAnnotations(folder);
    const script = join(import.meta.dirname, 'coco-evaluation-peers.py');
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    const { stdout, stderr, status } = spawnSync(python, [script, folder], {
      encoding: 'utf8',
      env,
      maxBuffer: 2 ** 26,
    });
    if (status !== 0) throw new Error(stderr);
    for (const { name, loading, evaluating, stats } of JSON.parse(stdout)) {
      const apart = Math.max(...detectionScoreNames.map((score, at) => Math.abs(ours[score] - stats[at])));
      console.log(
        `${name.padEnd(18)} all 12 scores, evaluate + accumulate   ${evaluating.toFixed(2)} s (median of 3), with loading ${(loading + evaluating).toFixed(2)} s; largest difference to ours ${apart.toExponential(1)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeAnnotations(folder: string): void {
  const rowsOf = ({ start, category, boxes }: TrueObjects | DetectedObjects) =>
    Array.from({ length: images }, (_, i) => i).flatMap((i) =>
      Array.from({ length: start[i + 1] - start[i] }, (_, at) => ({
        row: start[i] + at,
        image_id: i + 1,
        category_id: category[start[i] + at] + 1,
        bbox: [...boxes.subarray(4 * (start[i] + at), 4 * (start[i] + at) + 4)],
      })),
    );
  const annotations = rowsOf(truth).map(({ row, ...own }) => ({
    ...own,
    id: row + 1,
    area: truth.area[row],
    iscrowd: truth.crowd[row],
  }));
  const results = rowsOf(base.detected).map(({ row, ...own }) => ({ ...own, score: base.detected.score[row] }));
  const listed = Array.from({ length: images }, (_, i) => ({ id: i + 1, width: 640, height: 480 }));
  const categories = Array.from({ length: classes }, (_, k) => ({ id: k + 1, name: `${k + 1}` }));
  writeFileSync(join(folder, 'truth.json'), JSON.stringify({ images: listed, annotations, categories }));
  writeFileSync(join(folder, 'detected.json'), JSON.stringify(results));
}
