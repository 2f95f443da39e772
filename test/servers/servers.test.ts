import { expect, test } from 'vitest'
import { need } from './need.ts'
import { serverKinds } from './kinds/kinds.ts'
import { serverNames } from './server-kind.ts'

test.each(serverNames)('%s answers a real request', { timeout: 300_000 }, async (name) => {
  const { port } = await need(name)
  await expect(serverKinds[name].ask(port)).resolves.toBeUndefined()
})
