import type { FunctionEntry } from '../../catalog/function.ts'
import { topicFunction } from './topic.ts'
import { topicMatchesFunction } from './topic-matches.ts'
import { keyFunction } from './key.ts'
import { headerFunction } from './header.ts'
import { qosFunction } from './qos.ts'
import { retainedFunction } from './retained.ts'
import { clientIdFunction } from './client-id.ts'
import { partitionFunction } from './partition.ts'
import { offsetFunction } from './offset.ts'
import { textFunction } from './text.ts'
import { rawFunction } from './raw.ts'
import { attributeFunction } from './attribute.ts'
import { headersFunction } from './headers.ts'
import { headerNamesFunction } from './header-names.ts'
import { headerBytesFunction } from './header-bytes.ts'
import { keyBytesFunction } from './key-bytes.ts'
import { topicLevelsFunction } from './topic-levels.ts'
import { messageTimeFunction } from './message-time.ts'
import { payloadSizeFunction } from './payload-size.ts'
import { usernameFunction } from './username.ts'
import { mqttPropertyFunction } from './mqtt-property.ts'

/** All functions of this group. */
export const messageFunctions: readonly FunctionEntry[] = [
  topicFunction,
  topicMatchesFunction,
  keyFunction,
  headerFunction,
  qosFunction,
  retainedFunction,
  clientIdFunction,
  partitionFunction,
  offsetFunction,
  textFunction,
  rawFunction,
  attributeFunction,
  headersFunction,
  headerNamesFunction,
  headerBytesFunction,
  keyBytesFunction,
  topicLevelsFunction,
  messageTimeFunction,
  payloadSizeFunction,
  usernameFunction,
  mqttPropertyFunction,
]
