import { covers } from '../../../stream/topic-filter.ts'
import { ANYTHING, BOOLEAN, INTEGER, LIST, MAP, NULL, TEXT, UNDEFINED, type Kinds } from './kinds.ts'
import { level, piece, textLiteral, type Piece } from './piece.ts'

/** Stands before the name of an input column until it is known whether an output of that name hides it. */
export const INPUT_MARK = '\u0001'

const kindsOf: Readonly<Record<string, Kinds>> = {
  publish_received_at: INTEGER,
  connected_at: INTEGER,
  disconnected_at: INTEGER,
  keepalive: INTEGER,
  receive_maximum: INTEGER,
  expiry_interval: INTEGER,
  proto_ver: INTEGER,
  activated_at: INTEGER,
  deactivated_at: INTEGER,
  is_bridge: BOOLEAN,
  clean_start: BOOLEAN,
  is_anonymous: BOOLEAN,
  is_superuser: BOOLEAN,
  client_attrs: MAP,
  metadata: MAP,
  conn_props: MAP,
  disconn_props: MAP,
  sub_props: MAP,
  unsub_props: MAP,
  puback_props: MAP,
  details: MAP,
}

const texts =
  'id peerhost peername sockname event node mountpoint proto_name reason_code from_clientid from_username action ' +
  'authz_source validation transformation name message server'
const textNames = new Set(texts.split(' '))

const every = ['event', 'timestamp', 'node', 'metadata']
const ofMessage =
  'id clientid username payload peerhost peername topic qos flags pub_props publish_received_at client_attrs'.split(
    ' ',
  )
const ofDelivery =
  'id from_clientid from_username clientid username payload peerhost peername topic qos flags pub_props publish_received_at'.split(
    ' ',
  )

/** Columns of events, by the name that EMQX has for them since 5.10. */
const ofEvents: Readonly<Record<string, string>> = {
  '$events/client/connected':
    'clientid username mountpoint peername sockname proto_name proto_ver keepalive clean_start receive_maximum expiry_interval is_bridge conn_props connected_at client_attrs',
  '$events/client/disconnected':
    'reason clientid username peername sockname proto_name proto_ver disconn_props disconnected_at connected_at client_attrs',
  '$events/client/connack':
    'reason_code clientid clean_start username peername sockname proto_name proto_ver keepalive expiry_interval connected_at conn_props',
  '$events/client/ping':
    'clientid clean_start username peername sockname proto_name proto_ver keepalive expiry_interval conn_props',
  '$events/auth/check_authz_complete':
    'clientid username peername peerhost topic action authz_source result client_attrs',
  '$events/auth/check_authn_complete':
    'clientid username peername reason_code is_anonymous is_superuser client_attrs',
  '$events/session/subscribed': 'clientid username peerhost peername sub_props topic qos client_attrs',
  '$events/session/unsubscribed': 'clientid username peerhost peername unsub_props topic qos client_attrs',
  '$events/message/delivered': ofDelivery.join(' '),
  '$events/message/acked': [...ofDelivery, 'puback_props'].join(' '),
  '$events/message/dropped': ['reason', ...ofMessage].join(' '),
  '$events/message/delivery_dropped': ['reason', ...ofDelivery].join(' '),
  '$events/schema_validation/failed': ['validation', ...ofMessage].join(' '),
  '$events/message_transformation/failed': ['transformation', ...ofMessage].join(' '),
  '$events/sys/alarm_activated': 'name details message activated_at',
  '$events/sys/alarm_deactivated': 'name details message activated_at deactivated_at',
}

/** `$events/client_connected`, as older versions wrote it, is `$events/client/connected`. */
const flat = (name: string): string => name.replaceAll('/', '_')

const words = (text: string): readonly string[] => text.split(' ').filter((one) => one !== '')

const columnsOf = (source: string): readonly string[] => {
  if (!source.startsWith('$events/')) return ofMessage
  const events = Object.keys(ofEvents).filter((name) => covers(source, name) || flat(name) === flat(source))
  return [...new Set(events.flatMap((name) => words(ofEvents[name] ?? '')))]
}

/** Where a rule has messages and events, their topics tell them apart. */
const IS_EVENT = `starts_with(${INPUT_MARK}topic, '$events/')`

/** What the sources of one rule have for columns. */
export class Columns {
  /** All that `*` stands for, in EMQX's order. */
  readonly all: readonly string[]
  private readonly hasEvents: boolean
  private readonly hasMessages: boolean
  private readonly eventsHavePayload: boolean

  constructor(sources: readonly string[]) {
    const events = sources.filter((name) => name.startsWith('$events/'))
    this.hasEvents = events.length > 0
    this.eventsHavePayload = events.every((name) => columnsOf(name).includes('payload'))
    this.hasMessages = sources.some((name) => !name.startsWith('$events/'))
    this.all = [...new Set([...sources.flatMap(columnsOf), ...every])]
  }

  /** An input column as it is. */
  column(name: string): Piece {
    switch (name) {
      case 'payload':
        return this.payload()
      case 'topic':
        return this.topic()
      case 'clientid':
      case 'username':
        return piece(`${INPUT_MARK}${name}`, TEXT | UNDEFINED, { cheap: true })
      case 'qos':
        return piece(`${INPUT_MARK}qos`, INTEGER | UNDEFINED, { cheap: true })
      case 'flags':
      case 'pub_props':
        return piece(`${INPUT_MARK}${name}`, MAP | UNDEFINED, { cheap: true })
      case 'timestamp':
        return piece(`epoch_ms(${INPUT_MARK}timestamp)`, INTEGER, { cheap: true })
      default:
        return this.attribute(name)
    }
  }

  private attribute(name: string): Piece {
    const kinds = textNames.has(name) ? TEXT | UNDEFINED : kindsOf[name]
    const own = kinds === undefined ? ANYTHING : kinds | UNDEFINED
    return piece(`attribute(${textLiteral(name)})`, own, { cheap: true })
  }

  /** An event has its own topic; the topic that it is about is something that it tells. */
  private topic(): Piece {
    if (!this.hasEvents) return piece(`${INPUT_MARK}topic`, TEXT, { cheap: true })
    const told = piece(`attribute('topic')`, TEXT | UNDEFINED, { cheap: true })
    if (!this.hasMessages) return told
    const either = `CASE WHEN ${IS_EVENT} THEN attribute('topic') ELSE ${INPUT_MARK}topic END`
    return piece(either, TEXT | UNDEFINED, { cheap: true })
  }

  /** What is told of a client or of the broker has no payload, unlike a message of the same rule. */
  private payload(): Piece {
    if (!this.hasMessages || this.eventsHavePayload) return piece('text()', TEXT, { cheap: true })
    return piece(`CASE WHEN NOT ${IS_EVENT} THEN text() END`, TEXT | UNDEFINED, { cheap: true })
  }

  /** The first step into a column that is an object for sure. */
  member(name: string, member: string): Piece | undefined {
    const isKnown = this.column(name)
    if (isKnown.kinds !== (MAP | UNDEFINED)) return undefined
    const odd = !/^[A-Za-z_][A-Za-z0-9_]*$/.test(member)
    const code = odd ? `${isKnown.code}[${textLiteral(member)}]` : `${isKnown.code}.${member}`
    return piece(code, ANYTHING & ~(NULL | LIST), { cheap: true, level: level.primary })
  }

  isKnown(name: string): boolean {
    return this.all.includes(name) || name === 'headers'
  }
}
