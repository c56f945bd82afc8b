/**
 * What it takes to read a model's structure from a file on disk: milliseconds and memory, for 100 MB of weights in the file and
 * for 3 GB beside it; and how fast the hashes of its initializers are made.
 *
 *     node bench/structure.ts [gigabytes beside the model, 3 when absent]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../src/gather/models/source.ts';

const [command, ...rest] = process.argv.slice(2);

if (command === 'structure') await structure(rest[0]);
else if (command === 'floor') {
  await import('../src/gather/models/structure.ts');
  report({ rss: process.memoryUsage().rss });
} else if (command === 'hashes') await hashes(rest[0]);
else bench(Number(command ?? 3));

function bench(gigabytes: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'vision-gate-structure-'));
  try {
    const floor = ask('floor', '').rss;
    const inside = join(folder, 'inside.onnx');
    writeFileSync(inside, network(100, 250_000, null));
    const beside = join(folder, 'beside.onnx');
    const tensors = Math.round(gigabytes * 100);
    writeFileSync(beside, network(tensors, 2_500_000, 'weights.bin'));
    writeData(join(folder, 'weights.bin'), tensors * 10_000_000);
    for (const [name, file] of Object.entries({
      '100 MB in the file': inside,
      [`${gigabytes} GB beside it`]: beside,
    })) {
      const runs = Array.from({ length: 5 }, () => ask('structure', file)).sort((a, b) => a.ms - b.ms);
      const { ms, cpu, rss, nodes } = runs[2];
      console.log(
        `${name}: structure of ${nodes} nodes in ${ms.toFixed(1)} ms (median of 5 fresh processes, ${runs[0].ms.toFixed(1)}–${runs[4].ms.toFixed(1)}; ${cpu.toFixed(1)} ms of processor time), ` +
          `${((rss - floor) / 2 ** 20).toFixed(1)} MB above the floor of ${(floor / 2 ** 20).toFixed(0)} MB`,
      );
    }
    for (const [name, file] of Object.entries({ 'in the file': inside, 'beside it': beside })) {
      const { bytes, seconds } = [1, 2, 3].map(() => ask('hashes', file)).sort((a, b) => a.seconds - b.seconds)[0];
      console.log(
        `hashes of the weights ${name}: ${(bytes / 1e6 / seconds).toFixed(0)} MB/s (${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(2)} s, with the child's start; best of 3)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(...args: string[]): Record<string, number> {
  const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function report(figures: Record<string, number>): void {
  console.log(JSON.stringify(figures));
}

async function structure(file: string): Promise<void> {
  const { fileSource } = await import('../src/gather/models/source.ts');
  const { readOnnx } = await import('../src/gather/models/onnx.ts');
  const { structureOf } = await import('../src/gather/models/structure.ts');
  const { macsByNode } = await import('../src/gather/models/macs.ts');
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const source: Source = fileSource(file, 'model.onnx');
  const onnx = readOnnx(source);
  source.close();
  const sizes = new Map([['x', [1, 500]]]);
  const { nodes } = structureOf(onnx, sizes, macsByNode(onnx, sizes, 1).nodes);
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(before);
  report({ ms, cpu: (user + system) / 1000, nodes, rss: process.resourceUsage().maxRSS * 1024 });
}

async function hashes(file: string): Promise<void> {
  const { fileSource } = await import('../src/gather/models/source.ts');
  const { readOnnx } = await import('../src/gather/models/onnx.ts');
  const { placed } = await import('../src/gather/models/weights.ts');
  const { openVision } = await import('../src/vision/open.ts');
  const source = fileSource(file, 'model.onnx');
  const stored = readOnnx(source).graph.initializers.flatMap((tensor) => placed(tensor, file) ?? []);
  source.close();
  const vision = openVision();
  const begin = performance.now();
  await vision.hashTensors(stored);
  const seconds = (performance.now() - begin) / 1000;
  await vision.close();
  report({ seconds, bytes: stored.reduce((sum, { start, end }) => sum + end - start, 0) });
}

/** A chain of dense layers with this many values each, in the file or beside it. */
function network(layers: number, values: number, location: string | null): Buffer {
  const rows = 500;
  const shape = [rows, values / rows];
  const nodes: Buffer[] = [];
  const initializers: Buffer[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const name = `layer${layer}.weight`;
    nodes.push(
      message(
        1,
        joined(text(1, layer === 0 ? 'x' : `y${layer - 1}`), text(1, name), text(2, `y${layer}`), text(4, 'MatMul')),
      ),
    );
    const body =
      location === null
        ? message(9, Buffer.alloc(values * 4, layer + 1))
        : joined(
            entry('location', location),
            entry('offset', String(layer * values * 4)),
            entry('length', String(values * 4)),
            integer(14, 1),
          );
    initializers.push(message(5, joined(...shape.map((size) => integer(1, size)), integer(2, 1), text(8, name), body)));
  }
  return joined(
    integer(1, 8),
    message(7, joined(...nodes, ...initializers, message(11, input()))),
    message(8, integer(2, 17)),
  );
}

function input(): Buffer {
  const shape = message(2, joined(message(1, integer(1, 1)), message(1, integer(1, 500))));
  return joined(text(1, 'x'), message(2, message(1, joined(integer(1, 1), shape))));
}

function entry(key: string, value: string): Buffer {
  return message(13, joined(text(1, key), text(2, value)));
}

function integer(field: number, value: number): Buffer {
  return joined(varint(field * 8), varint(value));
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

function message(field: number, content: Buffer): Buffer {
  return joined(varint(field * 8 + 2), varint(content.length), content);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push(left >= 128 ? (left % 128) | 0x80 : left);
    if (left < 128) return Buffer.from(bytes);
  }
}

function joined(...parts: Buffer[]): Buffer {
  return Buffer.concat(parts);
}

/** Bytes that differ from megabyte to megabyte. */
function writeData(file: string, bytes: number): void {
  const descriptor = openSync(file, 'w');
  const piece = Buffer.alloc(10_000_000);
  for (let written = 0, index = 1; written < bytes; written += piece.length, index++) {
    piece.fill(index & 0xff);
    writeSync(descriptor, piece, 0, Math.min(piece.length, bytes - written));
  }
  closeSync(descriptor);
}
