using Emergency.Engine.Feed;
using Emergency.Engine.Seals;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Reference;

/// <summary>An engine of mailboxes on an open database.</summary>
internal sealed class ReferenceEngine : IEngine
{
    private readonly IDatabase _database;
    private readonly IStore _store;
    private readonly Writer _writer;
    private readonly LiveEntities _entities;
    private readonly FeedTail _feed;
    private readonly Sealer _sealer;
    private readonly Notebook _notebook;
    private readonly NodeName _name;
    private readonly Heads _heads;
    private readonly ITimer _seconds;
    private readonly Duties _duties;
    private readonly ILogger _log;
    private string? _failing;
    private Task _writingHead = Task.CompletedTask;
    private int _disposed;

    private ReferenceEngine(
        IDatabase database,
        EngineSettings settings,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        ILogger log
    )
    {
        (_database, _store, _log) = (database, DatabaseStore.Of(database), log);
        _writer = new(_store, settings, log);
        _entities = new(deciders, new(_store, _writer, forms, settings, clock, log));
        _feed = new(database.Journal, forms, clock, log);
        _sealer = new(database.Journal, database.Notes, settings, clock, log);
        _heads = new(database.Journal, settings.Data, log);
        _notebook = new(database.Notes);
        _name = NodeName.Of(settings.Data);
        _duties = new(database.Notes, _name.Name, clock, log);
        _seconds = clock.CreateTimer(_ => EachSecond(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public IEntities Entities => _entities;
    public IFeed Feed => _feed;
    public IDuties Duties => _duties;
    public IProgress Progress => _notebook;
    public IAbout About => _notebook;
    public ISeals Seals => _sealer;
    public ISessions Sessions => _database.Sessions;
    public IAttachments Attachments => _database.Attachments;
    public Task<int> Broken => _database.Broken;
    public long LostRaces => _store.Yielding?.Lost ?? 0;
    public string? Trouble => _writer.Trouble ?? _database.Journal.Hindrance;
    public IReadOnlyList<string> Failing => _database.Failing is { } one ? [one.What, .. _duties.Failing] : _duties.Failing;

    public static async Task<ReferenceEngine> Start(
        IDatabase database,
        EngineSettings settings,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        ILogger log,
        CancellationToken stop
    )
    {
        Directory.CreateDirectory(settings.Data);
        await Heads.Check(database, settings.Data, log, stop);
        var engine = new ReferenceEngine(database, settings, deciders, forms, clock, log);
        await engine._sealer.Begin(stop);
        return engine;
    }

    private void EachSecond()
    {
        if (_writer.Trouble is { } trouble && _database.Journal.Hindrance is null)
            _writer.Over(trouble);
        var failing = _database.Failing;
        if (failing?.What is { } what && what != _failing)
            Log.Failing(_log, what, failing.Value.Why.Message);
        _failing = failing?.What;
        _database.TryAgain();
        if (_writingHead.IsCompleted)
            _writingHead = _heads.Write();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _entities.DisposeAsync();
        await _writer.DisposeAsync();
        await _feed.DisposeAsync();
        await _sealer.DisposeAsync();
        await _seconds.DisposeAsync();
        await _writingHead;
        await _heads.Write();
        await _store.Close();
        await _database.DisposeAsync();
        _name.Dispose();
    }
}
