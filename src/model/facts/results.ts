/** One model's answers on n images, held against what is true of them: what every score is computed from. */

export interface ClassificationResults {
  task: 'classification';
  /** Number of classes, k. */
  classes: number;
  /** True class of each image, in [0, k). */
  truth: Int32Array;
  /** n × k, row-major; each row sums to 1. */
  scores: Float32Array;
  /** Arg max of each row; the lower index on ties. */
  predicted: Int32Array;
  /** Only labels were answered: scores that read probabilities are undefined. */
  hard?: true;
}

export interface MultilabelResults {
  task: 'multilabel';
  classes: number;
  /** n × k, row-major: 1 where the image has the label. */
  truth: Uint8Array;
  /** n × k, row-major, each 0–1 by itself. */
  scores: Float32Array;
  /** A label is answered from this score on. */
  threshold: number;
  /** As for classification. */
  hard?: true;
}

/** One mask as COCO's uncompressed run lengths: down the columns, background first. */
export interface RunLengths {
  width: number;
  height: number;
  counts: Uint32Array;
}

/** Objects of n images, in columns; those of image i are the rows from `start[i]` to below `start[i + 1]`. */
export interface Objects {
  start: Int32Array;
  category: Int32Array;
  /** Left, top, width and height in pixels; 4m values. */
  boxes: Float64Array;
  /** `null` where only boxes are known. */
  masks: RunLengths[] | null;
}

export interface TrueObjects extends Objects {
  /** Area in pixels that COCO's size ranges are read from. */
  area: Float64Array;
  /** 1 for a region that holds several objects. */
  crowd: Uint8Array;
  /** 1 for an object that may be found or missed; `null` when there is none. */
  ignore: Uint8Array | null;
}

export interface DetectedObjects extends Objects {
  /** Confidence, 0–1. */
  score: Float64Array;
}

export interface DetectionResults {
  task: 'detection' | 'instance-segmentation';
  classes: number;
  /** What is laid over each other. */
  overlap: 'box' | 'mask';
  truth: TrueObjects;
  detected: DetectedObjects;
}

export interface SegmentationResults {
  task: 'segmentation';
  classes: number;
  /** Each image's own confusion, where it is not zero: entries `start[i]` to below `start[i + 1]`; length n + 1. */
  start: Int32Array;
  /** Class of the truth × k + the answered class, each at most once an image. */
  cell: Int32Array;
  pixels: Float64Array;
  /** Pixels on the boundary of each class in each image, n × k each, and those of them that the other boundary meets. */
  boundary: {
    predicted: Float64Array;
    predictedMatched: Float64Array;
    truth: Float64Array;
    truthMatched: Float64Array;
  } | null;
}

export interface RestorationResults {
  task: 'restoration';
  /** Of each image, in dB; infinite for equal pictures. */
  psnr: Float64Array;
  /** Of each image, −1 to 1. */
  ssim: Float64Array;
}

export type Results =
  | ClassificationResults
  | MultilabelResults
  | DetectionResults
  | SegmentationResults
  | RestorationResults;

export type Task = Results['task'];
