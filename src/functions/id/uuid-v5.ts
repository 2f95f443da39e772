import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { uuidText, uuidBytes, withVersion } from './uuid-text.ts'

/** The namespaces of RFC 9562, which differ in the last digit of their first group. */
const namespaces: Readonly<Record<string, number>> = { dns: 0, url: 1, oid: 2, x500: 4 }

/** The UUID of version 5 of a name: the same for the same name always, as an idempotency key. NULL where the namespace is none. */
export const uuidV5Function = defineFunction({
  name: 'uuid_v5',
  group: 'id',
  parameters: [
    { name: 'namespace', kinds: ['STRING'], prose: "a UUID, or 'dns', 'url', 'oid' or 'x500'" },
    { name: 'name', kinds: ['STRING'], prose: 'the name' },
  ],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The UUID of version 5 of a name: the same for the same name always, as an idempotency key. NULL where the namespace is none.',
  examples: [
    { expression: "uuid_v5('dns', 'www.example.com')", result: '"2ed6657d-e927-568b-95e1-2665a8aea6a2"' },
    {
      expression: "uuid_v5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'python.org')",
      result: '"886313e1-3b8a-5372-9b90-0c9aee199e5d"',
    },
    { expression: "uuid_v5('x', 'a')", result: 'null' },
  ],
  evaluate: ([namespace, name], { capabilities }) => {
    const key = (namespace as string).toLowerCase()
    const isKnown = Object.hasOwn(namespaces, key)
    const bytes = uuidBytes(
      !isKnown ? (namespace as string) : `6ba7b81${String(namespaces[key])}-9dad-11d1-80b4-00c04fd430c8`,
    )
    if (bytes === undefined) return null
    const text = bytesOf(name as string)
    const input = new Uint8Array(16 + text.length)
    input.set(bytes)
    input.set(text, 16)
    return uuidText(withVersion(capabilities.hash('sha1', input), 5))
  },
})
