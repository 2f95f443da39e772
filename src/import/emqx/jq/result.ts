import { memberOf, textLiteral } from '../rewrite/piece.ts'
import { sliced, whole } from './paths.ts'
import type { Filter } from './program.ts'

/** What a filter gives: one value, or a list of any number of them. */
export interface Result {
  readonly isList: boolean
  readonly code: string
  /** A value that is an array for sure, so that nothing asks for its kind. */
  readonly isArray?: true
}

export const one = (code: string): Result => ({ isList: false, code })
export const list = (code: string): Result => ({ isList: true, code })
export const array = (code: string): Result => ({ isList: false, code, isArray: true })
export const listOf = (result: Result): string => (result.isList ? result.code : `[${result.code}]`)

export const literalCode = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? textLiteral(value) : value === null ? 'NULL' : String(value).toUpperCase()

/** All that `.[]` gives. */
const elements = ({ code, isArray }: Result): Result =>
  list(
    isArray === true
      ? code
      : `CASE typeof(${code}) WHEN 'OBJECT' THEN values(${code}) WHEN 'ARRAY' THEN ${code} ELSE fail('.[] of no list') END`,
  )

/** Values of an object or array; `.[]?` gives none of anything else. */
const optionalElements = ({ code }: Result): Result =>
  list(`CASE typeof(${code}) WHEN 'OBJECT' THEN values(${code}) WHEN 'ARRAY' THEN ${code} ELSE [] END`)

const member = ({ code }: Result, name: string): string => memberOf(whole(code), name)

type StepFilter = Filter & { readonly kind: 'field' | 'index' | 'slice' | 'iterate' }

/** What one step of a path gives. */
export const stepped = (x: Result, step: StepFilter): Result => {
  switch (step.kind) {
    case 'field': {
      const code = member(x, step.name)
      if (!step.isOptional) return one(code)
      return list(`CASE WHEN typeof(${x.code}) IN ('OBJECT', 'NULL') THEN [${code}] ELSE [] END`)
    }
    case 'index':
      return one(`${whole(x.code)}[${String(step.at < 0 ? step.at : step.at + 1)}]`)
    case 'slice':
      return array(sliced(x.code, step.from, step.to))
    case 'iterate':
      return step.isOptional ? optionalElements(x) : elements(x)
  }
}
