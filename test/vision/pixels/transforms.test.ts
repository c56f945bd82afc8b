import { expect, test } from 'vitest';
import { mildTransforms } from '../../../src/model/vision.ts';
import { transform } from '../../../src/vision/pixels/transforms/transform.ts';
import reference from '../../reference/mild_transforms.json' with { type: 'json' };
import { decoded } from '../photographs.ts';

test.each(mildTransforms)('%s agrees with Pillow or SciPy to one grey level', async (kind) => {
  const { pixels } = await decoded('coffee.jpg');
  const before = pixels.data.slice();
  const { data } = transform(pixels, kind);
  const wanted = Buffer.from(reference[kind], 'base64');
  expect(wanted.length).toBe(Math.ceil(data.length / 97));
  const differences = [...wanted].map((value, index) => Math.abs(value - data[index * 97]));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  expect(pixels.data).toEqual(before);
});
