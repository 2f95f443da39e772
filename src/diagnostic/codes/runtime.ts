import { family } from '../code.ts'

export const runtimeCodes = family({
})
