import { expect, test } from 'vitest'
import { bannedNames, conflictMarkers, mentionsOfElsewhere } from './tidy/names.ts'
import { unusedCodes } from './tidy/codes.ts'
import { cycles, wrongLayers } from './tidy/imports.ts'
import { longFiles, longFunctions, looseTypes } from './tidy/sizes.ts'
import { missingReadmes } from './tidy/readmes.ts'

test.each([
  ['rooms import only from rooms above them', wrongLayers],
  ['no import cycles', cycles],
  ['files have at most 300 lines', longFiles],
  ['functions have at most 60 lines', longFunctions],
  ['no any, no default exports, no TODO', looseTypes],
  ['every folder has a README of at most 15 lines', missingReadmes],
  ['names are words of the field', bannedNames],
  ['the repository speaks of the product alone', mentionsOfElsewhere],
  ['no merge has left its marks', conflictMarkers],
  ['every diagnostic is used', unusedCodes],
])('%s', (_, check) => {
  expect(check()).toEqual([])
})
