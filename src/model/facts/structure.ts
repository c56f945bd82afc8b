/** How a network's numbers are kept, and how it computes with fewer bits. */
export interface Quantisation {
  /**
   * - `none`: it computes in its weights' own type;
   * - `qdq`: activations pass through QuantizeLinear and DequantizeLinear, which a runtime fuses;
   * - `qoperator`: it has operators on integers (QLinearConv …), with scales found before;
   * - `dynamic`: scales are found anew in each run;
   * - `weights`: weights alone are kept in fewer bits.
   */
  scheme: 'none' | 'qdq' | 'qoperator' | 'dynamic' | 'weights';
  /** Type of most of its trained values: `float`, `float16`, `int8` … */
  weights: string;
}

/** What a unit of the deepest layer sees of the image, in pixels, and by how many pixels neighbours lie apart. */
export interface ReceptiveField {
  height: number;
  width: number;
  strideHeight: number;
  strideWidth: number;
  /** Some layer sees the whole picture: attention, a global pooling or a dense layer over all places. */
  global: boolean;
}

/** A network's graph in figures, read without running it. */
export interface ModelStructure {
  nodes: number;
  /** Operators that the model defines itself, as `domain:name`. */
  functions: string[];
  /** The nodes that cost most, with their multiply–accumulates for one image. */
  costliest: { node: string; operator: string; macs: number }[];
  /** Stored tensors by element type, the largest part first. */
  initializers: { type: string; tensors: number; values: number; bytes: number }[];
  quantisation: Quantisation;
  /** Of what slides windows; `null` where nothing does, or it cannot be told. */
  receptiveField: ReceptiveField | null;
  /** What the exporter wrote beside the graph. */
  metadata: Record<string, string>;
}
