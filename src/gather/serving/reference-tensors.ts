import type { Model, ReferenceTensor } from '../../model/facts.ts';
import { Fault, type Position } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { PreparedTensor } from '../../model/vision.ts';
import { readImages } from '../contents.ts';
import { type Alternative, alternativesTo } from '../evaluation/alternatives.ts';
import { scaleOf } from './differences.ts';
import { type NumberArray, readNpy } from './npy.ts';

/** Tensors that are held against every alternative. */
const mostExplained = 4;
/** Grey levels on average that another library's decoder and kernels may account for. */
const alike = 1;

interface Pair {
  image: string;
  tensor: string;
}

/**
 * What the training pipeline made of some images, held against what the declared preprocessing makes of them here.
 *
 * @param at - where the policy names the folders
 * @throws Fault `broken` when there is no pair, a tensor cannot be read, or an image cannot be decoded
 */
export async function compareReferenceTensors(
  snapshot: Snapshot,
  model: Model,
  folders: { images: string; tensors: string },
  at: Position,
  tools: Tools,
): Promise<{ tensors: ReferenceTensor[]; explanation: string | null }> {
  const pairs = pairsOf(snapshot, folders, at);
  const stored = new Map<string, NumberArray>();
  for (const { image, tensor } of pairs) stored.set(image, readNpy(await snapshot.read(tensor), tensor));
  const { preprocessing } = model;
  const made = await prepare(snapshot, [preprocessing], pairs, tools);
  const tensors = pairs.map(({ image, tensor }): ReferenceTensor => {
    const [own] = made.get(image)!;
    const shape = withoutBatch(stored.get(image)!.shape);
    if (shape.join() !== own.dims.join()) {
      return { image, tensor, shapes: { stored: shape, made: own.dims }, mean: Number.NaN, most: Number.NaN };
    }
    return { image, tensor, shapes: null, ...differenceIn(preprocessing, stored.get(image)!, own) };
  });
  const differing = tensors.filter(({ mean }) => !(mean <= alike)).slice(0, mostExplained);
  const explanation = await explain(snapshot, preprocessing, differing, stored, tools);
  return { tensors, explanation };
}

/** Images and tensors of one name, but for the ending, at the same place below both folders. */
function pairsOf(snapshot: Snapshot, { images, tensors }: { images: string; tensors: string }, at: Position): Pair[] {
  const stem = (path: string) => path.replace(/\.[^./]*$/, '');
  const below = (folder: string) =>
    [...snapshot.files.values()].flatMap(({ path, kind }) =>
      kind === 'file' && path.startsWith(`${folder}/`) ? [path] : [],
    );
  const pictures = new Map(
    below(images)
      .filter((path) => !path.endsWith('.npy'))
      .map((path) => [stem(path.slice(images.length)), path]),
  );
  const arrays = below(tensors).filter((path) => path.endsWith('.npy'));
  const pairs = arrays.flatMap((tensor) => {
    const image = pictures.get(stem(tensor.slice(tensors.length)));
    return image === undefined ? [] : [{ image, tensor }];
  });
  if (arrays.length === 0 || pairs.length < arrays.length) {
    const alone = arrays.find((tensor) => !pictures.has(stem(tensor.slice(tensors.length))));
    throw new Fault(
      'broken',
      alone === undefined
        ? `Expected reference tensors in ${tensors} but it has no .npy file. Save what the training pipeline makes of each image of ${images} there.`
        : `Expected an image in ${images} for ${alone} but there is none of its name. Add the image, or remove the tensor.`,
      alone === undefined ? at : { path: alone },
    );
  }
  return pairs;
}

/** What preprocessings make of each image. */
async function prepare(
  snapshot: Snapshot,
  preprocessings: Preprocessing[],
  pairs: readonly { image: string }[],
  tools: Tools,
): Promise<Map<string, PreparedTensor[]>> {
  const paths = new Map(pairs.map(({ image }) => [image, image]));
  const made = new Map<string, PreparedTensor[]>();
  const unreadable = (image: string, reason: string) =>
    new Fault(
      'broken',
      `Expected an image at ${image}, which has a reference tensor, but it cannot be read: ${reason} Restore it.`,
      { path: image },
    );
  const encoded = readImages(snapshot, paths, (image, fault) => {
    throw fault.kind === 'broken' ? unreadable(image, fault.message) : fault;
  });
  for await (const { key, tensors } of tools.vision.tensors(preprocessings, encoded)) {
    if (tensors === null) throw unreadable(key, 'it is no picture that can be decoded.');
    made.set(key, tensors);
  }
  return made;
}

/** The alternative under which no tensor differs on average by more than another library may account for, the nearest of them. */
async function explain(
  snapshot: Snapshot,
  declared: Preprocessing,
  differing: readonly ReferenceTensor[],
  stored: ReadonlyMap<string, NumberArray>,
  tools: Tools,
): Promise<string | null> {
  if (differing.length === 0) return null;
  const others = alternativesTo(declared, everything).filter(({ changed }) => changed.layout === undefined);
  const alternatives = [...others, ...otherLayout(declared)];
  const preprocessings = alternatives.map(({ changed }) => ({ ...declared, ...changed }));
  const made = await prepare(snapshot, preprocessings, differing, tools);
  const worst = preprocessings.map((preprocessing, index) =>
    Math.max(
      ...differing.map(({ image }) => {
        const [array, own] = [stored.get(image)!, made.get(image)![index]];
        const isSameShape = withoutBatch(array.shape).join() === own.dims.join();
        return isSameShape ? differenceIn(preprocessing, array, own).mean : Number.POSITIVE_INFINITY;
      }),
    ),
  );
  const nearest = worst.indexOf(Math.min(...worst));
  return worst[nearest] <= alike ? alternatives[nearest].name : null;
}

/** Nothing is known of these images: everything is tried. */
const everything = {
  pixels: null,
  coloured: true,
  turned: true,
  resized: true,
  shrunk: true,
  cut: true,
  otherAspect: true,
};

function otherLayout({ layout }: Preprocessing): Alternative[] {
  const other = layout === 'nchw' ? 'nhwc' : 'nchw';
  return [{ name: `the layout ${other.toUpperCase()}`, changed: { layout: other } }];
}

/** Absolute differences in grey levels: in units of what one level becomes in each channel. */
function differenceIn(
  preprocessing: Preprocessing,
  { values: stored }: NumberArray,
  { values: made, dims }: PreparedTensor,
): { mean: number; most: number } {
  const level = scaleOf(preprocessing).map(({ factor }) => Math.abs(factor));
  const [channels, area] = preprocessing.layout === 'nchw' ? [dims[0], made.length / dims[0]] : [dims[2], 1];
  let sum = 0;
  let most = 0;
  for (let i = 0; i < made.length; i += 1) {
    const channel = Math.floor(i / area) % channels;
    const difference = Math.abs(stored[i] - made[i]) / level[channel];
    sum += difference;
    // A value that is no number differs from every one.
    if (!(difference <= most)) most = difference;
  }
  return { mean: sum / made.length, most };
}

function withoutBatch(shape: readonly number[]): number[] {
  return shape.length === 4 && shape[0] === 1 ? shape.slice(1) : [...shape];
}
