import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { modelFiles } from '../../../src/gather/model-safety/model-files.ts';
import { Fault } from '../../../src/model/fault.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';
import { localFunction, model as onnx, opset } from '../models/onnx-writer.ts';
import { weightTools } from '../models/tools.ts';
import { policyOf } from '../policy.ts';

const made = (name: string) => readFileSync(join(import.meta.dirname, 'files', name));
const policy = policyOf({ datasets: { plants: {} }, models: { net: { file: 'm/net.onnx' } } });
const nothing = { facts: {}, unread: [] };

async function looked(files: Record<string, Content>, base?: Record<string, Content>) {
  const tools = weightTools();
  const before = base && (await modelFiles.gather(snapshotOf(base, 'base'), policy, tools, nothing));
  const other = before && { facts: { modelFiles: before.entries }, unread: [] };
  const { entries, faults } = await modelFiles.gather(snapshotOf(files), policy, tools, nothing, other);
  return { files: entries.repository?.files ?? [], faults };
}

const dangersOf = async (path: string, content: Content) => (await looked({ [path]: content })).files[0].dangers;

describe('a file of', () => {
  test.each([
    ['checkpoint.pt', [{ kind: 'zipped pickle', detail: 'checkpoint/data.pkl' }]],
    ['legacy.pth', [{ kind: 'pickle', detail: '' }]],
    ['protocol-0.pkl', [{ kind: 'pickle', detail: '' }]],
    ['protocol-1.pkl', [{ kind: 'pickle', detail: '' }]],
    ['protocol-2.pkl', [{ kind: 'pickle', detail: '' }]],
    ['protocol-3.pkl', [{ kind: 'pickle', detail: '' }]],
    ['protocol-4.pkl', [{ kind: 'pickle', detail: '' }]],
    ['protocol-5.pkl', [{ kind: 'pickle', detail: '' }]],
    ['numbers.npy', []],
    ['objects.npy', [{ kind: 'object array', detail: '' }]],
    ['numbers.npz', []],
    ['objects.npz', [{ kind: 'object array', detail: 'b.npy' }]],
  ])('Python, %s, is known by its bytes', async (name, dangers) => {
    expect(await dangersOf(name, made(name))).toEqual(dangers);
  });

  test('a pickle is one by another name, too', async () => {
    expect(await dangersOf('m/weights.bin', made('protocol-4.pkl'))).toEqual([{ kind: 'pickle', detail: '' }]);
    expect(await dangersOf('m/net.onnx', made('protocol-4.pkl'))).toEqual([{ kind: 'pickle', detail: '' }]);
    expect(await dangersOf('a.joblib', deflateSync(made('protocol-4.pkl')))).toEqual([
      { kind: 'pickle', detail: 'zlib' },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a byte', 'P'],
    ['a zip without an end', 'PK\u0003\u0004'.padEnd(40, 'x')],
    [
      'a directory that claims gigabytes',
      Buffer.concat([Buffer.from('PK\u0003\u0004PK\u0005\u0006'), Buffer.alloc(18, 0xff)]),
    ],
    ['a cut NumPy header', '\u0093NUMPY\u0001'],
    ['plain text', 'hello, world'],
  ])('%s is no danger, and no crash', async (_, content) => {
    expect(await dangersOf('m/a.npz', typeof content === 'string' ? Buffer.from(content, 'latin1') : content)).toEqual(
      [],
    );
  });

  test('no truncation of an archive does worse than find nothing', async () => {
    const whole = made('objects.npz');
    for (let length = 0; length < whole.length; length += 7) {
      await expect(dangersOf('a.npz', whole.subarray(0, length))).resolves.toBeInstanceOf(Array);
    }
  });
});

describe('a network', () => {
  test('is told by what it reaches outside its folder, and by operators that a library brings', async () => {
    const bytes = onnx(
      {
        nodes: [
          { op: 'Warp', domain: 'acme.ops', inputs: ['x'], outputs: ['y'] },
          { op: 'Gelu', domain: 'com.microsoft', inputs: ['y'], outputs: ['z'] },
          { op: 'Block', domain: 'local', inputs: ['z'], outputs: ['v'] },
        ],
        initializers: ['../a.bin', '/etc/passwd', 'link.bin', 'beside.bin'].map((location, i) => ({
          name: `w${i}`,
          shape: [1],
          external: { location },
        })),
      },
      [localFunction('Block', ['a'], ['b'], [{ op: 'Relu', inputs: ['a'], outputs: ['b'] }]), opset('local', 1)],
    );
    const files = { 'm/net.onnx': bytes, 'm/link.bin': { symlink: '/etc/passwd' }, 'm/beside.bin': 'four' };
    const { files: found } = await looked(files);
    expect(found.find(({ path }) => path === 'm/net.onnx')).toMatchObject({
      model: 'net',
      dangers: [
        { kind: 'outside', detail: '../a.bin (a path that leaves the folder)' },
        { kind: 'outside', detail: '/etc/passwd (an absolute path)' },
        { kind: 'outside', detail: 'link.bin (a symbolic link)' },
        { kind: 'library', detail: 'acme.ops:Warp' },
      ],
    });
  });

  test('that is none is no danger: `models` tells of the policy’s own', async () => {
    expect(await looked({ 'm/net.onnx': 'no model', 'x.onnx': 'none either' })).toEqual({ files: [], faults: [] });
  });
});

describe('what is looked into', () => {
  const pickle = made('protocol-4.pkl');

  test('is what base does not have, wherever it lies, and the policy’s own', async () => {
    const base = { 'old/a.pkl': pickle, 'm/net.onnx': onnx({}) };
    const head = { 'new/a.pkl': pickle, 'b.pkl': made('protocol-5.pkl'), 'm/net.onnx': onnx({}) };
    const paths = (await looked(head, base)).files.map(({ path }) => path);
    expect(paths).toEqual(['b.pkl', 'm/net.onnx']);
    expect((await looked(head)).files.map(({ path }) => path)).toEqual(['b.pkl', 'm/net.onnx', 'new/a.pkl']);
  });

  test('is a fault where it could not be read', async () => {
    const snapshot = snapshotOf({ 'a.pt': 'pointer' });
    const read = async () => {
      throw new Fault('unavailable', 'The content of a.pt is not here.', { path: 'a.pt' });
    };
    const { faults } = await modelFiles.gather({ ...snapshot, read }, policy, weightTools(), nothing);
    expect(faults).toMatchObject([{ name: 'a.pt', fault: { kind: 'unavailable' } }]);
  });
});
