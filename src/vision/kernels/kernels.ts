import { code } from './code.ts';

/** What `assembly/kernels.ts` exports; every number is an address, a count or a size in its memory. */
interface Exports {
  memory: { buffer: ArrayBuffer; grow(pages: number): number };
  START: { value: number };
  grey(rgb: number, out: number, count: number): number;
  plane(rgb: number, out: number, count: number, channel: number): void;
  moments(values: number, count: number, sums: number): void;
  narrow(
    from: number,
    width: number,
    rows: number,
    first: number,
    weights: number,
    blocks: number,
    columns: number,
    out: number,
    stride: number,
  ): void;
  shorten(
    from: number,
    length: number,
    rows: number,
    first: number,
    counts: number,
    weights: number,
    stride: number,
    out: number,
  ): void;
  reduce(from: number, width: number, factor: number, columns: number, sums: number, out: number): void;
  survey(rgb: number, count: number, step: number, levels: number, bins: number, shift: number): void;
}

/** The part of WebAssembly's interface that is used; Node's types leave it out. */
interface Assembly {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: Assembly }).WebAssembly;

export const kernels = new Instance(new Module(Buffer.from(code, 'base64'))).exports as Exports;

const PAGE = 2 ** 16;
const ALIGNMENT = 64;
/** How far kernels may read and write beyond what they are given. */
const SLACK = 64;

/** The kernels' memory, divided: where each room begins. */
export interface Rooms<Name extends string> {
  at: Record<Name, number>;
  /** The whole memory. */
  bytes: Uint8Array;
}

/**
 * Divides the kernels' memory into rooms of the given sizes in bytes. It is one memory: what was in it before is
 * overwritten, and rooms that were made before are gone.
 */
export function roomsOf<Name extends string>(sizes: Record<Name, number>): Rooms<Name> {
  const at = {} as Record<Name, number>;
  let end = Math.ceil(kernels.START.value / ALIGNMENT) * ALIGNMENT;
  for (const name of Object.keys(sizes) as Name[]) {
    at[name] = end;
    end += Math.ceil((sizes[name] + SLACK) / ALIGNMENT) * ALIGNMENT;
  }
  const missing = end - kernels.memory.buffer.byteLength;
  if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE));
  return { at, bytes: new Uint8Array(kernels.memory.buffer) };
}
