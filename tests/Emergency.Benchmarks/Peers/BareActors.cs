using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Sql.Hosting;
using Akka.Remote.Hosting;
using Akka.Serialization;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emergency.Benchmarks.Peers;

/// <summary>
/// Sharded persistent actors on Akka.Persistence.Sql as it comes: its own tables, no trigger, a stored message of the same length. Nothing
/// is decided, hashed or folded.
/// </summary>
internal sealed class BareActors : IAsyncDisposable
{
    private sealed record Add(string Stream);

    private sealed class Stored
    {
        public static readonly Stored One = new();
    }

    private sealed class Bytes(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 119;

        public override string Manifest(object o) => "count.added.v1";

        public override byte[] ToBinary(object obj) => Counting.Message;

        public override object FromBinary(byte[] bytes, string manifest) => Stored.One;
    }

    private sealed class Actor(string stream) : UntypedPersistentActor
    {
        public override string PersistenceId => stream;

        protected override void OnRecover(object message) { }

        protected override void OnCommand(object message)
        {
            var asker = Sender;
            Persist(Stored.One, stored => asker.Tell(stored));
        }
    }

    private sealed class ByStream() : HashCodeMessageExtractor(60)
    {
        public override string EntityId(object message) => ((Add)message).Stream;
    }

    private readonly IHost _host;
    private readonly IActorRef _region;

    private BareActors(IHost host, IActorRef region) => (_host, _region) = (host, region);

    /// <summary>Opens a cluster of a single node, over an empty database.</summary>
    public static async Task<BareActors> Open(string connection)
    {
        var builder = new HostBuilder();
        builder
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services =>
                services.AddAkka(
                    "bare",
                    akka =>
                        akka.WithRemoting("127.0.0.1", 0)
                            .WithClustering()
                            .WithSqlPersistence(connection, ProviderName.PostgreSQL15, autoInitialize: true)
                            .WithCustomSerializer("bare", [typeof(Stored)], system => new Bytes(system))
                            .WithShardRegion<Actor>(
                                "count",
                                stream => Props.Create(() => new Actor(stream)),
                                new ByStream(),
                                new ShardOptions { StateStoreMode = StateStoreMode.DData, RememberEntities = false }
                            )
                            .AddHocon(
                                "akka { loglevel = OFF, stdout-loglevel = OFF, cluster.sharding.distributed-data.durable.keys = [] }",
                                HoconAddMode.Prepend
                            )
                )
            );
        var host = builder.Build();
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        return new(host, host.Services.GetRequiredService<ActorRegistry>().Get<Actor>());
    }

    public Task Append(string stream) => _region.Ask<Stored>(new Add(stream), TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
