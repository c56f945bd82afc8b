import manifest from '../package.json' with { type: 'json' };

/** The gate's own version, from package.json. */
export const version: string = manifest.version;
