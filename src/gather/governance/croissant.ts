/**
 * What Croissant metadata lack, by the rules of mlcroissant 1.1: `problems` are its errors, `recommended` its warnings.
 * Never throws for what the text holds.
 */
export function checkCroissant(text: string): { problems: string[]; recommended: string[] } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problems: [`it is no JSON (${(error as Error).message})`], recommended: [] };
  }
  const dataset = objectOf(data);
  if (!hasType(dataset, 'Dataset')) return { problems: ['`@type` is not `sc:Dataset`'], recommended: [] };
  const lacks = (names: readonly string[]) => names.filter((name) => isEmpty(property(dataset, name)));
  const files = [property(dataset, 'distribution') ?? []].flat().map(objectOf);
  return {
    problems: files.flatMap((file, index) => fileProblems(file, String(file['@id'] ?? file.name ?? index + 1))),
    recommended: lacks(['license', 'datePublished', 'citeAs', 'version']).map((name) => `\`${name}\``),
  };
}

/** Whether a JSON file says that it is Croissant. */
export function isCroissant(text: string): boolean {
  return /"https?:\/\/mlcommons\.org\/croissant\//.test(text.slice(0, 20_000));
}

function fileProblems(file: Record<string, unknown>, name: string): string[] {
  const lacks = (keys: readonly string[]) => keys.filter((key) => isEmpty(property(file, key)));
  const problems = (missing: readonly string[]) => missing.map((key) => `\`${key}\` of the file \`${name}\``);
  if (hasType(file, 'FileSet')) return problems(lacks(['includes', 'encodingFormat']));
  if (!hasType(file, 'FileObject')) return [`\`@type\` of the file \`${name}\`, \`cr:FileObject\` or \`cr:FileSet\``];
  const isContained = !isEmpty(property(file, 'containedIn'));
  const digest = isContained || !isEmpty(property(file, 'md5')) || !isEmpty(property(file, 'sha256'));
  return [
    ...problems(lacks(['contentUrl', 'encodingFormat'])),
    ...(digest ? [] : [`\`sha256\` or \`md5\` of the file \`${name}\``]),
  ];
}

/** A property, with any prefix of the context. */
function property(object: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(object).find((own) => own === name || own.endsWith(`:${name}`) || own.endsWith(`/${name}`));
  return key === undefined ? undefined : object[key];
}

function hasType(object: Record<string, unknown>, name: string): boolean {
  return [object['@type'] ?? []].flat().some((type) => new RegExp(`(^|[:/])${name}$`).test(String(type)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
