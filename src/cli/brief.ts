/**
 * The commands that read rules and end, together: their start is most of what they cost, so they are bundled as one
 * script with its compiled code beside it (`brief-script.ts`).
 */
export { check } from './commands/check.ts'
export { explain } from './commands/explain.ts'
export { formatFiles } from './commands/fmt.ts'
export { listFunctions } from './commands/functions.ts'
