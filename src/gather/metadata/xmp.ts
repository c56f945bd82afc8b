import type { MetadataKind } from '../../model/facts.ts';
import { addDamage, addKind, addText, addThumbnail, type Findings } from './found.ts';

const PLACE = 'XMP';
const MOST_BYTES = 4 * 2 ** 20;
const MOST_THUMBNAIL = 2 ** 20;

/** Properties by their names without a prefix, which a file may choose (Adobe XMP 2, EXIF 2.32 for XMP, IPTC Extension, MWG 2, Microsoft Photo). */
const kindOfProperty: Record<string, MetadataKind> = {
  GPSLatitude: 'position',
  GPSLongitude: 'position',
  City: 'place',
  Location: 'place',
  Sublocation: 'place',
  SerialNumber: 'body',
  BodySerialNumber: 'body',
  CameraSerialNumber: 'body',
  LensSerialNumber: 'lens',
  OwnerName: 'owner',
  CameraOwnerName: 'owner',
  creator: 'artist',
  Artist: 'artist',
  PersonInImage: 'person',
  PersonDisplayName: 'person',
  /** Microsoft's regions are people; MWG's say what they are by `Type`. */
  RegionInfo: 'face',
};
const names = Object.keys(kindOfProperty).join('|');
/** A property as element or attribute, and the first thing that is written of it. Bounded everywhere, so linear in time. */
const property = new RegExp(
  `[\\s<][\\w.-]{1,32}:(${names})(?:\\s{0,8}=\\s{0,8}["']\\s{0,32}([^"'\\s])|(?:\\s[^<>]{0,512})?>\\s{0,64}(?=([^\\s]{1,2})))`,
  'g',
);
const face = /[\s<][\w.-]{1,32}:Type(?:\s{0,8}=\s{0,8}["']|>)\s{0,8}Face\b/;
const thumbnail = /[\s<][\w.-]{1,32}:image(?:\s{0,8}=\s{0,8}["']|>)\s{0,8}([A-Za-z0-9+/&#;=\s]{128,})/g;

/** Reads an XMP packet by the names of its properties: it need not be well-formed, and nothing in it is expanded. */
export function readXmp(packet: Buffer, findings: Findings): void {
  if (packet.length > MOST_BYTES) addDamage(findings, PLACE, `it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
  const xml = textOf(packet.subarray(0, MOST_BYTES));
  for (const [, name, attribute, content] of xml.matchAll(property)) {
    // An empty element closes at once; one with a list opens it.
    if (attribute === undefined && /^<\//.test(content)) continue;
    const kind = kindOfProperty[name];
    if (kind === 'face' && name === 'RegionInfo' && !xml.includes('microsoft.com/photo/1.2')) continue;
    addKind(findings, kind, PLACE);
  }
  if (face.test(xml)) addKind(findings, 'face', PLACE);
  for (const [, encoded] of xml.matchAll(thumbnail)) {
    if (encoded.length > MOST_THUMBNAIL) addDamage(findings, PLACE, 'its thumbnail is too large');
    else addThumbnail(findings, PLACE, Buffer.from(encoded.replace(/&#x?[0-9a-f]{1,4};/gi, ''), 'base64'));
  }
  addText(findings, PLACE, Buffer.from(withoutEncodings(xml)));
}

/** UTF-16 and UTF-32 packets as text; all others are UTF-8. */
function textOf(packet: Buffer): string {
  const zeros = packet.subarray(0, 64).reduce((sum, byte) => sum + Number(byte === 0), 0);
  return zeros > 8 ? Buffer.from(packet.filter((byte) => byte !== 0)).toString('latin1') : packet.toString('utf8');
}

/** Namespaces, ids and encoded pictures are long, and hold no words. */
function withoutEncodings(xml: string): string {
  return xml
    .replace(/xmlns:[\w.-]{1,32}\s{0,8}=\s{0,8}["'][^"']{0,256}["']/g, '')
    .replace(/[A-Za-z0-9+/]{256,}/g, '')
    .replace(/(?:uuid|xmp\.[did]{2,3}|adobe:docid)[:.\w-]{8,}/gi, '');
}
