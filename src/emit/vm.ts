import { Script } from 'node:vm'
import type { EvaluateScript } from './compile.ts'

/** `vm.Script` works where `eval` and `Function` are forbidden, so a process can run with code from strings off. */
export const evaluateWithVm: EvaluateScript = (text, name) =>
  new Script(text, { filename: `${name}.generated.js` }).runInThisContext() as unknown
