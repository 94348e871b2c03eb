import { answer, api } from '@/base/api/http'
import type { paths } from '@/base/wire/schema'
import { useQuery, type Options, type Query } from '@/kit/queries/query'

type Reading = { parameters: object; responses: { 200: { content: { 'application/json': unknown } } } }
/** Addresses of GET requests. */
export type Readable = { [Path in keyof paths]: paths[Path] extends { get: Reading } ? Path : never }[keyof paths]
type Of<Path extends Readable> = paths[Path] extends { get: infer Get extends Reading } ? Get : never
/** Parameters of a request to an address. */
export type Asked<Path extends Readable> = Pick<Of<Path>['parameters'], keyof Of<Path>['parameters'] & ('path' | 'query')>
export type Answer<Path extends Readable> = Of<Path>['responses'][200]['content']['application/json']

/** The key of a request: the address itself, as the server describes it, and the parameters. */
export const keyOf = <Path extends Readable>(path: Path, asked: Asked<Path>) => [path, asked] as const

/**
 * Query for an address of the server, kept up to date by `news.ts`. @param asked follows the values it depends on; null while there is
 * nothing to load
 */
export function useRead<Path extends Readable>(
  path: Path,
  asked: () => Asked<Path> | null = () => ({}) as Asked<Path>,
  options: Options = {},
): Query<Answer<Path>> {
  return useQuery<Answer<Path>>(
    () => {
      const wanted = asked()
      return wanted && keyOf(path, wanted)
    },
    (signal, [, wanted]) => read(path, wanted as Asked<Path>, signal),
    options,
  )
}

/** Loads the same once, for a query of several steps. */
export const read = <Path extends Readable>(path: Path, asked: Asked<Path>, signal?: AbortSignal): Promise<Answer<Path>> =>
  answer(() => (api.GET as Get)(path, { params: asked, ...(signal ? { signal } : {}) })) as Promise<Answer<Path>>

type Get = (path: string, how: { params: object; signal?: AbortSignal }) => Promise<{ data?: unknown; error?: unknown; response: Response }>
