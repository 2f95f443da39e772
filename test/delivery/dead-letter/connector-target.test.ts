import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { ConnectorTarget, type LetterEndpoint } from '../../../src/delivery/dead-letter/connector-target.ts'
import { CopiedTarget } from '../../../src/delivery/dead-letter/copied-target.ts'
import { encodeLetter } from '../../../src/delivery/dead-letter/encode-letter.ts'
import { FileTarget } from '../../../src/delivery/dead-letter/file-target.ts'
import { Quarantine } from '../../../src/delivery/dead-letter/quarantine.ts'
import { readLettersOf, type KeptLetter } from '../../../src/delivery/dead-letter/read-letters.ts'
import { defaultCatalog } from '../../../src/default-catalog.ts'
import { openMysql } from '../../../src/connectors/mysql/session.ts'
import { openPostgres } from '../../../src/connectors/postgres/session.ts'
import { openSqlite } from '../../../src/connectors/sqlite/session.ts'
import { recordBatch } from '../../../src/stream/record-batch.ts'
import { Cluster } from '../../connectors/kafka/cluster.ts'
import { quietLog } from '../../contract/lane-rig.ts'
import { need } from '../../servers/need.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-letters-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const letter = (seq: number, payload: Uint8Array): Buffer => {
  const record = { payload, topic: 't', timeMs: 0, key: Buffer.from([0, 255]) }
  const input = { batch: recordBatch({ lane: 0, epoch: 1, first: seq }, [record]), index: 0 }
  const position = { source: 'in', lane: 0, epoch: 1, seq }
  const owner = { stream: 's' }
  const what = { slug: 'bad-json', message: 'a \u0000 and \ud800', journalled: false } as const
  return encodeLetter({ owner, ...what, position, identity: 'run', input }, 1_000, 16_000_000).line
}

const context = () => ({ clock: systemClock, log: quietLog, signal: new AbortController().signal })
const { signal } = new AbortController()

const entryOf = (connector: string) => {
  const entry = defaultCatalog.connector(connector)
  if (entry?.sink === undefined) throw new Error(`${connector} has no sink`)
  return { ...entry, sink: entry.sink }
}

const endpoint = (
  connector: string,
  settings: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, string>>,
): LetterEndpoint => ({
  connection: 'there',
  connector,
  settings: entryOf(connector).connection.parse(settings) as Readonly<Record<string, unknown>>,
  options,
})

/** A server that letters go to, with a table where it needs one. */
const places: Readonly<Record<string, () => Promise<LetterEndpoint>>> = {
  kafka: async () => {
    const cluster = await Cluster.shared()
    const settings = { brokers: [cluster.url], message_bytes_max: 1_000_000 }
    return endpoint('kafka', settings, { topic: await cluster.topic() })
  },
  postgres: async () => {
    const at = endpoint(
      'postgres',
      { url: (await need('postgres')).url },
      { table: `letters_${String(process.pid)}` },
    )
    await create(at, await openPostgres(at.settings as never))
    return at
  },
  mysql: async () => {
    const at = endpoint(
      'mysql',
      { url: (await need('mariadb')).url },
      { table: `letters_${String(process.pid)}` },
    )
    await create(at, await openMysql(at.settings as never))
    return at
  },
  sqlite: async () => {
    const file = join(folder, 'letters.db')
    const at = endpoint('sqlite', { file }, { table: 'letters' })
    await create(at, await openSqlite(file, 50))
    return at
  },
}

/** The statement is the one that an operator is shown. */
const create = async (at: LetterEndpoint, session: Awaited<ReturnType<typeof openSqlite>>): Promise<void> => {
  const statement = ConnectorTarget.createStatement(entryOf(at.connector).sink, at) ?? ''
  const drop = statement.replace(/^CREATE TABLE ([^ (]+)[^]*$/, 'DROP TABLE IF EXISTS $1')
  for (const sql of [drop, statement.replace(/;$/, '')]) await session.transaction([{ sql, values: [] }])
  await session.close()
}

const readAll = async (at: LetterEndpoint): Promise<readonly KeptLetter[]> => {
  const found: KeptLetter[] = []
  const { table } = entryOf(at.connector)
  await readLettersOf(table!, at, (kept) => void found.push(kept), systemClock, signal)
  return found
}

describe.each(Object.keys(places))('dead letters to %s', { timeout: 120_000 }, (kind) => {
  test('are read again as they were, and a repeat of the write changes nothing that a reader sees', async () => {
    const at = await places[kind]!()
    const quarantine = new Quarantine(join(folder, kind))
    const target = new ConnectorTarget(entryOf(at.connector).sink, at, quarantine)
    expect(await target.open(context())).toEqual({ kind: 'open' })
    const lines = [0, 1, 2].map((seq) => letter(seq, Buffer.from([seq, 0, 255])))
    await target.append(Buffer.concat(lines), signal)
    await target.append(lines[1]!, signal)
    const kept = await readAll(at)
    const wanted = lines.map((line) => JSON.parse(line.toString()) as { id: string })
    const ids = new Set(kept.map(({ id }) => id))
    expect([...ids].sort()).toEqual(wanted.map(({ id }) => id).sort())
    for (const { id, line } of kept) expect(JSON.parse(line)).toEqual(wanted.find((one) => one.id === id))
    await target.close()
  })
})

test('a letter that is too large for its topic goes there cut, and is whole in quarantine', async () => {
  const at = await places['kafka']!()
  const quarantine = new Quarantine(join(folder, 'quarantine'))
  const target = new ConnectorTarget(entryOf('kafka').sink, at, quarantine)
  await target.open(context())
  const large = letter(7, Buffer.alloc(2_000_000, 'x'))
  const small = letter(8, Buffer.from('y'))
  await target.append(Buffer.concat([large, small]), signal)
  await target.close()
  const kept = await readAll(at)
  const found = kept.map(({ line }) => JSON.parse(line) as Record<string, unknown>)
  const cut = found.find((one) => one['quarantined'] === true)
  expect(found).toHaveLength(2)
  expect(cut).toMatchObject({ length: 2_000_000, cut: true, payload: 'x'.repeat(65_536) })
  expect(await quarantine.read(String(cut?.['id']))).toEqual(large)
  await expect(new Quarantine(join(folder, 'quarantine'), 10).keep('z', small)).rejects.toThrow(/is full/)
}, 120_000)

test('a table that is not there keeps the target from opening, with the statement that makes it', async () => {
  const at = endpoint('sqlite', { file: join(folder, 'empty.db') }, { table: 'nowhere' })
  const target = new ConnectorTarget(entryOf('sqlite').sink, at, new Quarantine(join(folder, 'q')))
  const result = await target.open(context())
  expect(result).toMatchObject({ kind: 'fatal' })
  expect(JSON.stringify(result)).toMatch(/there is no table nowhere; it could be made by: CREATE TABLE/)
  await target.close()
})

test('copies go to MQTT beside a file, and a broker that is down holds nothing up', async () => {
  const { url } = await need('mosquitto')
  const topic = `letters/${String(process.pid)}`
  const reader = await mqtt.connectAsync(url)
  await reader.subscribeAsync(topic, { qos: 1 })
  const seen = new Promise<string>((resolve) => {
    reader.on('message', (_, payload) => resolve(payload.toString()))
  })
  const path = join(folder, 'copied.ndjson')
  const targetOf = (address: string): CopiedTarget => {
    const at = endpoint('mqtt', { url: address, client_id: `letters-${String(process.pid)}` }, { topic })
    const copy = new ConnectorTarget(entryOf('mqtt').sink, at, new Quarantine(join(folder, 'q')))
    return new CopiedTarget(new FileTarget(path), copy)
  }
  const target = targetOf(url)
  await target.open(context())
  const line = letter(0, Buffer.from('z'))
  await target.append(line, signal)
  expect(await seen).toBe(line.toString().trimEnd())
  await target.close()
  await reader.endAsync()
  const broken = targetOf('mqtt://127.0.0.1:1')
  await broken.open(context())
  await broken.append(line, signal)
  await broken.close()
  expect(await readFile(path, 'utf8')).toBe(line.toString().repeat(2))
}, 30_000)
