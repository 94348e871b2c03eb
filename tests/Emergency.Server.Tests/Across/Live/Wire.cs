using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Emergency.Server.Tests.Live;

/// <summary>
/// A connection without a network: the server's bytes are read when the test wants them, so a reader can be as slow as it likes.
/// </summary>
internal sealed class Wire
{
    private readonly Pipe _out = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
    private readonly HubConnectionContext _connection;
    private readonly List<JsonNode> _read = [];

    public Wire(TimeProvider clock)
    {
        var options = new JsonHubProtocolOptions();
        Json.Make(options.PayloadSerializerOptions);
        var transport = new DefaultConnectionContext("wire") { Transport = new Duplex(new Pipe().Reader, _out.Writer) };
        _connection = new HubConnectionContext(
            transport,
            new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromHours(1), ClientTimeoutInterval = TimeSpan.FromHours(1) },
            NullLoggerFactory.Instance
        )
        {
            Protocol = new JsonHubProtocol(Options.Create(options)),
        };
        Listener = new Listener(
            _connection,
            new Asked(new AccountId("a"), [], null, Entities.Live, clock.GetUtcNow(), Guid.Empty, "", null),
            clock
        );
    }

    public Listener Listener { get; }

    /// <summary>Writes the answer to a join, as the hub does when its method has returned; it stays in the pipe until it is read.</summary>
    public void Answer(Joined joined) => _ = _connection.WriteAsync(CompletionMessage.WithResult("1", joined)).AsTask();

    /// <summary>Reads until a message fits; all messages so far.</summary>
    public async Task<IReadOnlyList<JsonNode>> Until(Func<JsonNode, bool> fits)
    {
        while (!_read.Any(fits))
        {
            var result = await _out.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().InTime();
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)0x1e) is { } end)
            {
                _read.Add(JsonNode.Parse(Encoding.UTF8.GetString(buffer.Slice(0, end)))!);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            _out.Reader.AdvanceTo(buffer.Start, buffer.End);
        }
        return _read;
    }

    /// <summary>True for a message that changed a key to a value.</summary>
    public static Func<JsonNode, bool> Changed(string key, int value) =>
        message =>
            (string?)message["target"] == "changed"
            && message["arguments"]![0]!.AsArray().Any(change => (string?)change!["key"] == key && (int?)change["value"] == value);

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;
        public PipeWriter Output => output;
    }
}
