using Emergency.Engine;
using Emergency.Engine.Reference;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// A node between a start and a crash: the reference engine and all parts of the product, without its endpoints, over a database that
/// fails.
/// </summary>
internal sealed class NightNode : IAsyncDisposable
{
    private readonly FailingDatabase _database;
    private readonly IEngine _engine;
    private readonly Opened _opened;
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly List<Happened> _seen = [];
    private readonly List<IHostedService> _running = [];

    private NightNode(FailingDatabase database, IEngine engine, Opened opened, WebApplication app)
    {
        (_database, _engine, _opened, _app) = (database, engine, opened, app);
        _reading = Follow();
    }

    public Sending Sending => Service<Sending>();
    public Folding Folding => Service<Folding>();
    public Clock Clock => Service<Clock>();

    /// <summary>Parts that have failed.</summary>
    public IReadOnlyList<string> Broken =>
        [.. Folding.BrokenViews, .. _app.Services.GetServices<IBreakable>().SelectMany(part => part.Broken)];

    /// <summary>All events that a reader from the very beginning has met.</summary>
    public IReadOnlyList<Happened> Seen
    {
        get
        {
            lock (_seen)
                return [.. _seen];
        }
    }

    /// <summary>Number of events that this reader has met.</summary>
    public int Read
    {
        get
        {
            lock (_seen)
                return _seen.Count;
        }
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<NightNode> Start(
        SharedDatabase shared,
        Keyring keys,
        Installation installation,
        Settings settings,
        Fate fate,
        NightTime time
    )
    {
        var (database, realms, steady) = (new FailingDatabase(shared, fate, time), new Realms(), new SteadyTime(time));
        var engine = await Begin(database, settings.Engine with { Forks = realms.ForkOf, Idle = TimeSpan.FromSeconds(12) }, steady);
        var opened = new Opened(
            engine,
            keys,
            new Sealing(keys),
            installation,
            new Rotation(keys, engine.About, installation.Id, steady),
            realms,
            steady,
            New: false
        );
        var builder = Product.Parts(settings, opened);
        builder.Logging.ClearProviders();
        var node = new NightNode(database, engine, opened, builder.Build());
        // All hosted services; the web server is not started.
        foreach (
            var service in node
                ._app.Services.GetServices<IHostedService>()
                .Where(service => service.GetType().Assembly == typeof(Product).Assembly)
        )
        {
            node._running.Add(service);
            await service.StartAsync(CancellationToken.None);
        }
        return node;
    }

    // A database that is away when a node starts ends its start; its supervisor starts it again.
    private static async Task<IEngine> Begin(FailingDatabase database, EngineSettings settings, TimeProvider time)
    {
        while (true)
        {
            try
            {
                return await ReferenceEngine.Start(
                    database,
                    settings,
                    EntityKinds.All,
                    new Forms(),
                    time,
                    NullLogger.Instance,
                    CancellationToken.None
                );
            }
            catch (FailingDatabase.StoreAway)
            {
                // The reader begins once more.
            }
        }
    }

    private async Task Follow()
    {
        try
        {
            await foreach (var batch in _engine.Feed.Read(Position.Start, _stop.Token))
                lock (_seen)
                    _seen.AddRange(batch);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The node has ended.
        }
    }

    /// <summary>Kills the node: nothing reaches the database any more. Then the parts are let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.Die();
        await _stop.CancelAsync();
        foreach (var service in Enumerable.Reverse(_running))
            await service.StopAsync(CancellationToken.None);
        await _engine.DisposeAsync();
        await _reading;
        await _app.DisposeAsync();
        _opened.Rotation.Dispose();
        _stop.Dispose();
    }
}
