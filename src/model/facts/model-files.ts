/** What running or loading a file would do besides computing. */
export interface ModelDanger {
  /**
   * - `pickle`: a Python pickle, which runs code when it is loaded;
   * - `zipped pickle`: an archive with one in it (a PyTorch checkpoint, a NumPy archive of objects);
   * - `object array`: a NumPy file whose values are pickled objects;
   * - `outside`: an ONNX model with external data outside its folder;
   * - `library`: an ONNX model with an operator that a library has to bring.
   */
  kind: 'pickle' | 'zipped pickle' | 'object array' | 'outside' | 'library';
  /** The member, the location or the operator. */
  detail: string;
}

/** A file that holds a model, or looks like one, by its bytes. */
export interface ModelFile {
  path: string;
  hash: string;
  /** The name of the policy's model that it is, if it is one's. */
  model: string | null;
  dangers: ModelDanger[];
}

export interface ModelFiles {
  /** Those that were looked into: the policy's, and those that the other side does not have. */
  files: ModelFile[];
  /** Content hashes of all files that could be models. */
  hashes: string[];
}
