using System.Globalization;
using Emergency.Engine.Schema;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Own;

/// <summary>The engine of our own on an open database.</summary>
internal sealed class OwnEngine : IEngine
{
    private readonly IDatabase _database;
    private readonly EngineSettings _settings;
    private readonly Writer _writer;
    private readonly LiveEntities _entities;
    private readonly FeedTail _feed;
    private readonly Sealer _sealer;
    private readonly Notebook _notebook;
    private readonly NodeName _name;
    private readonly ITimer _heads;
    private readonly ILogger _log;
    private Task _writingHead = Task.CompletedTask;
    private int _disposed;

    private OwnEngine(IDatabase database, EngineSettings settings, IEnumerable<IDecider> deciders, IForms forms, TimeProvider clock, ILogger log)
    {
        (_database, _settings, _log) = (database, settings, log);
        _writer = new(database.Journal, settings, log);
        _entities = new(deciders, new(database.Journal, _writer, forms, settings, clock, log));
        _feed = new(database.Journal, forms, clock, log);
        _sealer = new(database, clock, log);
        _notebook = new(database.Notes);
        _name = NodeName.Of(settings.Data);
        Duties = new Duties(database.Notes, _name.Name, clock, log);
        _heads = clock.CreateTimer(_ => EachSecond(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public IEntities Entities => _entities;
    public IFeed Feed => _feed;
    public IDuties Duties { get; }
    public IProgress Progress => _notebook;
    public IAbout About => _notebook;
    public Task<int> Broken => _database.Broken;
    public string? Trouble => _writer.Trouble ?? _database.Journal.Hindrance;

    public static async Task<OwnEngine> Start(IDatabase database, EngineSettings settings, IEnumerable<IDecider> deciders, IForms forms, TimeProvider clock, ILogger log, CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Data);
        var found = await database.Journal.Head(stop);
        Log.Opened(log, database.Version, found);
        if (HeadFile.Read(settings.Data) is var head && head > found)
            await Remember(database, found, head, log, stop);
        return new(database, settings, deciders, forms, clock, log);
    }

    // What was acknowledged and is gone stays on record, and its positions are never given to other events.
    private static async Task Remember(IDatabase database, long found, long head, ILogger log, CancellationToken stop)
    {
        Log.Behind(log, found, head, head - found);
        var name = Layout.LostName + (found + 1).ToString(CultureInfo.InvariantCulture);
        await database.Notes.WriteAbout(new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = head.ToString(CultureInfo.InvariantCulture) }, stop);
        await database.Notes.SkipPositions(head, stop);
    }

    private void EachSecond()
    {
        if (_writer.Trouble is { } trouble && _database.Journal.Hindrance is null)
            _writer.Over(trouble);
        if (_writingHead.IsCompleted)
            _writingHead = WriteHead();
    }

    private async Task WriteHead()
    {
#pragma warning disable CA1031 // A second later it is tried again.
        try
        {
            var head = await _database.Journal.Head(CancellationToken.None);
            if (head > HeadFile.Read(_settings.Data))
                HeadFile.Write(_settings.Data, head);
        }
        catch (Exception e)
        {
            Log.TriedAgain(_log, "writing head", e);
        }
#pragma warning restore CA1031
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _entities.DisposeAsync();
        await _writer.DisposeAsync();
        await _feed.DisposeAsync();
        await _sealer.DisposeAsync();
        await _heads.DisposeAsync();
        await _writingHead;
        await WriteHead();
        await _database.DisposeAsync();
        _name.Dispose();
    }
}
