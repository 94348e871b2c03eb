// The peer: a plain Socket.IO server. Every client is in the one room; POST /emit sends its body to all of them.
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    io.to('all').emit('changed', JSON.parse(Buffer.concat(parts).toString()))
    response.end()
  })
})
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
io.on('connection', (socket) => socket.join('all'))
http.listen(0, '127.0.0.1', () => console.log(`ready on http://127.0.0.1:${http.address().port}`))
