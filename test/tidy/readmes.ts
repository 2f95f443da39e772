import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LINES_MAX = 15

const folders = (folder: string): readonly string[] => [
  folder,
  ...readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => folders(join(folder, entry.name))),
]

export const missingReadmes = (): readonly string[] =>
  ['src', 'grammar', 'rules', 'examples'].flatMap(folders).flatMap((folder) => {
    if (folder === 'src') return []
    const path = join(folder, 'README.md')
    if (!existsSync(path)) return [`${folder} has no README`]
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length
    return lines > LINES_MAX ? [`${path} has ${String(lines)} lines`] : []
  })
