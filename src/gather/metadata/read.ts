import { readHeif, readWebp } from './boxes.ts';
import { readExif } from './exif.ts';
import { type Findings, noFindings } from './found.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';

/**
 * What the metadata of an encoded picture tell: EXIF, XMP, IPTC, texts and embedded thumbnails of JPEG, PNG, WebP, HEIF, AVIF,
 * TIFF and GIF. Headers only: no pixel is decoded. Never throws: what is malformed is left out and said in `damage`.
 */
export function readMetadata(bytes: Buffer): Findings {
  const findings = noFindings();
  const magic = bytes.toString('latin1', 0, 12);
  if (magic.startsWith('\xff\xd8')) readJpeg(bytes, findings);
  else if (magic.startsWith('\x89PNG')) readPng(bytes, findings);
  else if (magic.startsWith('RIFF') && magic.endsWith('WEBP')) readWebp(bytes, findings);
  else if (magic.slice(4, 8) === 'ftyp') readHeif(bytes, findings);
  else if (magic.startsWith('II*\0') || magic.startsWith('MM\0*')) readExif(bytes, findings);
  else if (magic.startsWith('GIF8')) readGif(bytes, findings);
  return findings;
}
