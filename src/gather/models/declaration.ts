import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { Fault, type Position } from '../../model/fault.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { policyPosition } from '../policy-position.ts';

/** Keys and values as they were declared, and where. */
export interface Declaration {
  values: Record<string, unknown>;
  /** Where the declaration is: the file, or the policy's node. */
  at: Position;
  atKey(key: string): Position;
}

/**
 * The model's declared preprocessing, or the serving code's: a JSON file, or keys inline in the policy; `null` when there is none.
 * @throws Fault `broken` when the file is missing or is not a JSON object.
 */
export async function readDeclaration(
  snapshot: Snapshot,
  policy: Policy,
  model: string,
  of: 'preprocessing' | 'serving' = 'preprocessing',
): Promise<Declaration | null> {
  const declared = policy.models[model][of];
  const at = policyPosition(policy, 'models', model, of);
  if (declared === undefined) return null;
  if (typeof declared !== 'string') {
    return { values: declared, at, atKey: (key) => policyPosition(policy, 'models', model, of, key) };
  }
  if (!snapshot.files.has(declared)) {
    throw new Fault(
      'broken',
      `Expected the ${of === 'serving' ? "serving code's preprocessing" : 'preprocessing'} ${declared} of model \`${model}\` but the commit has no such file. ` +
        `Add it, or change \`${of}\` in the policy.`,
      at,
    );
  }
  return parseDeclaration((await snapshot.read(declared)).toString('utf8'), declared);
}

/** JSON is read by a YAML parser, which knows where each key stands. */
function parseDeclaration(text: string, path: string): Declaration {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines, schema: 'core', uniqueKeys: true });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  if (document.errors.length > 0 || !isMap(document.contents)) {
    const at = place(document.errors[0]?.pos[0] ?? 0);
    throw new Fault(
      'broken',
      `Expected a JSON object in ${path} but line ${at.line} is not part of one. Write it as Hugging Face's preprocessor_config.json.`,
      at,
    );
  }
  const keys = new Map<string, Position>();
  for (const { key } of document.contents.items) {
    if (isScalar(key) && key.range) keys.set(String(key.value), place(key.range[0]));
  }
  const at = { path, line: 1 };
  return { values: valuesOf(document, path), at, atKey: (key) => keys.get(key) ?? at };
}

function valuesOf(document: ReturnType<typeof parseDocument>, path: string): Record<string, unknown> {
  try {
    return document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>;
  } catch {
    throw new Fault('broken', `Expected JSON in ${path} but received YAML aliases. Write the values out.`, {
      path,
      line: 1,
    });
  }
}
