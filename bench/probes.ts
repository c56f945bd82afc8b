/**
 * What the probes of a preprocessing cost, in evaluations: `node bench/probes.ts`. The shipped classifier on its 1 000 test images,
 * and on 320 × 240 enlargements of them, where every kernel and every geometry is an alternative. The evaluation and the probes
 * start child processes of their own, and both decode every image; nothing is cached before.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openCache } from '../src/cache/store.ts';
import { pixelStatistics } from '../src/gather/evaluation/pixel-statistics.ts';
import { predictions } from '../src/gather/evaluation/predictions.ts';
import { probes } from '../src/gather/evaluation/probes.ts';
import { images } from '../src/gather/images.ts';
import { models } from '../src/gather/models/models.ts';
import { samples } from '../src/gather/samples.ts';
import type { Gathered } from '../src/model/facts.ts';
import type { Gatherer, Tools } from '../src/model/gatherer.ts';
import { parsePolicy } from '../src/policy/parse.ts';
import { scoreNames } from '../src/score/names.ts';
import { openVision } from '../src/vision/open.ts';
import { type Content, snapshotOf } from '../test/harness/snapshot.ts';

const root = fileURLToPath(new URL('../examples/garments/base/', import.meta.url));
const policyText = `version: 1
datasets: { garments: { format: imagefolder, splits: { test: data/garments/test } } }
models:
  classifier:
    { file: models/classifier.onnx, task: classification, labels: models/labels.txt, data: garments, score: macro_f1,
      preprocessing: models/preprocessor_config.json }
`;

const tree: Record<string, Content> = {};
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && /models|garments\/test/.test(path)) tree[path.slice(root.length)] = readFileSync(path);
}
const enlarged: Record<string, Content> = {};
for (const [path, content] of Object.entries(tree)) {
  const isImage = path.endsWith('.png');
  enlarged[path] = isImage
    ? await sharp(content as Uint8Array)
        .resize(320, 240, { fit: 'fill' })
        .png({ compressionLevel: 1 })
        .toBuffer()
    : content;
}

for (const [name, files] of [
  ['28 × 28', tree],
  ['320 × 240', enlarged],
] as const) {
  await measure(name, files);
}

async function measure(name: string, files: Record<string, Content>): Promise<void> {
  const parsed = parsePolicy(policyText, {
    path: 'vision-gate.yml',
    commit: '0'.repeat(40),
    side: 'head',
    rules: [],
    scores: scoreNames,
  });
  if ('mistakes' in parsed) throw new Error(JSON.stringify(parsed.mistakes));
  const scratch = mkdtempSync(join(tmpdir(), 'probes-'));
  const vision = openVision();
  const tools: Tools = {
    vision,
    cache: openCache({ directories: [] }),
    scratch,
    signal: new AbortController().signal,
    provider: 'cpu',
    progress: () => {},
    note: () => {},
  };
  const snapshot = snapshotOf(files, 'head');
  const gathered: Gathered = { facts: {}, unread: [] };
  const take = async (gatherer: Gatherer): Promise<number> => {
    const begun = performance.now();
    const { entries, faults } = await gatherer.gather(snapshot, parsed.policy, tools, gathered);
    if (faults.length > 0) throw faults[0].fault;
    Object.assign(gathered.facts, { [gatherer.fact]: entries });
    return performance.now() - begun;
  };
  for (const gatherer of [samples, images, models]) await take(gatherer);
  const evaluation = await take(predictions);
  const statistics = await take(pixelStatistics);
  const probing = await take(probes);
  const { runs, evaluated, probes: tried } = gathered.facts.probes!.classifier;
  console.log(
    `${name}: ${tried.length} alternatives, ${runs} runs on ${evaluated} images (${(runs / evaluated).toFixed(2)} × one evaluation); ` +
      `evaluation ${Math.round(evaluation)} ms, statistics ${Math.round(statistics)} ms, probes ${Math.round(probing)} ms ` +
      `(${(probing / evaluation).toFixed(2)} ×, ${((probing + statistics) / evaluation).toFixed(2)} × with the statistics)`,
  );
  await vision.close();
  tools.cache.close();
  rmSync(scratch, { recursive: true, force: true });
}
