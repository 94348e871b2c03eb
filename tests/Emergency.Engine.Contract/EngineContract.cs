namespace Emergency.Engine.Contract;

/// <summary>The contract that everybody may rely on, whichever engine and journal. A class derives from it for each.</summary>
public abstract partial class EngineContract : IAsyncLifetime
{
    private EngineSite? _site;

    protected EngineSite Site => _site!;

    /// <summary>Makes an empty site, or skips the test with the reason.</summary>
    protected abstract Task<EngineSite> NewSite();

    public async ValueTask InitializeAsync() => _site = await NewSite();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
            await _site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static EntityId Named(string key) => new("live", "ledger", key);

    /// <summary>A new command id, from a fictitious sender.</summary>
    protected static Meta Asked(string digest = "0f") =>
        new(
            Guid.CreateVersion7(),
            digest,
            "虚构-网格长",
            "GridChief",
            "411502001001",
            null,
            new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero),
            null
        );

    protected static async Task<Reply.Accepted> Accepted(IEngine engine, EntityId to, object command, Meta? meta = null) =>
        (await engine.Entities.Send(to, command, meta ?? Asked()).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>();

    protected static async Task<IReadOnlyList<Happened>> All(IEngine engine, EntityId entity)
    {
        var events = new List<Happened>();
        await foreach (var e in engine.Feed.Stream(entity, await engine.Feed.Head()))
            events.Add(e);
        return events;
    }

    /// <summary>Reads the feed until <paramref name="count"/> events came; at most 20 s.</summary>
    protected static async Task<IReadOnlyList<Happened>> Take(IEngine engine, Position after, int count)
    {
        using var stop = new CancellationTokenSource(Until.AtMost);
        var events = new List<Happened>();
        if (count == 0)
            return events;
        await foreach (var batch in engine.Feed.Read(after, stop.Token))
        {
            events.AddRange(batch);
            if (events.Count >= count)
                break;
        }
        return events;
    }
}
