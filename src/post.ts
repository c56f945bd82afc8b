/** The post step's door: completes the check run that a killed or crashed main step left open. */
import { getInput, getState } from '@actions/core';
import { unfinishedOutput } from './action/words.ts';
import { createOctokit } from './github/octokit.ts';
import { closeUnfinished } from './github/post.ts';

await closeUnfinished({
  octokit: createOctokit({ token: getInput('token'), apiUrl: process.env.GITHUB_API_URL || 'https://api.github.com' }),
  getState,
  output: unfinishedOutput,
});
