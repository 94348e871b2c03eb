using Akka.Actor;
using Akka.Hosting;
using Emergency.Engine.Actors;
using Emergency.Engine.Cluster;
using Emergency.Engine.Feed;
using Emergency.Engine.Journal;
using Emergency.Engine.Seals;
using Emergency.Engine.Settings;
using Emergency.Engine.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Emergency.Engine.Hosting;

/// <summary>The engine on Akka.NET: persistent actors, sharded where there are several nodes, that store by Akka.Persistence.Sql, and a feed that reads their table, over an open database.</summary>
internal sealed class AkkaEngine : IEngine
{
    private const int EndedByOthers = 4;

    private readonly IHost _host;
    private readonly Surroundings _around;
    private readonly NodeChecks _checks;
    private readonly Joining? _joining;
    private readonly NodeName _name;
    private readonly SqliteGate _gate;
    private readonly ShardedEntities _entities;
    private readonly FeedTail _feed;
    private readonly Sealer _sealer;
    private readonly Notebook _notebook;
    private readonly Heads _heads;
    private readonly ITimer _seconds;
    private readonly Duties _duties;
    private string? _failing;
    private Task _writingHead = Task.CompletedTask;
    private int _disposed;

    private AkkaEngine(IHost host, IReadOnlyDictionary<string, IActorRef> kinds, Surroundings around, NodeName name, SqliteGate gate)
    {
        (_host, _around, _name, _gate) = (host, around, name, gate);
        var system = host.Services.GetRequiredService<ActorSystem>();
        // Its positions become visible in order, whoever stores and by whatever way: SQLite lets one at a time write, and PostgreSQL
        // draws them under a lock that the trigger keeps until the writer's transaction is over. So a reader that saw one has missed
        // none below it, and a hole is what was rolled back, which nothing fills: no gap is waited for.
        var journal = around.Database.Journal;
        _entities = new(kinds, around, ShardedEntities.Bound);
        _feed = new(journal, around.Forms, around.Clock, around.Log);
        _sealer = new(journal, around.Notes, around.Settings, around.Clock, around.Log);
        _heads = new(journal, around.Settings.Data, around.Log);
        _notebook = new(around.Notes);
        Sessions = around.Settings.Postgres ? around.Database.Sessions : new GatedSessions(around.Database.Sessions, gate);
        Attachments = around.Settings.Postgres ? around.Database.Attachments : new GatedAttachments(around.Database.Attachments, gate);
        _duties = new(around.Notes, around.Node, around.Clock, around.Log);
        System = system;
        _checks = new(host.Services, around.Log);
        _joining = around.Settings.Postgres ? new(system, around.File, around) : null;
        Broken = Task.WhenAny(around.Database.Broken, Ended(system.WhenTerminated)).Unwrap();
        _seconds = around.Clock.CreateTimer(_ => EachSecond(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>The actors of this node.</summary>
    internal ActorSystem System { get; }

    public IEntities Entities => _entities;
    public IFeed Feed => _feed;
    public IDuties Duties => _duties;
    public IProgress Progress => _notebook;
    public IAbout About => _notebook;
    public ISeals Seals => _sealer;
    public ISessions Sessions { get; }
    public IAttachments Attachments { get; }
    public Task<int> Broken { get; }
    public long LostRaces => _around.Load.LostRaces;
    public NodesSeen? Nodes => _joining?.Seen;
    public string? Trouble => _around.Load.Trouble ?? _around.Database.Journal.Hindrance;
    public IReadOnlyList<string> Failing => _around.Database.Failing is { } one ? [one.What, .. _duties.Failing] : _duties.Failing;

    public ValueTask<IReadOnlyList<UnwellPart>> Unwell(CancellationToken stop = default) => _checks.Unwell(stop);

    public static async Task<AkkaEngine> Start(
        IDatabase database,
        EngineSettings settings,
        NodeFiles files,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        ILoggerFactory logs,
        CancellationToken stop
    )
    {
        Directory.CreateDirectory(settings.Data);
        var (file, log) = (files.Cluster, logs.CreateLogger("Emergency.Engine"));
        await Heads.Check(database, settings.Data, log, stop);
        var (name, gate) = (NodeName.Of(settings.Data), new SqliteGate(database.Beside));
        var notes = settings.Postgres ? database.Notes : new GatedNotes(database.Notes, gate);
        byte[] key;
        try
        {
            key = settings.Postgres ? await Agreed.Key(notes, name.Name, file, stop) : [];
        }
        catch
        {
            name.Dispose();
            throw;
        }
        var around = new Surroundings(database, notes, settings, file, deciders, forms, clock, name.Name, key, log);
        var host = Built(around, files, gate, logs);
        try
        {
            await host.StartAsync(stop);
            var system = host.Services.GetRequiredService<ActorSystem>();
            var kinds = settings.Postgres ? await Region.StartAll(system, around) : LocalParents.StartAll(system, around);
            var engine = new AkkaEngine(host, kinds, around, name, gate);
            await engine._sealer.Begin(stop);
            return engine;
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
            await around.Rounds.DisposeAsync();
            await around.Positions.DisposeAsync();
            name.Dispose();
            throw;
        }
    }

    private static IHost Built(Surroundings around, NodeFiles files, SqliteGate gate, ILoggerFactory logs)
    {
        var builder = new HostBuilder();
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(logs).AddSingleton<IHostLifetime, NoLifetime>();
            NodeChecks.AddTo(services);
            services.AddAkka(
                NodeSystem.Name,
                akka =>
                {
                    akka.AddSetup(around)
                        .ConfigureLoggers(loggers =>
                        {
                            loggers.ClearLoggers();
                            loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
                            loggers.AddLoggerFactory(logs);
                        })
                        .WithNode(files, alone: !around.Settings.Postgres)
                        .WithJournal(around.Settings, gate, around.Drawn)
                        .WithActors((system, _) => system.ActorOf(Props.Create(typeof(LostMail)), "lost-mail"));
                    NodeChecks.AddTo(akka, around);
                    foreach (var setup in NodeSetups.In(typeof(AkkaEngine).Assembly))
                        setup.Configure(services, akka);
                }
            );
        });
        return builder.Build();
    }

    private void EachSecond()
    {
        if (_around.Load.Trouble is not null && _around.Database.Journal.Hindrance is null && _around.Load.Commands == 0)
            _around.Load.Trouble = null;
        var failing = _around.Database.Failing;
        if (failing?.What is { } what && what != _failing)
            Log.Failing(_around.Log, what, failing.Value.Why.Message);
        _failing = failing?.What;
        if (failing is not null && _gate.TryEnter())
        {
            _around.Database.TryAgain();
            _gate.Leave();
        }
        if (_writingHead.IsCompleted)
            _writingHead = _heads.Write();
    }

    // The others went on without this node: it ends, and joins them again when it is started again.
    private async Task<int> Ended(Task terminated)
    {
        await terminated;
        if (Volatile.Read(ref _disposed) == 0)
            return EndedByOthers;
        return await _around.Database.Broken;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _entities.DisposeAsync();
        await _feed.DisposeAsync();
        await _sealer.DisposeAsync();
        await _seconds.DisposeAsync();
        await _writingHead;
        await _heads.Write();
        if (_joining is not null)
            await _joining.DisposeAsync();
        await _host.StopAsync();
        _host.Dispose();
        await _around.Rounds.DisposeAsync();
        await _around.Positions.DisposeAsync();
        // The journal's own connections are pooled by the process and would outlive this engine.
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        await _around.Database.DisposeAsync();
        _gate.Dispose();
        _name.Dispose();
    }

    /// <summary>The process belongs to the server: this host neither waits for a signal nor ends anything.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
