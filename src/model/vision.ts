import type { Gpu, LatencyPair, MemoryPeak, OutOfMemory, Pace, Placement, RunLengths, Task } from './facts.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { StoredTensor, TensorSurvey } from './weights.ts';

/** An image as stored, under a key that the caller chose (its content hash). */
export interface EncodedImage {
  key: string;
  bytes: Uint8Array;
}

/** Everything that is known of one image; `Images` says what each value means. */
export interface ImageDescription {
  key: string;
  /** Why it could not be decoded; the other values are then empty. */
  error: string | null;
  format: string;
  mode: string;
  depth: number;
  icc: string;
  width: number;
  height: number;
  channels: number;
  frames: number;
  progressive: boolean;
  quality: number;
  tables: string;
  orientation: number;
  location: boolean;
  dark: number;
  bright: number;
  blurry: number;
  lowInformation: number;
  grey: boolean;
  brightness: number;
  contrast: number;
  red: number;
  green: number;
  blue: number;
  phash: string;
}

/** The description of an image that could not be decoded. */
export function undecoded(key: string, error: string): ImageDescription {
  const none = Number.NaN;
  return {
    key,
    error,
    format: '',
    mode: '',
    depth: 0,
    icc: '',
    width: 0,
    height: 0,
    channels: 0,
    frames: 0,
    progressive: false,
    quality: none,
    tables: '',
    orientation: 1,
    location: false,
    dark: none,
    bright: none,
    blurry: none,
    lowInformation: none,
    grey: false,
    brightness: none,
    contrast: none,
    red: none,
    green: none,
    blue: none,
    phash: '',
  };
}

/** What a model's outputs hold: a layout that exporters write. */
export type Head =
  /** n × k: class scores before or after the softmax (or sigmoid, for several labels). */
  | 'logits'
  | 'probabilities'
  /** n × anchors × (5 + k): centre, size, objectness, class scores (Ultralytics YOLOv5, YOLOv7). */
  | 'yolov5'
  /** n × (4 + k) × anchors: centre, size, class scores (Ultralytics YOLOv8 to v11); with mask coefficients and prototypes for instances. */
  | 'yolov8'
  /** n × m × 6: corners, score, class, without duplicates (YOLOv10 and other end-to-end exports). */
  | 'yolov10'
  /** Class logits n × queries × k or k + 1, and relative centre and size n × queries × 4 (DETR, RT-DETR, Deformable DETR). */
  | 'detr'
  /** n × queries × (4 + k): relative centre and size, and a share of each class; or n × m × 6 with score and class (Ultralytics' RT-DETR). */
  | 'rtdetr'
  /** boxes m × 4, labels m, scores m, and masks m × 1 × h × w for instances, of one image (torchvision, also its SSD and Mask R-CNN). */
  | 'torchvision'
  /** boxes n × m × 4 as relative top, left, bottom, right; classes n × m; scores n × m; counts n (TensorFlow's detection API, SSD). */
  | 'ssd'
  /** n × k × h × w: class logits of each pixel. */
  | 'pixel-logits'
  /** n × h × w or n × 1 × h × w: class of each pixel. */
  | 'class-map'
  /** n × channels × h × w, or n × h × w × channels: a picture. */
  | 'image';

/** An everyday corruption of ImageNet-C, at a published severity of 1 to 5. */
export interface Corruption {
  name: 'gaussian noise' | 'gaussian blur' | 'JPEG compression' | 'brightness' | 'contrast';
  severity: number;
}

export interface ModelJob {
  /** Path of the ONNX file on this machine. */
  file: string;
  task: Task;
  preprocessing: Preprocessing;
  /** Shape of the input as the model declares it. */
  input: { name: string; type: string; shape: (number | string | null)[] };
  /** The outputs that are read, and the layout that they follow; `auto` recognises it by names, shapes and values. */
  outputs: string[];
  head: Head | 'auto';
  /** Number of classes of the model's list of labels, k. */
  classes: number;
  /** Detections below `score` are dropped, and those that overlap a better one of their class by more than `overlap` where the head leaves duplicates; at most `most` an image are kept. */
  detection: { score: number; overlap: number; most: number };
  /** Value of an output picture that is white: 1, or 255. */
  white: number;
  provider: string;
  /** Images in one run; the model's own when its batch dimension is fixed. */
  batch: number;
  /** What is done to each picture before the model sees it. */
  corruption?: Corruption;
}

/** Objects found in one picture, in pixels of the picture as its preprocessing turns it by its orientation, the most certain first. */
export interface FoundObjects {
  /** Left, top, width and height each, clipped to the picture; 4m values. */
  boxes: Float32Array;
  /** 0–1, descending. */
  scores: Float32Array;
  categories: Int32Array;
  /** Size of the picture's masks; `null` where the task has none. */
  masks: RunLengths[] | null;
}

/** What a model says of one picture. */
export type Answer =
  /** `hard`: only labels were said, so that the probabilities are 1 and 0 and mean nothing. */
  | { task: 'classification' | 'multilabel'; probabilities: Float32Array; hard?: true }
  | { task: 'detection' | 'instance-segmentation'; objects: FoundObjects }
  /** Class of each pixel, rows from the top, as large as the picture. */
  | { task: 'segmentation'; width: number; height: number; map: Uint8Array | Uint16Array }
  /** Of the model's picture against the target. */
  | { task: 'restoration'; psnr: number; ssim: number };

/** A picture that a model is run on; for restoration with the picture that it should become. */
export interface Question extends EncodedImage {
  target?: Uint8Array;
}

export interface Prediction {
  key: string;
  /** One for each job; `null` with a reason when the picture could not be decoded. */
  answers: Answer[] | null;
  error: string | null;
}

/** Mild changes of a picture, before it is prepared. */
export const mildTransforms = ['brighter', 'darker', 'less contrast', 'blur', 'rotation', 'mirror'] as const;
export type MildTransform = (typeof mildTransforms)[number];

/** Another way in which pictures reach a model. */
export interface Variant {
  /** As large as the model takes it; in the other layout the same number of values is taken for what the model's layout says. */
  preprocessing: Preprocessing;
  /** Done to the picture as decoded. */
  transform?: MildTransform;
}

export interface PreparedTensor {
  /** In the order of the layout, without the batch. */
  dims: number[];
  values: Float32Array;
}

export interface Probed {
  key: string;
  /** One for each variant: `null` where the model said nothing that is an answer. `null` when the picture could not be decoded. */
  answers: (Answer | null)[] | null;
}

export interface TimingJob {
  base: ModelJob;
  head: ModelJob;
  /** Fresh processes, and rounds of runs within each. */
  sessions: number;
  runs: number;
  warmUp: number;
  /** Seconds after which no further process is begun. */
  limitSeconds: number;
}

export interface Timing {
  pairs: LatencyPair[];
  runtime: string;
  device: string;
}

export type Paced = Pick<Pace, 'images' | 'decoded' | 'answered' | 'threads'>;

/** Where a provider puts a model's nodes. */
export type Placing = Omit<Placement, 'model' | 'target' | 'provider'>;

/** Where pixels are decoded and models are run: in child processes, never in this one. */
export interface Vision {
  /** Describes images in any order, each once. */
  describe(images: AsyncIterable<EncodedImage>): AsyncIterable<ImageDescription>;
  /** Runs one or several models on the same pictures, each decoded once. */
  predict(jobs: ModelJob[], images: AsyncIterable<Question>): AsyncIterable<Prediction>;
  /** Features for cheap baselines, 0–1: the 768 values of a 16 × 16 RGB thumbnail, then 324 of histograms of oriented gradients. */
  features(images: AsyncIterable<EncodedImage>): AsyncIterable<{ key: string; features: Float32Array | null }>;
  /** The upright picture in grey, stretched to 64 × 64: 4 096 bytes, rows from the top; `null` when it cannot be decoded. */
  miniatures(images: AsyncIterable<EncodedImage>): AsyncIterable<{ key: string; luma: Uint8Array | null }>;
  /** Asks a model of the same images under several variants, decoding each image once. */
  probe(job: ModelJob, variants: Variant[], images: AsyncIterable<EncodedImage>): AsyncIterable<Probed>;
  /** What preprocessings make of images, each decoded once; `null` when it cannot be decoded. */
  tensors(
    preprocessings: Preprocessing[],
    images: AsyncIterable<EncodedImage>,
  ): AsyncIterable<{ key: string; tensors: PreparedTensor[] | null }>;
  /** SHA-256 of the upright pixels, and a 256-bit perceptual hash: 32 bytes of signs, 32 of which are above the noise; with `crops` the signs of the picture and of 80 crops of it. `null` when it cannot be decoded. */
  looks(
    images: AsyncIterable<EncodedImage>,
    crops: boolean,
  ): AsyncIterable<{ key: string; pixels: Uint8Array | null; looks: Uint8Array | null }>;
  /**
   * How like each picture is, as it came or resized by bicubic interpolation, to the one that it should become: PSNR in dB and SSIM;
   * `null` where the two cannot be decoded or compared.
   */
  untouched(
    images: AsyncIterable<Question>,
  ): AsyncIterable<{ key: string; likeness: { psnr: number; ssim: number } | null }>;
  /**
   * Runs each picture in ways that should answer alike: the model and `other`; or, without one, the model again in the
   * same session, in another one, and in a batch. `sums` are those of `parity.ts` by way and output, `flips` 1 where the class turned.
   */
  compare(
    job: ModelJob,
    other: ModelJob | null,
    images: AsyncIterable<EncodedImage>,
  ): AsyncIterable<{ key: string; compared: { flips: number[]; sums: Float64Array } | null }>;
  time(job: TimingJob): Promise<Timing>;
  /** What the weights of a model are, a tensor each. */
  surveyTensors(tensors: readonly StoredTensor[]): Promise<TensorSurvey[]>;
  /** A hash of each tensor's bytes, 32 hexadecimal digits. */
  hashTensors(tensors: readonly StoredTensor[]): Promise<string[]>;
  /**
   * Peak memory of a fresh process that ran the model once, or that it did not fit.
   * @param budgetMb - what the target allows: the process may take as much, whatever else its limit is
   */
  memory(job: ModelJob, budgetMb?: number): Promise<MemoryPeak | OutOfMemory>;
  /**
   * Where the job's provider puts the model's nodes, by one profiled run of a batch.
   * @param folder - a private one, for the runtime's profile
   */
  place(job: ModelJob, folder: string): Promise<Placing>;
  /**
   * How fast images are decoded for a model, and how fast it answers them.
   * @param count - most images that there can be; all are held at once
   * @returns `null` when not one can be decoded
   */
  pace(job: ModelJob, images: AsyncIterable<EncodedImage>, count: number): Promise<Paced | null>;
  /** WebP thumbnails without metadata, longest side at most `size` pixels, turned by their EXIF orientation. */
  thumbnails(
    images: AsyncIterable<EncodedImage>,
    size: number,
  ): AsyncIterable<{ key: string; webp: Uint8Array | null; width: number; height: number }>;
  /** Name and version of the runtime and of the decoder, for cache keys and the report. */
  versions(): Promise<{ runtime: string; decoder: string; providers: string[] }>;
  /** The NVIDIA GPUs of this runner, as they were when this was first asked. */
  gpus(): Promise<Gpu[]>;
  close(): Promise<void>;
}
