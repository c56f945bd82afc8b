/** Which layout a model's outputs follow. */
import type { Task } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Head } from '../../model/vision.ts';
import { detr } from './detr.ts';
import { kindOf, labels } from './labels.ts';
import { ssd, torchvision } from './lists.ts';
import { type HeadJob, type Layout, type OutputTensor, type ReadAnswer, shapesOf } from './output.ts';
import { image } from './picture.ts';
import { classMap, pixelLogits } from './pixels.ts';
import { rtdetr } from './rtdetr.ts';
import { yolov5, yolov8, yolov10 } from './yolo.ts';

const layouts: Record<Head, Layout> = {
  logits: labels('logits'),
  probabilities: labels('probabilities'),
  yolov5,
  yolov8,
  yolov10,
  detr,
  rtdetr,
  torchvision,
  ssd,
  'pixel-logits': pixelLogits,
  'class-map': classMap,
  image,
};

/** The layouts of each task, the surest first: one that fits hides those of its kind behind it. */
const headsOf: Record<Task, readonly (readonly Head[])[]> = {
  classification: [['logits', 'probabilities']],
  multilabel: [['logits', 'probabilities']],
  detection: [
    ['torchvision', 'ssd', 'detr'],
    ['yolov10', 'rtdetr'],
    ['yolov8', 'yolov5'],
  ],
  'instance-segmentation': [['torchvision'], ['yolov10'], ['yolov8', 'yolov5']],
  segmentation: [['class-map'], ['pixel-logits']],
  restoration: [['image']],
};

/**
 * How answers are read from outputs, judged by the first batch.
 *
 * @param rows - rows of the batch that hold a picture; the others are padding
 * @throws Fault `broken` when no layout of the task fits, when two do, or when the one that the policy names does not
 */
export function recognise(job: HeadJob, outputs: readonly OutputTensor[], rows: number, batch: number): ReadAnswer {
  const { task, head } = job;
  const possible = headsOf[task].flat();
  if (head !== 'auto' && !possible.includes(head)) {
    throw new Fault(
      'broken',
      `Expected an output of ${task} but \`output\` is ${head}. Use ${possible.join(', ')} or auto.`,
    );
  }
  if (task === 'classification' || task === 'multilabel') {
    const kind = head === 'auto' ? kindOf(job, outputs[0], rows, batch) : (head as 'logits' | 'probabilities');
    return layouts[kind].fit(job, outputs, batch) as ReadAnswer;
  }
  const tried = head === 'auto' ? headsOf[task] : [[head]];
  for (const alike of tried) {
    const fits = alike.flatMap((name) => {
      const read = layouts[name].fit(job, outputs, batch);
      return read ? [{ name, read }] : [];
    });
    if (fits.length > 1) {
      throw new Fault(
        'broken',
        `The outputs ${shapesOf(outputs)} can be read as ${fits.map(({ name }) => name).join(' and as ')}. Set \`output\` to the one that they are.`,
      );
    }
    if (fits.length === 1) return fits[0].read;
  }
  const names = tried.flat();
  throw new Fault(
    'broken',
    `Expected outputs of ${task} with ${job.classes} ${job.classes === 1 ? 'class' : 'classes'} but received ${shapesOf(outputs)}. ${names.map((name) => `${name} is ${layouts[name].expects(job)}`).join('; ')}. Correct \`labels\` or \`output\`, or export the model with one of these heads.`,
  );
}
