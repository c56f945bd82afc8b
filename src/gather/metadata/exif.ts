import type { MetadataKind } from '../../model/facts.ts';
import { addDamage, addKind, addText, addThumbnail, type Findings } from './found.ts';
import { readIptc } from './iptc.ts';
import { type Directory, type Entry, openTiff, type Tiff } from './tiff.ts';
import { readXmp } from './xmp.ts';

const PLACE = 'EXIF';

/** Tags whose value names somebody or something (EXIF 2.32; DNG's and Microsoft's tags of the first directory). */
const kindOfTag: Record<number, MetadataKind> = {
  315: 'artist',
  40093: 'artist',
  42032: 'owner',
  42033: 'body',
  42037: 'lens',
  50735: 'body',
};
/** ImageDescription, XPComment, XPSubject, UserComment, Copyright. */
const texts = new Set([0x010e, 0x9c9c, 0x9c9f, 0x9286, 0x8298]);
/** Tags that point to a directory: EXIF, GPS. */
const EXIF = 0x8769;
const GPS = 0x8825;
const ORIENTATION = 0x0112;
const XMP = 0x02bc;
const IPTC = 0x83bb;
const THUMBNAIL_AT = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
/** GPSLatitude, GPSLongitude, GPSDestLatitude, GPSDestLongitude, GPSAreaInformation. */
const positions = new Set([2, 4, 20, 22, 28]);

/** Reads a block of EXIF; of a TIFF file, the file itself. */
export function readExif(block: Buffer, findings: Findings): void {
  const start = block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
  const damage = (what: string) => addDamage(findings, PLACE, what);
  const tiff = openTiff(start, damage);
  if (tiff === null) {
    damage('it does not begin as a TIFF structure does');
    return;
  }
  const first = tiff.directory(tiff.first);
  readEntries(tiff, first, findings);
  readPointed(tiff, first, findings);
  // The second directory is the thumbnail's; a TIFF has one for each page, which has its own tags too.
  let next = first.next;
  while (next !== 0) {
    const directory = tiff.directory(next);
    readThumbnail(tiff, directory, findings);
    if (directory.entries.length === 0) break;
    next = directory.next;
  }
}

function readPointed(tiff: Tiff, { entries }: Directory, findings: Findings): void {
  for (const entry of entries) {
    if (entry.tag === EXIF) readEntries(tiff, tiff.directory(tiff.number(entry)), findings);
    if (entry.tag === GPS) {
      const gps = tiff.directory(tiff.number(entry));
      if (gps.entries.some(({ tag }) => positions.has(tag))) addKind(findings, 'position', PLACE);
    }
  }
}

function readEntries(tiff: Tiff, { entries }: Directory, findings: Findings): void {
  for (const entry of entries) {
    const { tag } = entry;
    const kind = kindOfTag[tag];
    if (kind !== undefined && holdsWords(tiff, entry)) addKind(findings, kind, PLACE);
    if (texts.has(tag) || kind === 'artist') addText(findings, PLACE, textOf(tiff, entry));
    if (tag === ORIENTATION) findings.orientation = tiff.number(entry);
    if (tag === XMP) readXmp(bytesOf(tiff, entry), findings);
    if (tag === IPTC) readIptc(bytesOf(tiff, entry), findings);
  }
}

function readThumbnail(tiff: Tiff, { entries }: Directory, findings: Findings): void {
  const [at, length] = [THUMBNAIL_AT, THUMBNAIL_LENGTH].map((tag) => entries.find((entry) => entry.tag === tag));
  if (!at || !length) return;
  const start = tiff.number(at);
  const bytes = tiff.bytes.subarray(start, start + tiff.number(length));
  if (bytes.length < tiff.number(length)) addDamage(findings, PLACE, 'its thumbnail is cut short');
  else addThumbnail(findings, PLACE, bytes);
}

/** Cameras fill what they do not know with spaces, zeros or noughts. */
function holdsWords(tiff: Tiff, entry: Entry): boolean {
  return /[1-9a-z\u0080-\uffff]/i.test(tiff.text(entry));
}

function bytesOf(tiff: Tiff, { at, length }: Entry): Buffer {
  return tiff.bytes.subarray(at, at + length);
}

/** The text of an ASCII value, of Microsoft's UTF-16, or of a UserComment behind its eight bytes of character code. */
function textOf(tiff: Tiff, entry: Entry): Buffer {
  const bytes = bytesOf(tiff, entry);
  if (entry.tag >= 0x9c9b && entry.tag <= 0x9c9f) return Buffer.from(bytes.toString('utf16le'));
  if (entry.tag !== 0x9286) return bytes;
  const code = bytes.toString('latin1', 0, 7);
  return code === 'UNICODE' ? withoutZeros(bytes.subarray(8)) : bytes.subarray(8);
}

/** UTF-16 of either order as the letters that all alphabets' digits and addresses are written in. */
function withoutZeros(bytes: Buffer): Buffer {
  return bytes.filter((byte) => byte !== 0) as Buffer;
}
