import { inflateSync } from 'node:zlib';
import type { MetadataPlace } from '../../model/facts.ts';
import { readExif } from './exif.ts';
import { addDamage, addKind, addText, type Findings } from './found.ts';
import { readPhotoshop } from './iptc.ts';
import { readXmp } from './xmp.ts';

/** Most bytes that the texts of one picture may unfold to. */
const MOST_UNFOLDED = 2 ** 20;
const MOST_CHUNKS = 100_000;

/** Reads the chunks of texts and EXIF; pixels are passed over, since texts may follow them. */
export function readPng(bytes: Buffer, findings: Findings): void {
  let room = MOST_UNFOLDED;
  const unfold = (folded: Buffer): Buffer => {
    try {
      const text = inflateSync(folded, { maxOutputLength: Math.max(1, room) });
      room -= text.length;
      return text;
    } catch (error) {
      const isBomb = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      if (isBomb) room = 0;
      const what = isBomb ? `it unfolds to more than ${MOST_UNFOLDED / 2 ** 20} MiB` : 'it cannot be unfolded';
      addDamage(findings, 'text', what);
      return Buffer.alloc(0);
    }
  };
  let at = 8;
  for (let chunks = 0; at + 12 <= bytes.length && chunks < MOST_CHUNKS; chunks++) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) {
      if (type !== 'IDAT') addDamage(findings, 'text', 'its chunk is cut short');
      return;
    }
    at += 12 + length;
    if (type === 'eXIf') readExif(body, findings);
    else if (type === 'tEXt') readText(body, (text) => text, findings);
    else if (type === 'zTXt') readText(body, (text) => unfold(text.subarray(1)), findings);
    else if (type === 'iTXt') readText(body, (text) => international(text, unfold), findings);
    else if (type === 'IEND') return;
  }
}

function readText(body: Buffer, open: (text: Buffer) => Buffer, findings: Findings): void {
  const end = body.indexOf(0);
  if (end < 0 || end > 79) {
    addDamage(findings, 'text', 'a text has no keyword');
    return;
  }
  const keyword = body.toString('latin1', 0, end);
  const text = open(body.subarray(end + 1));
  if (text.length === 0) return;
  if (/^XML:com\.adobe\.xmp$/i.test(keyword)) {
    readXmp(text, findings);
    return;
  }
  const profile = /^Raw profile type (exif|APP1|iptc|8bim|xmp)$/i.exec(keyword)?.[1].toLowerCase();
  if (profile !== undefined) {
    readProfile(profile, text, findings);
    return;
  }
  const place: MetadataPlace = 'text';
  if (/^author$/i.test(keyword)) addKind(findings, 'artist', place);
  addText(findings, place, text);
}

/** ImageMagick's form: a name and a length, each in its line, then hex digits. */
function readProfile(profile: string, text: Buffer, findings: Findings): void {
  const digits = /^\s*\w+\s+\d+\s+([0-9a-f\s]+)$/i.exec(text.toString('latin1').replace(/\0+$/, ''))?.[1];
  if (digits === undefined) {
    addDamage(findings, 'text', 'a raw profile is not in hex digits');
    return;
  }
  const bytes = Buffer.from(digits.replace(/\s+/g, ''), 'hex');
  if (profile === 'iptc' || profile === '8bim') readPhotoshop(bytes, findings);
  else if (profile === 'xmp' || bytes.includes('<x:xmpmeta')) readXmp(bytes, findings);
  else readExif(bytes, findings);
}

/** Behind the keyword: compression flag and method, language, translated keyword, text. */
function international(body: Buffer, unfold: (folded: Buffer) => Buffer): Buffer {
  const language = body.indexOf(0, 2);
  const translated = language < 0 ? -1 : body.indexOf(0, language + 1);
  if (translated < 0) return Buffer.alloc(0);
  const text = body.subarray(translated + 1);
  return body[0] === 1 ? unfold(text) : text;
}
