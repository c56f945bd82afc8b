import { addText, type Findings } from './found.ts';
import { readXmp } from './xmp.ts';

const MOST_COMMENT = 2 ** 16;

/** Reads the comments of a GIF, and XMP in its application extension. */
export function readGif(bytes: Buffer, findings: Findings): void {
  if (bytes.length < 13) return;
  let at = 13 + (bytes[10] & 0x80 ? 3 * 2 ** ((bytes[10] & 7) + 1) : 0);
  while (at < bytes.length) {
    const introducer = bytes[at];
    if (introducer === 0x2c) {
      const packed = bytes[at + 9] ?? 0;
      at = afterBlocks(bytes, at + 11 + (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0));
    } else if (introducer === 0x21) {
      const end = afterBlocks(bytes, at + 2);
      const body = bytes.subarray(at + 3, end);
      if (bytes[at + 1] === 0xfe) addText(findings, 'comment', commentOf(bytes, at + 2));
      else if (body.toString('latin1', 0, 11) === 'XMP DataXMP') readXmp(body.subarray(11), findings);
      at = end;
    } else return;
  }
}

/** Where the blocks that begin at `at` end. */
function afterBlocks(bytes: Buffer, at: number): number {
  let place = at;
  while (place < bytes.length && bytes[place] !== 0) place += bytes[place] + 1;
  return place + 1;
}

function commentOf(bytes: Buffer, at: number): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let place = at; place < bytes.length && bytes[place] !== 0 && length < MOST_COMMENT; ) {
    const piece = bytes.subarray(place + 1, place + 1 + bytes[place]);
    pieces.push(piece);
    length += piece.length;
    place += bytes[place] + 1;
  }
  return Buffer.concat(pieces);
}
