import { Fault } from '../../model/fault.ts';
import type { Source } from './source.ts';

/** What people commit in a model's place, by the first bytes. */
const formats: { name: string; wayOut: string; matches(start: Buffer, last: number): boolean }[] = [
  {
    name: 'a Git LFS pointer',
    wayOut: 'Fetch its content with `git lfs pull`, or push it with `git lfs push`.',
    matches: (bytes) => startsWith(bytes, 'version https://git-lfs') || startsWith(bytes, 'version https://hawser'),
  },
  {
    name: 'a web page',
    wayOut: 'A download went wrong: fetch the file again and commit the model itself.',
    matches: (bytes) => /^\s*<(!doctype|html|\?xml|head|body)/i.test(bytes.toString('latin1', 0, 256)),
  },
  {
    name: 'a zip archive, such as a PyTorch checkpoint or a Keras model',
    wayOut: 'Export it to ONNX, for PyTorch with `torch.onnx.export`.',
    matches: (bytes) => startsWith(bytes, 'PK\u0003\u0004'),
  },
  {
    name: 'an HDF5 file, such as a Keras model',
    wayOut: 'Export it to ONNX, for Keras with `tf2onnx`.',
    matches: (bytes) => startsWith(bytes, '\u0089HDF\r\n'),
  },
  {
    name: 'a TensorFlow Lite model',
    wayOut: 'Convert it to ONNX with `tf2onnx --tflite`.',
    matches: (bytes) => bytes.toString('latin1', 4, 8) === 'TFL3',
  },
  {
    name: 'a Python pickle',
    wayOut: 'It is not opened, as that would run its code. Export the model to ONNX.',
    matches: (bytes, last) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && last === 0x2e,
  },
  {
    name: 'a safetensors file',
    wayOut: 'It holds weights without a graph. Export the model to ONNX.',
    matches: (bytes) => bytes.length > 8 && bytes[8] === 0x7b && bytes.readUInt32LE(4) === 0,
  },
];

/** @throws Fault `broken` when the bytes are none at all, or of another format that people commit in a model's place. */
export function refuseOtherFormats(source: Source): void {
  const { path, size } = source;
  if (size === 0) {
    throw new Fault('broken', `Expected an ONNX model in ${path} but received an empty file. Export the model again.`, {
      path,
    });
  }
  const last = source.byteAt(size - 1);
  const start = Buffer.from(source.read(0, Math.min(size, 256)));
  const found = formats.find(({ matches }) => matches(start, last));
  if (found === undefined) return;
  throw new Fault('broken', `Expected an ONNX model in ${path} but received ${found.name}. ${found.wayOut}`, { path });
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text;
}
