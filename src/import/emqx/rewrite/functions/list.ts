import type { Slug } from '../../../../diagnostic/codes.ts'
import type { Builder } from './argument.ts'
import { codecBuilders } from './codec.ts'
import { collectionBuilders } from './collection.ts'
import { jqBuilders } from './jq.ts'
import { messageBuilders } from './message.ts'
import { numberBuilders } from './number.ts'
import { patternBuilders } from './pattern.ts'
import { textBuilders } from './text.ts'
import { timeBuilders } from './time.ts'
import { typeBuilders } from './type.ts'

/** All functions of EMQX that are carried over, by name. */
export const functionBuilders: ReadonlyMap<string, Builder> = new Map(
  [
    messageBuilders,
    numberBuilders,
    typeBuilders,
    textBuilders,
    patternBuilders,
    collectionBuilders,
    codecBuilders,
    timeBuilders,
    jqBuilders,
  ].flatMap((group) => Object.entries(group)),
)

interface Reason {
  readonly slug: Slug
  readonly message: string
  readonly help: string
}

const state: Reason = {
  slug: 'emqx-state',
  message: 'keeps state outside the rule, in one process or one node of EMQX',
  help: 'state of a rule is lag(…) OVER (PARTITION BY key), DEDUP or a window in Sluice',
}

const term: Reason = {
  slug: 'emqx-no-counterpart',
  message: "reads or writes Erlang's own format",
  help: 'carry the value as JSON: json_encode and json_decode',
}

const schema: Reason = {
  slug: 'emqx-no-counterpart',
  message: 'needs the schema registry of EMQX',
  help: 'say FORMAT for a stream, or let the producer send JSON',
}

const noSuch = (message: string, help: string): Reason => ({ slug: 'emqx-no-counterpart', message, help })

const named = (names: string, reason: Reason): readonly (readonly [string, Reason])[] =>
  names.split(' ').map((name) => [name, reason])

/** Functions of EMQX that are not carried over, and why. */
export const refusedFunctions: ReadonlyMap<string, Reason> = new Map([
  ...named('proc_dict_get proc_dict_put proc_dict_del kv_store_get kv_store_put kv_store_del', state),
  ...named('term_encode term_decode', term),
  ...named(
    'schema_encode schema_decode schema_check schema_encode_and_tag schema_decode_tagged avro_encode avro_decode ' +
      'sparkplug_encode sparkplug_decode spb_encode spb_decode spb_zip_kvs',
    schema,
  ),
  ...named(
    'ai_completion',
    noSuch('calls a model over the network', 'a rule of Sluice computes, it calls nobody'),
  ),
  ...named(
    'mongo_date',
    noSuch('makes a value that only MongoDB knows', 'there is no connector for MongoDB'),
  ),
  ...named(
    'map_to_redis_hset_args',
    noSuch(
      'makes arguments of a Redis command',
      'a target of Redis with `command = HSET` writes the members of a row as fields',
    ),
  ),
  ...named('str_utf16_le', noSuch('makes text in UTF-16', 'text is UTF-8 in Sluice')),
])
