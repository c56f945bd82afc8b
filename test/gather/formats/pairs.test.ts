import { describe, expect, test } from 'vitest';
import type { Samples } from '../../../src/model/facts.ts';
import { gatherListing, list, said } from './list.ts';

const dataset = { format: 'pairs', images: 'low', targets: 'high' } as const;
const rows = ({ path, split, targets }: Samples) =>
  path.map((file, i) => `${file} ${split[i]} ${targets!.path[i] || '–'}`);

describe('pairs of pictures', () => {
  test('have the same path below their folders, whatever the extension', async () => {
    const data = await list({ 'low/a.jpg': 'a', 'low/x/b.PNG': 'b', 'high/a.png': 'm', 'high/x/b.png': 'n' }, dataset);
    expect(rows(data)).toEqual(['low/a.jpg train high/a.png', 'low/x/b.PNG train high/x/b.png']);
    expect(data.targets!.hash[0]).toMatch(/^git:[0-9a-f]{40}$/);
    expect(data).toMatchObject({ format: 'pairs', label: [null, null], masks: null, annotations: null, problems: [] });
  });

  test('are not guessed from names that are alike', async () => {
    const data = await list({ 'low/a.png': 'a', 'low/b.png': 'b', 'high/a.png': 'm', 'high/b_mask.png': 'n' }, dataset);
    expect(rows(data)).toEqual(['low/a.png train high/a.png', 'low/b.png train –']);
    expect(data.targets!.hash[1]).toBe('');
    expect(said(data)).toEqual([
      'low/b.png Expected a target for low/b.png in high but the commit has none. Add the target, or remove the image.',
      'high/b_mask.png Expected an image for the target high/b_mask.png in low but the commit has none. Add the image, or remove the target.',
    ]);
  });

  test('take splits from the policy, or from folders below', async () => {
    const files = { 'low/train/a.png': 'a', 'low/test/b.png': 'b', 'high/train/a.png': 'm', 'high/test/b.png': 'n' };
    const expected = ['low/train/a.png train high/train/a.png', 'low/test/b.png test high/test/b.png'];
    const sorted = async (policy: Parameters<typeof list>[1]) => rows(await list(files, policy)).sort();
    expect(await sorted(dataset)).toEqual(expected.toSorted());
    const named = {
      images: { train: 'low/train', test: 'low/test' },
      targets: { train: 'high/train', test: 'high/test' },
    };
    expect(await sorted({ format: 'pairs', ...named })).toEqual(expected.toSorted());
  });

  test('without a common name are one problem', async () => {
    const data = await list({ 'low/a.png': 'a', 'low/b.png': 'b', 'high/1.png': 'm' }, dataset);
    expect(said(data)).toEqual([
      'low/a.png None of the 2 images of low has a target in high (low/a.png). Give targets the names of their images, or correct the policy.',
    ]);
  });

  test('of which the commit has nothing are not listed', async () => {
    expect(await gatherListing({ 'other.txt': '' }, dataset)).toEqual({ listed: undefined, fault: undefined });
  });

  test('in a submodule are a fault', async () => {
    const { fault } = await gatherListing({ 'low/a.png': 'a', high: { submodule: '0'.repeat(40) } }, dataset);
    expect(fault).toMatchObject({ kind: 'unavailable', at: { path: 'high' } });
  });
});
