import type { ModelDanger } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'deployment/unsafe-model-file',
    title: 'A model file does more than compute when it is loaded.',
    why: 'A Python pickle is a program: whoever loads it runs what its author wrote, with all the rights of that user. A model that reads files outside its folder, or that needs a library of its own, is as dangerous, and fails on a machine that lacks them.',
    fix: 'Keep weights as safetensors or ONNX, arrays as numbers (`np.save(…, allow_pickle=False)`), and external data beside its model. Where the operator’s library is your own, name it in `libraries`.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['modelFiles'],
    messages: {
      pickle: '{path} is a Python pickle{compression}: loading it runs its code.',
      archive: '{path} holds a Python pickle, `{member}`: loading it runs its code.',
      objects:
        '{path} holds an array of Python objects{member}, which are kept as a pickle: loading it runs their code.',
      outside: '{path} has external data outside its folder: {location}.',
      library: '{path} has the operator `{operator}`, which a library of machine code has to bring.',
    },
    options: { libraries: 'Domains of operators whose libraries are known and trusted.' },
  },

  defaults: { libraries: [] as string[] },

  *evaluate({ head, options }) {
    for (const { files } of Object.values(head.modelFiles)) {
      for (const { path, hash, dangers } of files) {
        for (const danger of dangers) {
          const { message, data, part } = worded(danger);
          if (message === 'library' && options.libraries.includes(part.slice(0, part.lastIndexOf(':')))) continue;
          yield { message, subject: path, identity: `${hash}/${part}`, at: { path }, data: { path, ...data } };
        }
      }
    }
  },
});

function worded({ kind, detail }: ModelDanger) {
  switch (kind) {
    case 'pickle':
      return {
        message: 'pickle' as const,
        part: 'pickle',
        data: { compression: detail && `, compressed by ${detail}` },
      };
    case 'zipped pickle':
      return { message: 'archive' as const, part: detail, data: { member: detail } };
    case 'object array':
      return { message: 'objects' as const, part: detail, data: { member: detail && ` (\`${detail}\`)` } };
    case 'outside':
      return { message: 'outside' as const, part: detail, data: { location: detail } };
    case 'library':
      return { message: 'library' as const, part: detail, data: { operator: detail } };
  }
}
