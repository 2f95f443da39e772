import { writeFileSync } from 'node:fs'
import { ebnf } from './ebnf.ts'
import { stepsJson } from './steps-json.ts'
import { textMate } from './text-mate.ts'

writeFileSync(new URL('../rules.ebnf', import.meta.url), ebnf())
writeFileSync(new URL('../sluice.tmLanguage.json', import.meta.url), textMate())
writeFileSync(new URL('../steps.json', import.meta.url), stepsJson())
