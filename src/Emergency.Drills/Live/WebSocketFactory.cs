using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Emergency.Drills.Live;

/// <summary>
/// Carries the hub protocol over one plain WebSocket with a bearer token in the header: no negotiation, no token in the address.
/// </summary>
public sealed class WebSocketFactory(Uri address, string token) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return new WebSocketConnection(socket);
    }

    private sealed class WebSocketConnection : ConnectionContext
    {
        private readonly WebSocket _socket;
        private readonly Pipe _in = new(),
            _out = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public WebSocketConnection(WebSocket socket)
        {
            _socket = socket;
            Transport = new Duplex(_in.Reader, _out.Writer);
            _running = Task.WhenAll(Receive(), Send());
        }

        public override string ConnectionId { get; set; } = Guid.CreateVersion7().ToString("N");
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
        public override IDuplexPipe Transport { get; set; }

        private async Task Receive()
        {
            Exception? broken = null;
            try
            {
                while (true)
                {
                    var got = await _socket.ReceiveAsync(_in.Writer.GetMemory(4096), _stop.Token);
                    if (got.MessageType == WebSocketMessageType.Close)
                        break;
                    _in.Writer.Advance(got.Count);
                    if (got.EndOfMessage && (await _in.Writer.FlushAsync(_stop.Token)).IsCompleted)
                        break;
                }
            }
            catch (OperationCanceledException)
            {
                broken = null;
            }
            catch (WebSocketException cut)
            {
                broken = cut;
            }
            await _in.Writer.CompleteAsync(broken);
        }

        private async Task Send()
        {
            try
            {
                while (true)
                {
                    var read = await _out.Reader.ReadAsync(_stop.Token);
                    if (!read.Buffer.IsEmpty)
                        await _socket.SendAsync(read.Buffer.ToArray(), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
                    _out.Reader.AdvanceTo(read.Buffer.End);
                    if (read.IsCompleted)
                        break;
                }
                await _out.Reader.CompleteAsync();
            }
            catch (Exception over) when (over is OperationCanceledException or WebSocketException)
            {
                await _out.Reader.CompleteAsync(over);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _socket.Dispose();
            _stop.Dispose();
            await base.DisposeAsync();
        }

        private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
        {
            public PipeReader Input => input;
            public PipeWriter Output => output;
        }
    }
}
