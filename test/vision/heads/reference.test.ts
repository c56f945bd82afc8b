import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Task } from '../../../src/model/facts.ts';
import type { FoundObjects, Head } from '../../../src/model/vision.ts';
import { geometryOf } from '../../../src/vision/heads/geometry.ts';
import type { HeadJob, OutputTensor, RawAnswer } from '../../../src/vision/heads/output.ts';
import { recognise } from '../../../src/vision/heads/recognise.ts';
import { PREPROCESSING } from '../jobs.ts';
import { pixelsOf } from './masks.ts';

interface Written {
  boxes: string;
  scores: string;
  categories: number[];
  masks?: string;
}

const reference = JSON.parse(readFileSync(new URL('../../reference/heads.json', import.meta.url), 'utf8')) as {
  classes: number;
  picture: [width: number, height: number];
  thresholds: HeadJob['detection'];
  cases: {
    name: string;
    task: Task;
    head: Head;
    resize: { mode: 'stretch'; width: number; height: number };
    outputs: { name: string; dims: number[]; isInteger: boolean; data: string }[];
    objects?: Written;
    map?: number[];
  }[];
};
const [width, height] = reference.picture;

const floats = (text: string) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

function read(one: (typeof reference.cases)[number], head: Head | 'auto'): RawAnswer {
  const outputs: OutputTensor[] = one.outputs.map((output) => ({ ...output, data: floats(output.data) }));
  const job: HeadJob = { task: one.task, head, classes: reference.classes, detection: reference.thresholds, white: 1 };
  const geometry = geometryOf({ ...PREPROCESSING, resize: one.resize }, { width, height });
  return recognise(job, outputs, 1, 1)(outputs, 0, 1, geometry);
}

function objectsOf(answer: RawAnswer): FoundObjects {
  if ('objects' in answer) return answer.objects;
  throw new Error('Expected objects.');
}

/** Scores that differ by rounding alone are equal, or the order would. */
const rounded = (score: number) => Math.round(score * 1e4);

/** Each as left, top, right, bottom, score and class, in an order of its own. */
function rowsOf(corners: (index: number) => number[], scores: ArrayLike<number>, categories: ArrayLike<number>) {
  return Array.from(scores, (score, index) => [...corners(index), score, categories[index]]).sort(
    (a, b) => rounded(b[4]) - rounded(a[4]) || a[5] - b[5] || a[0] - b[0] || a[1] - b[1],
  );
}

describe.each(reference.cases)('$name, as its own package reads it', (one) => {
  if (one.objects) {
    const wanted = one.objects;

    test('objects', () => {
      const { boxes, scores, categories } = objectsOf(read(one, 'auto'));
      const expected = floats(wanted.boxes);
      const own = rowsOf(
        (index) => {
          const [left, top, across, down] = boxes.subarray(4 * index, 4 * index + 4);
          return [left, top, left + across, top + down];
        },
        scores,
        categories,
      );
      const theirs = rowsOf(
        (index) => [...expected.subarray(4 * index, 4 * index + 4)],
        floats(wanted.scores),
        wanted.categories,
      );
      expect(own).toHaveLength(theirs.length);
      own.forEach((row, index) => {
        row.forEach((value, column) => {
          expect(Math.abs(value - theirs[index][column])).toBeLessThan(column < 4 ? 2e-3 : 1e-5);
        });
      });
    });

    test('the same when the policy names the head', () => {
      expect(read(one, one.head)).toEqual(read(one, 'auto'));
    });
  }

  if (one.objects?.masks) {
    const bits = Buffer.from(one.objects.masks, 'base64');

    test('masks', () => {
      const { masks, boxes } = objectsOf(read(one, 'auto'));
      const stride = Math.ceil((width * height) / 8);
      let differing = 0;
      masks!.forEach((mask, index) => {
        const own = pixelsOf(mask);
        for (let pixel = 0; pixel < own.length; pixel++) {
          const theirs = (bits[index * stride + (pixel >> 3)] >> (7 - (pixel & 7))) & 1;
          if (own[pixel] !== theirs) differing += 1;
        }
      });
      expect(masks).toHaveLength(boxes.length / 4);
      // Where a value lies within rounding of the level.
      expect(differing).toBeLessThanOrEqual(masks!.length);
    });
  }

  if (one.map) {
    const wanted = one.map;

    test('class of each pixel', () => {
      const answer = read(one, 'auto');
      expect(answer).toMatchObject({ task: 'segmentation', width, height });
      expect([...(answer as { map: Uint8Array }).map]).toEqual(wanted);
    });
  }
});
