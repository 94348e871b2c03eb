using System.Net;
using System.Net.Sockets;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Several nodes in this process over one PostgreSQL database.</summary>
internal sealed class SomeNodes(string database) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<AkkaEngine> _nodes = [];

    public static async Task<SomeNodes> New() => new(await PostgresOrSkip.FreshDatabase());

    public EngineSettings Settings(string name) => new(_folder[name], database);

    /// <summary>A node that finds the others.</summary>
    public Task<AkkaEngine> Open(string name, int dividedSeconds) => Open(name, $$"""{ "dividedSeconds": {{dividedSeconds}} }""");

    /// <summary>A node with this file <c>cluster.json</c>.</summary>
    public Task<AkkaEngine> Open(string name, string file)
    {
        Directory.CreateDirectory(_folder[name]);
        File.WriteAllText(Path.Combine(_folder[name], "cluster.json"), file);
        return Open(name);
    }

    /// <summary>A node that finds the others.</summary>
    public async Task<AkkaEngine> Open(string name)
    {
        var node = (AkkaEngine)
            await new AkkaEngineModule().Start(Settings(name), [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
        _nodes.Add(node);
        return node;
    }

    /// <summary>A node that knows of no other, though it writes to the same database: so is each half of a cluster that no longer hears the other.</summary>
    /// <param name="dividedSeconds">After so long one of the halves ends; as a rule later than any test.</param>
    public Task<AkkaEngine> OpenAlone(string name, int dividedSeconds = 3_600)
    {
        var port = FreePort();
        return Open(name, $$"""{ "port": {{port}}, "seeds": ["127.0.0.1:{{port}}"], "dividedSeconds": {{dividedSeconds}} }""");
    }

    /// <summary>A node that joins another by its address, whatever the database says.</summary>
    public Task<AkkaEngine> OpenFor(string name, AkkaEngine seed)
    {
        var at = Akka.Cluster.Cluster.Get(seed.System).SelfAddress;
        return Open(name, $$"""{ "seeds": ["{{at.Host}}:{{at.Port}}"], "dividedSeconds": 3600 }""");
    }

    /// <summary>A node with a certificate that these papers have signed; it lets in whom <paramref name="trusted"/> have.</summary>
    /// <param name="alone">It knows of no other, though it writes to the same database.</param>
    public Task<AkkaEngine> OpenWith(string name, Papers papers, Papers trusted, string addresses = "127.0.0.0/8", bool alone = false)
    {
        Directory.CreateDirectory(_folder[name]);
        File.WriteAllBytes(Path.Combine(_folder[name], "node.pfx"), papers.Signed(name, "secret").File);
        File.WriteAllText(Path.Combine(_folder[name], "node.password"), "secret\n");
        File.WriteAllText(Path.Combine(_folder[name], "authority.pem"), trusted.Pem);
        var port = alone ? FreePort() : 0;
        var seeds = alone ? $"\"127.0.0.1:{port}\"" : "";
        return Open(
            name,
            $$"""
            {
              "port": {{port}}, "seeds": [{{seeds}}], "dividedSeconds": 3600,
              "tls": { "certificate": "node.pfx", "passwordFile": "node.password", "authority": "authority.pem" },
              "addresses": ["{{addresses}}"]
            }
            """
        );
    }

    public static EntityId Named(string key) => new("live", "ledger", key);

    public static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    /// <summary>The sequences of one stream, as they are stored.</summary>
    public static async Task<IReadOnlyList<long>> Stream(IEngine node, string key)
    {
        var sequences = new List<long>();
        await foreach (var happened in node.Feed.Stream(Named(key), await node.Feed.Head()))
            sequences.Add(happened.Sequence);
        return sequences;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        _folder.Dispose();
    }
}
