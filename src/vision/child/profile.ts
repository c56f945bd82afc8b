import type { StrayNode } from '../../model/facts.ts';

/** What a profile of onnxruntime says of where nodes ran. */
export interface ProfiledNodes {
  nodes: number;
  /** Of all nodes, those that copy included. */
  milliseconds: number;
  /** Those on another provider than the one asked. */
  strays: StrayNode[];
  copies: number;
}

/** Names that onnxruntime gives its providers. */
const registered: Record<string, string> = {
  CPUExecutionProvider: 'cpu',
  CUDAExecutionProvider: 'cuda',
  TensorrtExecutionProvider: 'tensorrt',
  WebGpuExecutionProvider: 'webgpu',
  DmlExecutionProvider: 'dml',
  CoreMLExecutionProvider: 'coreml',
};

const KERNEL = '_kernel_time","args" : ';
const EVENT_ENDS = /\},?\s*$/;
const COPIES = /^Memcpy(?:FromHost|ToHost)?$/;

interface KernelArgs {
  op_name: string;
  provider: string;
  node_index: string;
  activation_size: string;
  output_size: string;
}

/**
 * Reads a profile as onnxruntime writes it: one event a line, a node's run named `<node>_kernel_time`. Nodes' names are
 * written as the model has them, with quotes and newlines: the file need not be JSON. Only what follows the last
 * `_kernel_time` of a line is the runtime's own, so that no name can hide a node. A node of a loop counts once, with the
 * time of all its runs.
 *
 * @param lines - the file, line by line
 * @param provider - the one that the session was asked for: `cuda`
 * @throws Error for an event that is not as the runtime writes it
 */
export async function readProfile(
  lines: AsyncIterable<string> | Iterable<string>,
  provider: string,
): Promise<ProfiledNodes> {
  const seen = new Map<string, StrayNode>();
  const copies = new Set<string>();
  let milliseconds = 0;
  for await (const line of lines) {
    const at = line.lastIndexOf(KERNEL);
    if (at < 0) continue;
    const args = argsOf(line.slice(at + KERNEL.length));
    const key = `${line.slice(line.lastIndexOf('"name" :'), at)} ${args.node_index} ${args.op_name} ${args.provider}`;
    const time = durationOf(line.slice(0, at));
    milliseconds += time;
    if (COPIES.test(args.op_name)) {
      copies.add(key);
      continue;
    }
    const bytes = Number(args.activation_size) + Number(args.output_size);
    const node = seen.get(key);
    if (node) {
      node.milliseconds += time;
      node.bytes = Math.max(node.bytes, bytes);
    } else {
      const where = registered[args.provider] ?? args.provider;
      seen.set(key, { operator: args.op_name, provider: where, bytes, milliseconds: time });
    }
  }
  return {
    nodes: seen.size,
    milliseconds,
    strays: [...seen.values()].filter((node) => node.provider !== provider),
    copies: copies.size,
  };
}

function argsOf(text: string): KernelArgs {
  let args: Partial<Record<keyof KernelArgs, unknown>>;
  try {
    args = JSON.parse(text.replace(EVENT_ENDS, '')) as typeof args;
  } catch {
    throw new Error('Expected a profile of onnxruntime but one of its events cannot be read.');
  }
  const { op_name, provider, node_index = '', activation_size = '0', output_size = '0' } = args;
  if (typeof op_name !== 'string' || typeof provider !== 'string') {
    throw new Error('Expected a profile that names the operator and the provider of each node but one names neither.');
  }
  return {
    op_name,
    provider,
    node_index: String(node_index),
    activation_size: String(activation_size),
    output_size: String(output_size),
  };
}

/** Milliseconds of an event, by what the runtime writes before the name; 0 where a name cut that off. */
function durationOf(start: string): number {
  const microseconds = /"dur" :(\d+)/.exec(start)?.[1];
  return microseconds === undefined ? 0 : Number(microseconds) / 1000;
}
