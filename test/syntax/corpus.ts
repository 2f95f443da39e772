import { readdirSync, readFileSync } from 'node:fs'
import { fencesOf } from '../docs/markdown.ts'
import { read } from './read.ts'

const root = new URL('../../', import.meta.url)

/** The files with an ending under a folder of the repository, by path. */
const filesUnder = (folder: string, ending: string): ReadonlyMap<string, string> => {
  const at = new URL(`${folder}/`, root)
  const paths = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending))
  return new Map(paths.sort().map((path) => [`${folder}/${path}`, readFileSync(new URL(path, at), 'utf8')]))
}

/** The rule files under a folder of the repository, by path. */
export const rulesUnder = (folder: string): ReadonlyMap<string, string> => filesUnder(folder, '.rules')

/** Rule files that may not have any mistake of syntax. */
export const corpus = (): ReadonlyMap<string, string> => {
  const good = rulesUnder('test/golden/syntax/good')
  const top = [...rulesUnder('test/golden')].filter(([path]) => path.split('/').length === 3)
  return new Map([...rulesUnder('rules'), ...rulesUnder('examples'), ...top, ...good])
}

/** The examples of the documentation, by page and number. */
const blocks = (): readonly (readonly [string, string])[] => {
  const pages = [
    ...filesUnder('docs', '.md'),
    ['README.md', readFileSync(new URL('README.md', root), 'utf8')],
  ] as const
  return pages.flatMap(([path, text]) =>
    fencesOf(text)
      .filter(({ language }) => language === 'sql')
      .map((fence, k) => [`${path} #${String(k + 1)}`, fence.text] as const),
  )
}

/**
 * Every text of rules in the repository that is read without a finding: the corpus, the other goldens and the examples
 * of the documentation. Equal texts are given once; examples of mistakes and parts of statements are left out.
 */
export const wholeCorpus = (): ReadonlyMap<string, string> => {
  const known = new Set<string>()
  const texts = [...corpus(), ...rulesUnder('test/golden'), ...blocks()]
  return new Map(
    texts.filter(([, text]) => {
      const isNew = !known.has(text)
      known.add(text)
      return isNew && text.trim() !== '' && read(text).findings.length === 0
    }),
  )
}
