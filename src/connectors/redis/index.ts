import type { ConnectorEntry } from '../../catalog/connector.ts'
import { probeSink } from '../probe-sink.ts'
import { optionProblems } from './commands.ts'
import { redisConnection, redisSinkOptions, type RedisConnection } from './options.ts'
import { RedisSink } from './sink.ts'

/** Redis and what speaks its protocol, as sink. */
export const redisConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'redis',
  prose:
    'Commands of Redis that the rows make: keys, hashes, lists, sets, streams, channels. One server, no cluster.',
  connection: redisConnection,
  probe: (name, connection, use, clock) => probeSink(redisConnector.sink!, name, connection, use, clock),
  sink: {
    options: redisSinkOptions,
    accepts: 'encoded',
    batchRowsMax: 1_000,
    laneOf: () => '',
    checkOptions: (given, { command }) => (typeof command === 'string' ? optionProblems(command, given) : []),
    create: (_, connection) => new RedisSink(connection as RedisConnection),
  },
}
