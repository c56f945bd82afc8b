const ALLOWED =
  /^(PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|TMPDIR|TEMP|TMP|SystemRoot|LANG|CUDA_\w+|NVIDIA_\w+|VK_ICD_FILENAMES|VK_DRIVER_FILES|OMP_NUM_THREADS)$/i;

/**
 * What a child process may know of this one's environment: where programs, libraries and devices are. No token, input,
 * proxy or path of the runner: an image or a model that takes the child over finds nothing to steal.
 *
 * @param poolThreads - threads of the child's libuv pool, which decodes images
 */
export function childEnvironment(parent: NodeJS.ProcessEnv, poolThreads: number): Record<string, string> {
  const allowed = Object.entries(parent).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && ALLOWED.test(entry[0]),
  );
  return {
    ...Object.fromEntries(allowed),
    UV_THREADPOOL_SIZE: String(poolThreads),
    MALLOC_ARENA_MAX: '2',
  };
}
