#!/usr/bin/env node
/** The command line's door. It loads nothing that an older Node could not, so that it can say what is missing. */
const needed = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < needed) {
  console.error(
    `vision-gate needs Node ${needed} or newer, but this is Node ${process.versions.node}. Install it from https://nodejs.org, or run through npx -p node@${needed}.`,
  );
  process.exitCode = 3;
} else {
  const { main } = await import('./command-line/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
