using Emergency.Engine.Contract;
using Emergency.Engine.Entities;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The contract that the engine may rely on, whichever database holds the journal. A class derives from it for each.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _engines = [];
    private readonly TempFolder _heads = new();
    private IDatabase? _database;
    private IStore? _store;

    protected IDatabase Database => _database!;
    protected IStore Journal => _store!;

    /// <summary>Makes an empty database, or skips the test with the reason.</summary>
    protected abstract Task<IDatabase> NewDatabase();

    /// <summary>Opens what <see cref="NewDatabase"/> has made, after it was closed.</summary>
    protected abstract Task<IDatabase> Reopen();

    /// <summary>The database as another node has it open at the same time; the same where only one may.</summary>
    protected virtual Task<IDatabase> Beside() => Task.FromResult(Database);

    /// <summary>Removes the database.</summary>
    protected abstract ValueTask Drop();

    /// <summary>Writes one row as another program would: draws its position, pauses, then commits or rolls back.</summary>
    protected abstract Task WriteSlowly(Append append, TimeSpan pause, bool rollBack);

    public async ValueTask InitializeAsync() => Take(await NewDatabase());

    private void Take(IDatabase database) => (_database, _store) = (database, DatabaseStore.Of(database));

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
            await engine.DisposeAsync();
        if (_store is not null)
            await _store.Close();
        if (_database is not null)
            await _database.DisposeAsync();
        await Drop();
        _heads.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task CloseAndReopen()
    {
        await Journal.Close();
        await Database.DisposeAsync();
        Take(await Reopen());
    }

    internal async Task<IEngine> Engine(
        IDatabase database,
        LedgerDecider? decider = null,
        Func<EngineSettings, EngineSettings>? change = null
    )
    {
        var folder = Directory.CreateDirectory(_heads[$"{_engines.Count}"]).FullName;
        var settings = new EngineSettings(folder);
        var engine = await ReferenceEngine.Start(
            database,
            change?.Invoke(settings) ?? settings,
            [decider ?? new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None
        );
        _engines.Add(engine);
        return engine;
    }

    /// <summary>An append of our ledger events, chained as far as this call knows.</summary>
    protected static Append Rows(string stream, long first, int count = 1)
    {
        var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
        var hash = "";
        var rows = new List<NewRow>();
        for (var i = 0; i < count; i++)
        {
            var (form, data) = new LedgerForms().Write(new Booked(first + i, ""));
            rows.Add(new(form, Envelope.Close(stream, first + i, form, meta, hash, data.Span, out hash)));
        }
        return new(stream, first, rows, 639_000_000_000_000_000);
    }

    protected async Task<IReadOnlyList<Row>> StoredIn(string stream, long after = 0)
    {
        var rows = new List<Row>();
        await foreach (var row in Journal.ReadStream(stream, after, CancellationToken.None))
            rows.Add(row);
        return rows;
    }

    protected async Task<long> StoreOne(Append append) =>
        (await Journal.Store([append], CancellationToken.None)).ShouldHaveSingleItem().ShouldBeOfType<Appended.Stored>().LastOrdering;

    /// <summary>Follows the feed as a reader does, until <paramref name="enough"/>; at most 30 s.</summary>
    protected async Task<IReadOnlyList<Row>> Follow(long after, Func<IReadOnlyCollection<Row>, bool> enough)
    {
        using var stop = new CancellationTokenSource(Until.AtMost);
        var rows = new List<Row>();
        while (!enough(rows))
        {
            var page = await Journal.ReadFeed(after, 100, stop.Token);
            rows.AddRange(page);
            if (page.Count > 0)
                after = page[^1].Ordering;
            else
                await Journal.WaitForNews(after, TimeSpan.FromMilliseconds(500), stop.Token);
        }
        return rows;
    }
}
