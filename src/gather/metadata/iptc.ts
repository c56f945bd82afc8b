import type { MetadataKind } from '../../model/facts.ts';
import { addDamage, addKind, addText, addThumbnail, type Findings } from './found.ts';

const PLACE = 'IPTC';

/** Datasets of record 2 (IPTC-IIM 4.2): by-line and its writer; city, sub-location. */
const kindOfDataset: Record<number, MetadataKind> = { 80: 'artist', 122: 'artist', 90: 'place', 92: 'place' };
/** Special instructions, headline, contact, caption. */
const texts = new Set([40, 105, 118, 120]);

/** Reads IPTC-IIM records. */
export function readIptc(block: Buffer, findings: Findings): void {
  let at = 0;
  while (at + 5 <= block.length && block[at] === 0x1c) {
    const [record, dataset, length] = [block[at + 1], block[at + 2], block.readUInt16BE(at + 3)];
    at += 5;
    // The highest bit announces an extended length, which no text here needs.
    if (length > 0x7fff || at + length > block.length) {
      addDamage(findings, PLACE, 'a record lies outside of it');
      return;
    }
    const value = block.subarray(at, at + length);
    at += length;
    if (record !== 2) continue;
    if (dataset in kindOfDataset && value.toString('latin1').trim() !== '') {
      addKind(findings, kindOfDataset[dataset], PLACE);
    }
    if (texts.has(dataset) || kindOfDataset[dataset] === 'artist') addText(findings, PLACE, value);
  }
}

const SIGNATURE = '8BIM';
const IPTC = 0x0404;
const THUMBNAILS = new Set([0x0409, 0x040c]);
/** Of a thumbnail resource: format, sizes and depth, before the JPEG. */
const THUMBNAIL_HEADER = 28;

/** Reads Photoshop's image resources, which hold IPTC and a thumbnail. */
export function readPhotoshop(block: Buffer, findings: Findings): void {
  let at = 0;
  while (at + 12 <= block.length && block.toString('latin1', at, at + 4) === SIGNATURE) {
    const id = block.readUInt16BE(at + 4);
    const name = block[at + 6] + 1;
    const start = at + 6 + name + (name % 2);
    if (start + 4 > block.length) {
      addDamage(findings, PLACE, 'a resource is cut short');
      return;
    }
    const length = block.readUInt32BE(start);
    if (start + 4 + length > block.length) {
      addDamage(findings, PLACE, 'a resource lies outside of it');
      return;
    }
    const value = block.subarray(start + 4, start + 4 + length);
    at = start + 4 + length + (length % 2);
    if (id === IPTC) readIptc(value, findings);
    else if (THUMBNAILS.has(id)) addThumbnail(findings, PLACE, value.subarray(THUMBNAIL_HEADER));
  }
}
