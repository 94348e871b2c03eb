using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Emergency.Benchmarks.Fanout;

/// <summary>
/// The client program for both contestants, a process of its own: many plain web sockets that count every change they receive. Commands on
/// standard input: "reset", "heard ID,ID…" (how many clients heard of all these incidents), "stop".
/// </summary>
internal static class Listeners
{
    private const int Sampled = 100;
    private static readonly byte[] Mark = "\"position\":"u8.ToArray(),
        IncidentMark = "\"view\":\"incident\",\"key\":\""u8.ToArray();
    private static readonly TimeSpan PingEach = TimeSpan.FromSeconds(10);

    /// <param name="words">kind (ours or socketio), address, clients, stalled, file for the samples, then for ours the token and the group,
    /// "division/411502" or "doors/incident/community".</param>
    public static async Task<int> Run(string[] words)
    {
        var (kind, address, clients, stalled, file) = (
            words[0],
            new Uri(words[1]),
            int.Parse(words[2], CultureInfo.InvariantCulture),
            int.Parse(words[3], CultureInfo.InvariantCulture),
            words[4]
        );
        var all = Enumerable.Range(0, clients).Select(n => new Client(n < Sampled)).ToList();
        foreach (var chunk in all.Chunk(100))
            await Task.WhenAll(
                chunk.Select(client => kind == "ours" ? client.JoinUs(address, words[5], words[6]) : client.JoinPeer(address))
            );
        // The last clients stop reading: phones in a lift.
        foreach (var client in all.Take(clients - stalled))
            _ = Task.Run(client.Read);
        using var pinging = new Timer(
            _ =>
            {
                if (kind == "ours")
                    foreach (var client in all.Take(clients - stalled))
                        client.Ping();
            },
            null,
            PingEach,
            PingEach
        );
        Console.WriteLine("joined");
        while (Console.ReadLine() is { } word && word != "stop")
            if (word == "reset")
                foreach (var client in all)
                    client.Reset();
            else if (word.Split(' ') is ["heard", var ids])
                Console.WriteLine(
                    all.Take(clients - stalled)
                        .Count(client => client.HeardAll([.. ids.Split(',').Select(Guid.Parse)]))
                        .ToString(CultureInfo.InvariantCulture)
                );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Take(clients - stalled).Sum(client => client.Changes)} {all.Take(clients - stalled).Count(client => client.Cut)} {all.Take(clients - stalled).Max(client => client.Changes)}"
            )
        );
        await File.WriteAllLinesAsync(
            file,
            all.Take(Sampled)
                .SelectMany(client => client.Samples)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Position} {one.At}"))
        );
        return 0;
    }

    private sealed class Client(bool sampled)
    {
        private readonly ClientWebSocket _socket = new();
        private readonly List<(long, long)> _samples = [];
        private readonly HashSet<Guid> _incidents = [];
        private readonly SemaphoreSlim _sending = new(1);
        private byte[] _buffer = new byte[4096];

        public long Changes { get; private set; }
        public bool Cut { get; private set; }
        public IReadOnlyList<(long Position, long At)> Samples
        {
            get
            {
                lock (_samples)
                    return [.. _samples];
            }
        }

        public async Task JoinUs(Uri address, string token, string group)
        {
            _socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            _socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await _socket.ConnectAsync(new Uri($"ws://{address.Authority}/live"), CancellationToken.None);
            await Say("{\"protocol\":\"json\",\"version\":1}\u001e");
            await Message();
            var (kind, id) = (
                group[..group.IndexOf('/', StringComparison.Ordinal)],
                group[(group.IndexOf('/', StringComparison.Ordinal) + 1)..]
            );
            await Say($"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"live\",\"{kind}\",\"{id}\",null]}}\u001e");
            while (!Encoding.UTF8.GetString((await Message()).Span).Contains("\"type\":3", StringComparison.Ordinal)) { }
        }

        public async Task JoinPeer(Uri address)
        {
            _socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await _socket.ConnectAsync(new Uri($"ws://{address.Authority}/socket.io/?EIO=4&transport=websocket"), CancellationToken.None);
            await Message();
            await Say("40");
            await Message();
        }

        public async Task Read()
        {
            try
            {
                while (true)
                {
                    var message = await Message();
                    if (message.Length == 1 && message.Span[0] == '2')
                        await Say("3");
                    else
                        Count(message.Span, Stopwatch.GetTimestamp());
                }
            }
            catch (WebSocketException)
            {
                Cut = true;
            }
        }

        public void Ping() => _ = Say("{\"type\":6}\u001e");

        public void Reset()
        {
            Changes = 0;
            lock (_samples)
                _samples.Clear();
        }

        public bool HeardAll(IReadOnlyList<Guid> incidents)
        {
            lock (_incidents)
                return incidents.All(_incidents.Contains);
        }

        private void Count(ReadOnlySpan<byte> message, long now)
        {
            var rest = message;
            for (int at; (at = rest.IndexOf(IncidentMark)) >= 0; )
            {
                rest = rest[(at + IncidentMark.Length)..];
                if (!Utf8Parser.TryParse(rest, out Guid id, out _))
                    continue;
                lock (_incidents)
                    _incidents.Add(id);
            }
            for (int at; (at = message.IndexOf(Mark)) >= 0; )
            {
                message = message[(at + Mark.Length)..];
                Changes++;
                if (!sampled || !Utf8Parser.TryParse(message, out long position, out _))
                    continue;
                lock (_samples)
                    _samples.Add((position, now));
            }
        }

        private async ValueTask<ReadOnlyMemory<byte>> Message()
        {
            var length = 0;
            while (true)
            {
                if (length == _buffer.Length)
                    Array.Resize(ref _buffer, _buffer.Length * 2);
                var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
                length += received.Count;
                if (received.EndOfMessage)
                    return _buffer.AsMemory(0, length);
            }
        }

        private async Task Say(string text)
        {
            await _sending.WaitAsync();
            try
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                Cut = true;
            }
            finally
            {
                _sending.Release();
            }
        }
    }
}
