import { t } from '@/base/words'

const [community, street] = [12, 9]
/** Counts called places: so many communities, street offices and counties, each by its name; the single way to count them everywhere. */
export function calledPlaces(codes: readonly string[]): string {
  const of = (fits: (length: number) => boolean) => codes.filter((code) => fits(code.length)).length
  const [villages, streets] = [of((length) => length === community), of((length) => length === street)]
  const counties = codes.length - villages - streets
  return [
    villages && t('warning.villages', { n: villages }),
    streets && t('warning.streets', { n: streets }),
    counties && t('warning.counties', { n: counties }),
  ]
    .filter(Boolean)
    .join(t('incident.and'))
}
