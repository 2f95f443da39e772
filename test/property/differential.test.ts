import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAll } from './interpreter/compare.ts'
import { declaredPayload, payload } from './payloads.ts'
import { preamble, typedRule } from './typed-rules.ts'

/** Rules that pass the checker and are compared; a shorter run may ask for fewer. */
const RULES = Number(process.env['DIFFERENTIAL_RULES'] ?? 20_000)
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 1)
const RULES_PER_PROJECT = 60
const PAYLOADS_PER_STREAM = 8

test('generated code and a plain interpreter give the same rows or the same error', () => {
  let compared = 0
  let written = 0
  for (let round = 0; compared < RULES; round++)
    fc.assert(
      fc.property(
        fc.array(typedRule, { minLength: 1, maxLength: RULES_PER_PROJECT, size: 'max' }),
        fc.array(payload, { minLength: 1, maxLength: PAYLOADS_PER_STREAM, size: 'max' }),
        fc.array(declaredPayload, { minLength: 1, maxLength: PAYLOADS_PER_STREAM, size: 'max' }),
        (rules, untyped, declared) => {
          const text = rules.map((rule, k) => rule.replaceAll('{}', String(k))).join('\n')
          const { rules: number, differences } = compareAll(preamble + text, untyped, declared)
          expect(differences).toEqual([])
          compared += number
          written += rules.length
        },
      ),
      { numRuns: 10, seed: SEED + round, endOnFailure: process.env['CI'] !== undefined },
    )
  console.log(`${String(compared)} rules of ${String(written)} passed the checker and agree`)
}, 3_600_000)
