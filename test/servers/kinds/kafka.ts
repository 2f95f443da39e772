import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import kafkajs from 'kafkajs'
import type { ServerKind } from '../server-kind.ts'
import { execute, freePort, installPackages, launch, makeFolder } from '../shell.ts'

const POM = resolve(import.meta.dirname, '../kafka/pom.xml')
const LOGGING = `status = error
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c: %m%n
`

/** Jars are kept between runs where the home folder can be written to. */
const jarFolder = async (): Promise<string> => {
  const home = homedir()
  const writable =
    home !== '' &&
    (await access(home, constants.W_OK).then(
      () => true,
      () => false,
    ))
  return writable ? join(home, '.cache/sluice-test/kafka') : resolve('.scratch/kafka')
}

const installJars = async (): Promise<void> => {
  const folder = await jarFolder()
  if (existsSync(folder)) return
  const temporary = `${folder}.${String(process.pid)}`
  await makeFolder(temporary)
  await execute('mvn', [
    '-q',
    '-B',
    '-f',
    POM,
    'dependency:copy-dependencies',
    `-DoutputDirectory=${temporary}`,
  ])
  // Another run may have been faster.
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true, force: true }))
}

const configuration = (folder: string, port: number, controller: number): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${String(controller)}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${String(port)},CONTROLLER://127.0.0.1:${String(controller)}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${String(port)}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '3',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '3',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
  })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const java = async (folder: string, main: string, args: readonly string[]): Promise<readonly string[]> => [
  '-Xmx512m',
  `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
  '-cp',
  join(await jarFolder(), '*'),
  main,
  ...args,
]

export const kafka: ServerKind = {
  name: 'kafka',
  readyWithinMs: 60_000,
  install: async () => {
    await installPackages(['/usr/bin/java', '/usr/bin/mvn'], ['openjdk-17-jre-headless', 'maven'])
    await installJars()
  },
  start: async (folder, port, settings) => {
    await makeFolder(folder)
    const file = join(folder, 'server.properties')
    if (!existsSync(file)) {
      await writeFile(join(folder, 'log4j2.properties'), LOGGING)
      await writeFile(file, `${configuration(folder, port, await freePort())}\n${settings.join('\n')}\n`)
      const id = `A${randomBytes(16).toString('base64url').slice(1)}`
      await execute(
        'java',
        await java(folder, 'kafka.tools.StorageTool', ['format', '--ignore-formatted', '-t', id, '-c', file]),
      )
    }
    return launch('java', await java(folder, 'kafka.Kafka', [file]), join(folder, 'server.log'))
  },
  ask: async (port) => {
    const client = new kafkajs.Kafka({
      brokers: [`127.0.0.1:${String(port)}`],
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 2_000,
      retry: { retries: 0 },
    })
    const admin = client.admin()
    await admin.connect()
    await admin.describeCluster()
    await admin.disconnect()
  },
  url: (port) => `127.0.0.1:${String(port)}`,
}
