/** The workflow that runs the gate, as `examples/workflows/pull-request.yml` shows it for a runner with a GPU. */
export function workflowText(runner: 'cpu' | 'gpu'): string {
  return text
    .replace('RUNNER', runner === 'gpu' ? '[self-hosted, gpu]' : 'ubuntu-latest')
    .replace('PROVIDER', runner === 'gpu' ? 'cuda' : 'cpu');
}

const text = `# The gate on every pull request and in the merge queue; a manual run audits the chosen commit, or compares it with \`base\`.
# Require the job "Vision Gate" in the branch's protection. No \`paths:\` filter: a required check that is skipped waits for ever.
name: vision-gate
on:
  pull_request:
  merge_group:
  workflow_dispatch:
    inputs:
      base:
        description: Commit, branch or tag to compare with; empty for an audit
        required: false

permissions: {}

concurrency:
  group: vision-gate-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  gate:
    name: Vision Gate
    runs-on: RUNNER
    timeout-minutes: 60
    permissions:
      contents: read
      checks: write
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - id: gate
        uses: vision-gate/vision-gate@v0
        with:
          base: \${{ github.event_name == 'workflow_dispatch' && inputs.base || '' }}
          provider: PROVIDER
      - if: always()
        uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: vision-gate-report
          path: \${{ steps.gate.outputs.html }}
          if-no-files-found: ignore
`;
