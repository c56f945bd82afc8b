/** Resampling kernels by Pillow's names; each is antialiased when it shrinks, as Pillow's are, unless `antialias` is false. */
export type Resample = 'nearest' | 'lanczos' | 'bilinear' | 'bicubic' | 'box' | 'hamming';

/**
 * What happens to an image's pixels before the model sees them, in this order: orientation, colour, resize, crop,
 * pad, rescale, normalise, layout. Hugging Face's `preprocessor_config.json` keys, resolved to plain values.
 */
export interface Preprocessing {
  /** `apply` turns the picture as its EXIF orientation says; `ignore` takes the pixels as stored (Pillow's and OpenCV's raw reading). */
  orientation: 'apply' | 'ignore';
  colour: 'rgb' | 'bgr' | 'grey';
  resize:
    | { mode: 'none' }
    /** To exactly this size; the aspect ratio is not kept. */
    | { mode: 'stretch'; width: number; height: number }
    /** The shorter side to `size` pixels; the aspect ratio is kept. */
    | { mode: 'shortest'; size: number; longest?: number }
    /** Into this box with the aspect ratio kept, the rest padded with `fill` (0–255), centred. */
    | { mode: 'letterbox'; width: number; height: number; fill: number };
  resample: Resample;
  /** Absent: yes. `false`: a kernel keeps its width however much it shrinks, as in OpenCV and in PyTorch's `antialias=False`. */
  antialias?: false;
  /** Centre crop in pixels, after the resize; smaller images are padded with zeros. */
  crop: { width: number; height: number } | null;
  /** Factor that each 0–255 value is multiplied by; 1 leaves 0–255. */
  rescale: number;
  /** Per channel, on the rescaled values: (value − mean) / std. */
  normalise: { mean: number[]; std: number[] } | null;
  layout: 'nchw' | 'nhwc';
  /** Rows and columns change places just before the layout; nobody declares it, and a probe tries it. */
  transposed?: true;
}
