import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { stars } from './stars.ts'

/** A name with the first letter of each word alone. */
export const maskNameFunction = defineFunction({
  name: 'mask_name',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'A name with the first letter of each word alone.',
  examples: [
    { expression: "mask_name('Ann Lee')", result: '"A** L**"' },
    { expression: "mask_name('李小龙')", result: '"李**"' },
    { expression: "mask_name('')", result: '""' },
  ],
  evaluate: ([text]) =>
    (text as string).replace(/(\S)(\S*)/gu, (_, first: string, rest: string) => first + stars([...rest])),
})
