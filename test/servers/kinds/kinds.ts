import type { ServerKind, ServerName } from '../server-kind.ts'
import { kafka } from './kafka.ts'
import { mariadb } from './mariadb.ts'
import { mosquitto } from './mosquitto.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'

/** All kinds of server, by name. */
export const serverKinds: Readonly<Record<ServerName, ServerKind>> = {
  mosquitto,
  kafka,
  postgres,
  mariadb,
  redis,
}
