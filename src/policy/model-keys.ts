import type { Task } from '../model/facts.ts';
import type { PolicyMistake } from '../model/policy.ts';
import type { PolicyDocument } from './document.ts';
import { suggestion } from './issues.ts';

/** What one key of a model says of another: a file or predictions, a score of its task. */
export function checkModelKeys(
  name: string,
  model: Record<string, unknown>,
  scores: Readonly<Record<Task, readonly string[]>>,
  document: PolicyDocument,
): PolicyMistake[] {
  const mistakes: PolicyMistake[] = [];
  const given = ['file', 'predictions'].filter((key) => model[key] !== undefined);
  if (given.length !== 1 && Object.keys(model).length > 0) {
    mistakes.push({
      at: document.keyAt(['models', name]),
      message: `Expected \`file\` or \`predictions\` for \`${name}\` but received ${given.length === 2 ? 'both' : 'neither'}. Name the ONNX file, or the files of what the model answered.`,
    });
  }
  const { task, score } = model;
  if (typeof task !== 'string' || typeof score !== 'string' || !Object.hasOwn(scores, task)) return mistakes;
  const known = scores[task as Task];
  if (!known.includes(score)) {
    const path = ['models', name, 'score'];
    mistakes.push({
      at: document.valueAt(path),
      message: `Expected a score of ${task} but received \`${score}\`. ${suggestion(score, known, path)}`,
    });
  }
  return mistakes;
}
