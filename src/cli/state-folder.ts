import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { defaultCatalog } from '../default-catalog.ts'
import { Collector } from '../diagnostic/collector.ts'
import { SourceDocument } from '../diagnostic/document.ts'
import { loadProject } from '../project/load-project.ts'
import { projectFileOf } from './project-file.ts'
import type { Terminal } from './terminal.ts'

export const DEFAULT_STATE_FOLDER = '.sluice'

/** How a command names a worker. */
export interface StateOptions {
  readonly state?: string
  readonly config?: string
}

/** The state folder that was named, else that of the nearest sluice.yaml, else `.sluice` here. */
export const stateFolderOf = async (terminal: Terminal, { config, state }: StateOptions): Promise<string> => {
  if (state !== undefined) return resolve(terminal.directory, state)
  const file = await projectFileOf(config, [], terminal.directory)
  if (file === undefined) return resolve(terminal.directory, DEFAULT_STATE_FOLDER)
  const document = new SourceDocument(relative(terminal.directory, file), await readFile(file, 'utf8'))
  const { state: settings } = loadProject(document, defaultCatalog, undefined, new Collector())
  return resolve(dirname(file), settings.folder ?? DEFAULT_STATE_FOLDER)
}
