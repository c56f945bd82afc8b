const imageExtensions = new Set(
  'jpg jpeg jpe jfif png apng ppm pgm bmp tif tiff webp gif avif jxl heic heif jp2'.split(' '),
);

/** Whether the file's extension is that of an image (torchvision's list and the formats that came after it). */
export function isImagePath(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') && imageExtensions.has(path.slice(dot + 1).toLowerCase());
}

/** The names of the files that a path without an image's extension may stand for, the commonest first. */
export function withImageExtensions(path: string): string[] {
  if (isImagePath(path)) return [];
  return [...imageExtensions].flatMap((extension) => [`${path}.${extension}`, `${path}.${extension.toUpperCase()}`]);
}

/** The folder that holds `path`; `''` for the repository's root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A folder as the policy writes it (`./data/train/`), as a path in the repository (`data/train`); `''` is the root. */
export function normaliseFolder(folder: string): string {
  return folder.split('/').filter(isStep).join('/');
}

/** The deepest folder that holds all of `folders`. */
export function sharedFolder(folders: string[]): string {
  const [first = '', ...others] = folders;
  const steps = first.split('/');
  const shared = steps.findIndex((step, i) => others.some((folder) => folder.split('/')[i] !== step));
  return (shared < 0 ? steps : steps.slice(0, shared)).join('/');
}

export type ResolvedPath = { path: string } | { fault: string };

/**
 * Path in the repository of what a file in `folder` calls `written`.
 * A fault is the end of a sentence: `an absolute path`, `a path that leaves the repository` …
 */
export function resolvePath(folder: string, written: string): ResolvedPath {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(written)) return { fault: 'an address on the network' };
  const slashed = written.includes('\\') ? written.replaceAll('\\', '/') : written;
  if (slashed.startsWith('/') || /^[a-z]:\//i.test(slashed)) return { fault: 'an absolute path' };
  if (slashed.includes('\0')) return { fault: 'a path with a zero byte' };
  if (isPlain(slashed)) return { path: folder === '' ? slashed : `${folder}/${slashed}` };

  const steps = folder === '' ? [] : folder.split('/');
  for (const step of slashed.split('/').filter(isStep)) {
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return { fault: 'a path that leaves the repository' };
  }
  return steps.length > 0 ? { path: steps.join('/') } : { fault: 'an empty path' };
}

function isStep(step: string): boolean {
  return step !== '' && step !== '.';
}

/** Nearly every path of a large table needs no work. */
function isPlain(path: string): boolean {
  return path !== '' && !path.startsWith('.') && !path.includes('/.') && !path.includes('//') && !path.endsWith('/');
}
