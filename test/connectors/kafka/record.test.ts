import { expect, test } from 'vitest'
import { kafkaConnection } from '../../../src/connectors/kafka/options.ts'
import { recordsOf } from '../../../src/connectors/kafka/record.ts'
import { batchOf, targetOf } from '../../contract/batch-of.ts'

const target = targetOf({
  connector: 'kafka',
  columns: [{ name: 'value', type: { kind: 'STRING', nullable: false } }],
  constants: { topic: 'rows' },
  perRow: ['headers'],
})

const rows = [
  { columns: { value: 'a' }, options: { headers: null } },
  { columns: { value: 'b' }, options: { headers: { 'sluice-id': 'own', site: 'north' } } },
]

const namesOf = (wanted?: string): readonly (readonly string[] | undefined)[] => {
  const settings = kafkaConnection.parse({ brokers: ['localhost:9092'], id_headers: wanted })
  return recordsOf(batchOf(target, rows), settings).records.map(({ headers }) =>
    headers?.map(([name, value]) => (value === 'own' ? `${name} of the row` : name)),
  )
}

test('a connection says which headers tell what a record is; those of the row stay', () => {
  const all = [
    ['sluice-id', 'sluice-version'],
    ['sluice-id of the row', 'site', 'sluice-version'],
  ]
  expect(namesOf('id and version')).toEqual(all)
  const alone = [['sluice-id'], ['sluice-id of the row', 'site']]
  expect(namesOf('id')).toEqual(alone)
  expect(namesOf()).toEqual(alone)
  expect(namesOf('none')).toEqual([undefined, ['sluice-id of the row', 'site']])
})
