import { describe, expect, test } from 'vitest';
import { type HashedTensor, pairTensors } from '../../../src/gather/changes/tensor-pairs.ts';

const tensor = (name: string, hash: string, shape = [2, 3]): HashedTensor => ({ name, type: 'float', shape, hash });
const named = (name: string, shape = [2, 3]) => ({ name, type: 'float', shape });

describe('stored tensors', () => {
  test('are paired by name, and told apart by content', () => {
    const base = [tensor('stem', 'a'), tensor('fc', 'b'), tensor('gone', 'c', [9])];
    const head = [tensor('stem', 'a'), tensor('fc', 'B'), tensor('new', 'd', [7])];
    expect(pairTensors(base, head)).toEqual({
      same: 1,
      changed: 1,
      added: 1,
      removed: 1,
      renamed: 0,
      lists: { changed: [named('fc')], added: [named('new', [7])], removed: [named('gone', [9])], renamed: [] },
    });
  });

  test('that are called otherwise are found by their content, each once', () => {
    const base = [tensor('onnx::Conv_1', 'a'), tensor('onnx::Conv_2', 'a'), tensor('fc', 'b')];
    const head = [tensor('stem.weight', 'a'), tensor('fc', 'b')];
    expect(pairTensors(base, head)).toMatchObject({
      same: 1,
      renamed: 1,
      removed: 1,
      lists: { renamed: [{ name: 'stem.weight', from: 'onnx::Conv_1' }], removed: [{ name: 'onnx::Conv_2' }] },
    });
  });

  test('that are numbered anew and trained further are paired by shape, in the file’s order', () => {
    const base = [tensor('1', 'a'), tensor('2', 'b'), tensor('3', 'c', [5])];
    const head = [tensor('11', 'A'), tensor('12', 'B'), tensor('13', 'C', [5])];
    expect(pairTensors(base, head)).toMatchObject({
      changed: 3,
      added: 0,
      removed: 0,
      lists: {
        changed: [
          { name: '11', from: '1' },
          { name: '12', from: '2' },
          { name: '13', from: '3' },
        ],
      },
    });
  });

  test('are counted beyond what is listed', () => {
    const many = (letter: string) => Array.from({ length: 300 }, (_, i) => tensor(`t${i}`, `${letter}${i}`));
    const { changed, lists } = pairTensors(many('a'), many('b'));
    expect([changed, lists.changed.length]).toEqual([300, 200]);
  });
});
