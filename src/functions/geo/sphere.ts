import type { Lambda, Parameter } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { asNumber } from '../limits.ts'

/** Mean radius R1 by the IUGG, in metres. */
export const EARTH_RADIUS_M = 6_371_008.8

export const latitudeParameter: Parameter = {
  name: 'latitude',
  kinds: ['INTEGER', 'DOUBLE'],
  prose: 'degrees north',
}

export const longitudeParameter: Parameter = {
  name: 'longitude',
  kinds: ['INTEGER', 'DOUBLE'],
  prose: 'degrees east',
}

/** An angle in degrees as radians. */
export const radians = (angle: Value | Lambda): number => (Number(angle) * Math.PI) / 180

/** An angle in radians as degrees. */
export const degrees = (angle: number): number => (angle * 180) / Math.PI

/** A longitude from -180 to below 180. */
export const wrapped = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180

/** The positions [longitude, latitude] of an array as GeoJSON has them; undefined where one is none. */
export const positionsOf = (array: readonly Value[]): readonly (readonly [number, number])[] | undefined => {
  const positions: [number, number][] = []
  for (const one of array) {
    const [longitude, latitude] = Array.isArray(one) ? (one as readonly Value[]).map(asNumber) : []
    if (longitude === undefined || latitude === undefined) return undefined
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return undefined
    positions.push([longitude, latitude])
  }
  return positions
}
