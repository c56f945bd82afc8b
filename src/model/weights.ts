/** Where the values of one tensor lie on this machine, and what they are. */
export interface StoredTensor {
  file: string;
  /** The bytes from `start` up to `end`. */
  start: number;
  end: number;
  /** ONNX element type in lower case. */
  type: string;
  /** Rows of the first dimension: what makes one output each. At least 1. */
  filters: number;
}

/** What the values of one tensor are. */
export interface TensorSurvey {
  values: number;
  /** Values that are zero, or so small that nothing is left of a product with any activation. */
  zeros: number;
  /** Filters of more than one value that are zero everywhere. */
  deadFilters: number;
  notFinite: number;
}
