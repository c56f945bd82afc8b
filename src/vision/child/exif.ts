import readExif from 'exif-reader';

/**
 * Whether a picture's metadata tell where it was taken: a latitude or longitude in EXIF or XMP. Metadata that cannot be
 * parsed tell nothing.
 */
export function holdsLocation(exif: Uint8Array | undefined, xmp: Uint8Array | undefined): boolean {
  return exifHoldsLocation(exif) || (xmp !== undefined && Buffer.from(xmp).includes('GPSLatitude'));
}

function exifHoldsLocation(exif: Uint8Array | undefined): boolean {
  if (!exif) return false;
  try {
    const gps = readExif(Buffer.from(exif)).GPSInfo;
    return gps?.GPSLatitude !== undefined || gps?.GPSLongitude !== undefined;
  } catch {
    return false;
  }
}
