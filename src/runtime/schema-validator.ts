import { Ajv, type ErrorObject } from 'ajv'

const MESSAGES_MAX = 3

const text = ({ instancePath, message }: ErrorObject): string =>
  `${instancePath === '' ? 'the payload' : instancePath.slice(1)} ${message ?? 'does not fit'}`

/** The validator of a JSON Schema: undefined for a valid payload, else what is wrong with it. */
export const schemaValidator = (schemaText: string): ((payload: string) => string | undefined) => {
  const validate = new Ajv({ allErrors: false, strict: false, logger: false }).compile(
    JSON.parse(schemaText) as object,
  )
  return (payload) => {
    if (validate(JSON.parse(payload))) return undefined
    return (validate.errors ?? []).slice(0, MESSAGES_MAX).map(text).join('; ')
  }
}
