/** Extensions of each format, as decoders name it, that images of it go by. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png', 'apng'],
  webp: ['webp'],
  gif: ['gif'],
  tiff: ['tif', 'tiff'],
  heif: ['heif', 'heic', 'avif'],
  bmp: ['bmp', 'dib'],
};
const known = new Set(Object.values(extensions).flat());

/** Whether a pointer to the content lies in the image's place. */
export function isPointer(format: string): boolean {
  return format.endsWith('pointer');
}

/** The path's extension, where it is that of another image format than the file's own; else `null`. */
export function wrongExtension(path: string, format: string): string | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (!known.has(extension) || !extensions[format]) return null;
  return extensions[format].includes(extension) ? null : extension;
}
