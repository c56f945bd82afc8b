import { readGraph } from '../../gather/models/models.ts';
import { countParameters } from '../../gather/models/parameters.ts';
import type { Samples, Task, TensorInterface } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import { type FoundModel, nameOf } from '../found.ts';
import type { Look } from '../look.ts';
import { type Beside, lookBeside } from './beside.ts';
import { commonScore, type Guess, suits, taskOf } from './task.ts';

const othersEnding =
  /\.(pt|pth|ckpt|h5|hdf5|keras|safetensors|pb|tflite|engine|plan|mlmodel|mlpackage|pdparams|joblib|pkl)$/i;
const anyName = /^(model|best|last|final|network)$/i;

export interface FoundModels {
  models: FoundModel[];
  /** Sentences about models that cannot be declared. */
  doubts: string[];
}

/** Each ONNX file that some dataset of the commit can judge. */
export async function findModels(look: Look, datasets: readonly Samples[], scratch: string): Promise<FoundModels> {
  const models: FoundModel[] = [];
  const doubts: string[] = [];
  for (const { path } of look.named(/\.onnx$/i)) {
    try {
      const found = await modelOf(look, path, datasets, scratch);
      if (typeof found === 'string') doubts.push(found);
      else models.push(found);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      doubts.push(`${path} could not be read: ${error.message}`);
    }
  }
  const others = look.named(othersEnding).map(({ path }) => path);
  if (others.length > 0) {
    const some = others.slice(0, 3).join(', ');
    const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
    doubts.push(
      `${some}${more} can only be judged as ONNX, or by what they answer: export to ONNX and give the model a \`file\`, or write their predictions and give it \`predictions\`.`,
    );
  }
  return { models, doubts };
}

async function modelOf(
  look: Look,
  path: string,
  datasets: readonly Samples[],
  scratch: string,
): Promise<FoundModel | string> {
  const onnx = await readGraph(look.snapshot, path, scratch);
  const { inputs, outputs } = onnx.graph;
  if (!inputs.some(({ shape }) => shape.length === 4))
    return `${path} takes no pictures (${shown(inputs)}), so it was left out.`;
  const guess = taskOf({ outputs });
  if (guess === null)
    return `${path} has outputs of no known task (${shown(outputs)}): declare it by hand, with \`task\` and \`output\`.`;
  const beside = await lookBeside(look, path);
  const choice = chooseDataset(guess, datasets, beside);
  if (choice === null) {
    return `${path} looks like a model of ${guess.task} (${shown(outputs)}), but no dataset of that kind was found to judge it on. Declare one, then the model.`;
  }
  const { dataset, task, labels, doubts } = choice;
  if (beside.preprocessing === null) {
    doubts.push(
      `How images are prepared for ${path} is not said by any file beside it. Unless \`preprocessing\` names a preprocessor_config.json or holds its keys, they are stretched to the input and divided by 255: where the model was trained otherwise, its scores will be wrong.`,
    );
  }
  const stem = nameOf(path.replace(/\.onnx$/i, ''), 'model');
  return {
    name: anyName.test(stem) && path.includes('/') ? nameOf(path.split('/').at(-2)!, stem) : stem,
    keys: {
      file: path,
      task,
      ...(labels === null ? {} : { labels }),
      ...(beside.preprocessing === null ? {} : { preprocessing: beside.preprocessing }),
      data: dataset,
      score: commonScore[task],
      tolerance: 0.01,
      ...(beside.history === null ? {} : { history: beside.history }),
      ...(beside.card === null ? {} : { card: beside.card }),
    },
    seen: `${shown(inputs)} → ${shown(outputs)}; ${countParameters(onnx).toLocaleString('en-US')} parameters; ONNX by ${onnx.producer || 'an unnamed exporter'}`,
    doubts,
  };
}

interface Choice {
  dataset: string;
  task: Task;
  /** The file that lists the model's classes, where the dataset's own list is another. */
  labels: string | null;
  doubts: string[];
}

/** The dataset of the task whose classes are as many as the outputs; else the only one of the task. */
function chooseDataset(guess: Guess, datasets: readonly Samples[], { labels }: Beside): Choice | null {
  const tasks: Task[] = guess.task === 'restoration' ? ['restoration', 'segmentation'] : [guess.task];
  for (const task of tasks) {
    const suitable = datasets.filter((samples) => suits(task, samples));
    if (suitable.length === 0) continue;
    const isLike = ({ classes }: Samples) => guess.classes === null || classes.length === guess.classes;
    const like = suitable.filter(isLike);
    const [dataset, ...others] = like.length > 0 ? like : suitable;
    const doubts: string[] = [];
    if (others.length > 0) {
      const names = [dataset, ...others].map((each) => each.dataset);
      doubts.push(`It could be judged on ${names.join(' or on ')}: \`data\` names the first.`);
    }
    if (task === 'restoration') return { dataset: dataset.dataset, task, labels: null, doubts };
    const list = labels.find(({ classes }) =>
      guess.classes === null ? sameClasses(classes, dataset.classes) : classes.length === guess.classes,
    );
    if (list) return { dataset: dataset.dataset, task, labels: list.path, doubts };
    if (!isLike(dataset)) {
      doubts.push(
        `Its outputs have ${guess.classes} classes, but ${dataset.dataset} has ${dataset.classes.length}, and no list of ${guess.classes} lies beside the model: name one in \`labels\`.`,
      );
    } else {
      doubts.push(
        `The order of its classes is taken to be that of ${dataset.dataset} (${some(dataset.classes)}): if it was trained in another, name its list in \`labels\`.`,
      );
    }
    return { dataset: dataset.dataset, task, labels: null, doubts };
  }
  return null;
}

function sameClasses(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}

function some(classes: readonly string[]): string {
  return classes.length > 4 ? `${classes.slice(0, 4).join(', ')}, …` : classes.join(', ');
}

function shown(tensors: readonly TensorInterface[]): string {
  return tensors
    .slice(0, 4)
    .map(({ name, shape }) => `${name} ${shape.map((size) => size ?? '?').join('×') || 'scalar'}`)
    .join(', ');
}
