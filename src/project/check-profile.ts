import { closestName } from '../base/closest-name.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { Span } from '../diagnostic/span.ts'
import type { Project } from './project.ts'

/** Names that the rule files declare. */
export interface DeclaredNames {
  readonly rules: Iterable<string>
  readonly constants: Iterable<string>
}

/** A profile that names what no rule file has would silently do nothing. */
export const checkProfile = (project: Project, declared: DeclaredNames, collector: Collector): void => {
  const check = (what: string, places: ReadonlyMap<string, Span>, names: Iterable<string>): void => {
    const known = new Set(names)
    for (const [name, span] of places) {
      if (known.has(name)) continue
      const close = closestName(name, known)
      // Not an error: it may stand in a file that was not asked for this time.
      collector.add('bad-setting', project.source, span, {
        severity: 'warning',
        message: `the profile names a ${what} ${name}, which no rule file here has`,
        ...(close === undefined
          ? {}
          : {
              help: `did you mean ${close}?`,
              fix: { title: `Change to ${close}`, isGuess: true, edits: [{ span, text: close }] },
            }),
      })
    }
  }
  check('rule', project.rulePlaces, declared.rules)
  check('constant', project.constantPlaces, declared.constants)
}
