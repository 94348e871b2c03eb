import { sendBy, type Carry } from '@/base/send/send'

/** Sends a request with its body and reports, from 0 to 1, the part that has left. Everything else is as with any other request. */
export const tracked = (told: (part: number) => void, stop?: AbortSignal): Carry =>
  sendBy(async (request, { signal }) => {
    const body = await request.arrayBuffer()
    return new Promise<Response>((resolve, reject) => {
      const line = new XMLHttpRequest()
      line.open(request.method, request.url)
      request.headers.forEach((value, name) => line.setRequestHeader(name, value))
      line.responseType = 'blob'
      line.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0)
      line.onload = () =>
        resolve(new Response(line.status === 204 ? null : (line.response as Blob), { status: line.status, headers: headersOf(line) }))
      line.onerror = () => reject(new TypeError('not reached'))
      line.onabort = () => reject(new DOMException('given up', 'AbortError'))
      for (const one of [signal, stop]) one?.addEventListener('abort', () => line.abort())
      if (stop?.aborted) line.abort()
      else line.send(body)
    })
  })

function headersOf(line: XMLHttpRequest): [string, string][] {
  return line
    .getAllResponseHeaders()
    .split('\r\n')
    .filter((one) => one.includes(': '))
    .map((one) => [one.slice(0, one.indexOf(': ')), one.slice(one.indexOf(': ') + 2)])
}
