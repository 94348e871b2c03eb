using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// The whole product inside this process over a copy of another server's folder, with a clock set by the test: two of them that get the
/// same requests write the same.
/// </summary>
internal sealed partial class Twin : IAsyncDisposable
{
    // Once the journal has been still for so long, nothing more follows from a request.
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(250),
        Look = TimeSpan.FromMilliseconds(600);
    private readonly TempFolder _folder = new();
    private readonly Newest _newest = new();
    private readonly List<Api> _clients = [];
    private readonly Opened _opened;
    private readonly WebApplication _app;
    private readonly Uri _address;

    private Twin(TempFolder folder, SaidTime time, Opened opened, WebApplication app)
    {
        (_folder, Time, _opened, _app) = (folder, time, opened, app);
        _address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public SaidTime Time { get; }

    /// <param name="data">The folder of a server that has ended.</param>
    public static async Task<Twin> Of(string data, DateTimeOffset now)
    {
        var (folder, time) = (new TempFolder(), new SaidTime(now));
        foreach (var file in Directory.GetFiles(data))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var settings = SettingsReading
            .Read(
                [
                    "--data",
                    folder.Path,
                    "--ballast",
                    "1",
                    "--demo",
                    "off",
                    "--urls",
                    "http://127.0.0.1:0",
                    "--hotlines:119:secret",
                    Quarter.Secret,
                ],
                new Hashtable(),
                null
            )
            .Settings;
        var opened = await Opened.Open(settings, time, NullLoggerFactory.Instance);
        var app = Product.Build(settings.With(opened.Installation), opened);
        await app.StartAsync();
        return new(folder, time, opened, app);
    }

    /// <summary>A client that was signed in at the copied server.</summary>
    public Api Who(Api there)
    {
        var here = there.At(_address, _newest);
        _clients.Add(here);
        return here;
    }

    public async Task<Position> Head() => await _opened.Engine.Feed.Head(CancellationToken.None);

    /// <summary>Waits until every consequence of the requests is written.</summary>
    public Task Settled() => Settled(Still);

    /// <summary>
    /// Moves the clock, by less than a minute at a time or the product does not believe it, and waits until everything due by then is done.
    /// </summary>
    public Task Later(DateTimeOffset now)
    {
        Time.Say(now);
        return Settled(Look);
    }

    private async Task Settled(TimeSpan still)
    {
        var (seen, since) = (await Head(), Awake.Now);
        await Until.TrueAsync(
            async () =>
            {
                if (await Head() is var head && head != seen)
                    (seen, since) = (head, Awake.Now);
                return Awake.Now - since > still && _app.Services.GetRequiredService<Folding>().Now.At == seen;
            },
            "the journal is still"
        );
    }

    /// <summary>
    /// Events written to live streams after a position, without the drills' own: per stream, line by line, with the name of the causing
    /// event, without other positions (they count writes elsewhere), with sealed values opened.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Written(Position after)
    {
        var (head, names, lines) = (
            await Head(),
            new Dictionary<Position, string>(),
            new Dictionary<string, List<string>>(StringComparer.Ordinal)
        );
        var forms = _app.Services.GetRequiredService<IForms>();
        await foreach (var batch in _opened.Engine.Feed.Read(default, CancellationToken.None))
        {
            foreach (var happened in batch)
            {
                var own = happened.Entity.Realm != Entities.Live || happened.Entity.Kind == "drill";
                names[happened.Position] = happened.Name;
                if (happened.Position <= after || own)
                    continue;
                var (stream, meta) = (happened.Entity.ToString(), happened.Meta);
                if (!lines.TryGetValue(stream, out var list))
                    lines[stream] = list = [];
                list.Add(
                    $"{happened.Sequence} {happened.Form} {JsonSerializer.Serialize(meta with { CausedBy = null }, Json.Options)} <- {(meta.CausedBy is { } cause ? names[cause] : "")} {Positions().Replace(Unsealed(forms.Write(happened.Event).Bytes.Span), "")}"
                );
            }
            if (batch.Count > 0 && batch[^1].Position >= head)
                break;
        }
        return lines.ToDictionary(one => one.Key, one => (IReadOnlyList<string>)one.Value, StringComparer.Ordinal);
    }

    // A value is sealed differently each time, so its content and its key are compared.
    private string Unsealed(ReadOnlySpan<byte> bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        foreach (var value in Strings(JsonDocument.Parse(text).RootElement).Distinct(StringComparer.Ordinal))
            if (value.Length > 35 && value[32] == ':' && Guid.TryParseExact(value.AsSpan(0, 32), "N", out var key))
                text = text.Replace(
                    JsonSerializer.Serialize(value, Json.Options).Trim('"'),
                    $"{key:N} {_opened.Sealing.Open<object>(new Sealed(value))}",
                    StringComparison.Ordinal
                );
        return text;
    }

    // Position up to which the writer of a fact had read.
    [GeneratedRegex("\"position\":[0-9]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Positions();

    private static IEnumerable<string> Strings(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Strings(one.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
            JsonValueKind.String => [value.GetString()!],
            _ => [],
        };

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(one => one.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _opened.DisposeAsync();
        _folder.Dispose();
    }
}
