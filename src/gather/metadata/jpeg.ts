import { readExif } from './exif.ts';
import { addDamage, addText, type Findings } from './found.ts';
import { readPhotoshop } from './iptc.ts';
import { readXmp } from './xmp.ts';

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED = 'http://ns.adobe.com/xmp/extension/\0';
/** Of an extended packet: its digest, whole length and offset. */
const EXTENDED_HEADER = 40;
const PHOTOSHOP = 'Photoshop 3.0\0';

/** Reads the segments before the first scan, and no pixel. */
export function readJpeg(bytes: Buffer, findings: Findings): void {
  const [extended, resources]: Buffer[][] = [[], []];
  const exif: Buffer[] = [];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Start of scan, end of image; markers without a length.
    if (marker === 0xda || marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) {
      if (marker >= 0xe0) addDamage(findings, 'EXIF', 'its segment is cut short');
      break;
    }
    const body = bytes.subarray(at + 4, end);
    at = end;
    if (marker === 0xe1) {
      if (beginsWith(body, EXIF)) exif.push(body);
      else if (beginsWith(body, XMP)) readXmp(body.subarray(XMP.length), findings);
      else if (beginsWith(body, EXTENDED)) extended.push(body.subarray(EXTENDED.length + EXTENDED_HEADER));
    } else if (marker === 0xed && beginsWith(body, PHOTOSHOP)) resources.push(body.subarray(PHOTOSHOP.length));
    else if (marker === 0xfe) addText(findings, 'comment', body);
  }
  for (const block of exif) readExif(block, findings);
  if (extended.length > 0) readXmp(Buffer.concat(extended), findings);
  // A resource may go on in the next segment.
  if (resources.length > 0) readPhotoshop(Buffer.concat(resources), findings);
}

function beginsWith(body: Buffer, text: string): boolean {
  return body.length >= text.length && body.toString('latin1', 0, text.length) === text;
}
