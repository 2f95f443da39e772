import { emqxCodes } from './codes/emqx.ts'
import { lintCodes } from './codes/lint.ts'
import { namesCodes } from './codes/names.ts'
import { projectCodes } from './codes/project.ts'
import { runtimeCodes } from './codes/runtime.ts'
import { timeCodes } from './codes/time.ts'
import { semanticsCodes } from './codes/semantics.ts'
import { syntaxCodes } from './codes/syntax.ts'
import { testsCodes } from './codes/tests.ts'
import { typesCodes } from './codes/types.ts'

export type { Code } from './code.ts'

/** Every diagnostic there is. A slug is for life: it is never renamed and never used again. */
export const codes = {
  ...syntaxCodes,
  ...namesCodes,
  ...typesCodes,
  ...semanticsCodes,
  ...timeCodes,
  ...lintCodes,
  ...projectCodes,
  ...runtimeCodes,
  ...testsCodes,
  ...emqxCodes,
}

export type Slug = keyof typeof codes
