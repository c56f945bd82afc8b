/** A node that the runtime put on another provider than the session's. */
export interface StrayNode {
  /** ONNX operator: `NonMaxSuppression`. */
  operator: string;
  /** Where it ran: `cpu`, `cuda` … */
  provider: string;
  /** Bytes that it read and wrote, weights apart. */
  bytes: number;
  milliseconds: number;
}

/** Where the runtime puts a model's nodes in a session on a target's provider, by its own profile of one run. */
export interface Placement {
  model: string;
  target: string;
  provider: string;
  /** Why no session at all could be opened on the provider; `null` when it could. */
  missing: string | null;
  /** Providers that the runtime can open without further libraries. */
  offered: string[];
  /** Nodes that ran, those that copy apart. */
  nodes: number;
  /** Time of all nodes, those that copy included. */
  milliseconds: number;
  strays: StrayNode[];
  /** Nodes that copy a tensor between the provider and the host in the midst of the graph. */
  copies: number;
}

/** How fast images can come to a model, and how fast it could answer them, on a target with an accelerator. */
export interface Pace {
  model: string;
  target: string;
  provider: string;
  batch: number;
  /** Images that were decoded for it. */
  images: number;
  /** Images a second that this runner's processors decode and preprocess, the model standing still. */
  decoded: number;
  /** Images a second that the model answers, its inputs lying ready. */
  answered: number;
  /** Threads that decoded. */
  threads: number;
}
