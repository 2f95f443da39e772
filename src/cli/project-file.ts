import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

const NAME = 'sluice.yaml'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The sluice.yaml nearest to a path: in its folder or in one above it. */
export const findProjectFile = async (path: string): Promise<string | undefined> => {
  for (let folder = path; ; folder = dirname(folder)) {
    const candidate = join(folder, NAME)
    if (await exists(candidate)) return candidate
    if (dirname(folder) === folder) return undefined
  }
}

/** The configuration that a command works with: the one that was named, else the one nearest to the first path. */
export const projectFileOf = (
  config: string | undefined,
  paths: readonly string[],
  directory: string,
): Promise<string | undefined> =>
  config === undefined
    ? findProjectFile(resolve(directory, paths[0] ?? '.'))
    : Promise.resolve(resolve(directory, config))
