import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its right checksum. */
export function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const word = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([word(content.length), body, word(crc32(body))]);
}

/** A PNG of a header's bytes and chunks, right or wrong. */
export function png(header: number[], ...chunks: Buffer[]): Buffer {
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([start, chunk('IHDR', Uint8Array.from(header)), ...chunks, chunk('IEND', new Uint8Array())]);
}

/** The header of a picture in grey. */
export const grey = (width: number, height: number, depth = 8) => [0, 0, 0, width, 0, 0, 0, height, depth, 0, 0, 0, 0];
/** Compressed rows, each with the byte of its filter. */
export const pixels = (...bytes: number[]) => chunk('IDAT', deflateSync(Uint8Array.from(bytes)));
