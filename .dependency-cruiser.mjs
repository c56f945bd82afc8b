/** The import table of docs/architecture.md, enforced. */
const folders = {
  'src/model': [],
  'src/statistics': [],
  'src/columns': [],
  'src/score': ['statistics'],
  'src/spelling': [],
  'src/runtimes': [],
  'src/git': ['spelling'],
  'src/cache': [],
  'src/policy': ['spelling', 'runtimes'],
  'src/natives': [],
  'src/vision': ['natives', 'score/restoration'],
  'src/gather': ['vision', 'score', 'statistics', 'spelling', 'columns'],
  'src/evaluate': ['statistics'],
  'src/propose': ['gather', 'policy'],
  'src/illustrate': ['vision'],
  'src/report': [],
  'src/github': [],
};

/** Every folder may import itself and the nouns, and what the table adds. */
const table = Object.entries(folders).map(([folder, allowed]) => ({
  name: `only-what-${folder.replace('src/', '')}-may-import`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: '^(src|rules)/',
    pathNot: [folder, 'src/model', ...allowed.map((name) => `src/${name}`)].map((path) => `^${path}/`),
  },
}));

const packages = {
  '@actions/|@octokit/': '^src/(github|action|post)',
  'sharp$|onnxruntime-node$': '^src/vision/child',
  zod$: '^src/policy/',
};

export default {
  forbidden: [
    ...table,
    {
      name: 'rules-are-pure',
      comment: 'A rule reads facts, statistics and scores; never git, pixels, GitHub, the network or the disk.',
      severity: 'error',
      from: { path: '^rules/', pathNot: '^rules/index\\.ts$' },
      to: { pathNot: ['^rules/', '^src/(model|statistics|score|runtimes)/'] },
    },
    {
      name: 'rules-do-not-know-each-other',
      severity: 'error',
      from: { path: '^rules/(?!shared/|index\\.ts)' },
      to: { path: '^rules/(?!shared/)' },
    },
    {
      name: 'only-the-story-knows-the-rules',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main|worker)\\.ts$', '^src/command-line/'] },
      to: { path: '^rules/' },
    },
    {
      name: 'the-middle-is-pure',
      comment: 'No disk, no network, no processes between gathering and speaking.',
      severity: 'error',
      from: { path: '^src/(model|statistics|score|evaluate|spelling|runtimes)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'reports-touch-nothing',
      severity: 'error',
      from: { path: '^src/(report|policy)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    ...Object.entries(packages).map(([path, owner]) => ({
      name: `only-${owner.replace(/\W+/g, '-')}-may-use-${path.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: owner },
      to: { path: `node_modules/(${path})`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
