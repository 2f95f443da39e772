import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The domain of an e-mail address in lower case; NULL where the text is none. */
export const emailDomainFunction = defineFunction({
  name: 'email_domain',
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an e-mail address' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The domain of an e-mail address in lower case; NULL where the text is none.',
  examples: [
    { expression: "email_domain('Ann@Example.COM')", result: '"example.com"' },
    { expression: "email_domain('ann')", result: 'null' },
  ],
  evaluate: ([address]) =>
    /^[^\s@]{1,64}@([^\s@.][^\s@]{0,252}\.[^\s@.]+)$/.exec(address as string)?.[1]?.toLowerCase() ?? null,
})
