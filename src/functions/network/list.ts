import type { FunctionEntry } from '../../catalog/function.ts'
import { inCidrFunction } from './in-cidr.ts'
import { urlPartFunction } from './url-part.ts'
import { cidrNetworkFunction } from './cidr-network.ts'
import { cidrBroadcastFunction } from './cidr-broadcast.ts'
import { ipVersionFunction } from './ip-version.ts'
import { isIpFunction } from './is-ip.ts'
import { ipNormalizeFunction } from './ip-normalize.ts'
import { isPrivateIpFunction } from './is-private-ip.ts'
import { ipToIntegerFunction } from './ip-to-integer.ts'
import { integerToIpFunction } from './integer-to-ip.ts'
import { macFormatFunction } from './mac-format.ts'
import { parseUrlFunction } from './parse-url.ts'
import { urlHostFunction } from './url-host.ts'
import { urlPathFunction } from './url-path.ts'
import { urlQueryFunction } from './url-query.ts'
import { urlDecodeFunction } from './url-decode.ts'
import { emailDomainFunction } from './email-domain.ts'

/** All functions of this group. */
export const networkFunctions: readonly FunctionEntry[] = [
  inCidrFunction,
  urlPartFunction,
  cidrNetworkFunction,
  cidrBroadcastFunction,
  ipVersionFunction,
  isIpFunction,
  ipNormalizeFunction,
  isPrivateIpFunction,
  ipToIntegerFunction,
  integerToIpFunction,
  macFormatFunction,
  parseUrlFunction,
  urlHostFunction,
  urlPathFunction,
  urlQueryFunction,
  urlDecodeFunction,
  emailDomainFunction,
]
