using System.Text;
using Emergency.Engine.Entities;
using Emergency.Engine.Reference;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>The open database of one node, with a folder of its own.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private PostgresDatabase? _database;
    private IStore? _store;

    public IStore Journal => _store!;
    public INotes Notes => _database!.Notes;
    public EngineSettings Settings { get; private init; } = new("");

    public static async Task<Node> Open(string database, TimeProvider? clock = null)
    {
        var node = New(database);
        try
        {
            node._database = await PostgresDatabase.Open(node.Settings, clock ?? TimeProvider.System, CancellationToken.None);
            node._store = DatabaseStore.Of(node._database);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private static Node New(string database)
    {
        var folder = new TempFolder();
        return new(folder) { Settings = new(folder.Path, database) };
    }

    private Node(TempFolder folder) => _folder = folder;

    public static Append Append(string stream, long first, params string[] messages) =>
        new(stream, first, [.. messages.Select(m => new NewRow("ledger.added.v1", Encoding.UTF8.GetBytes(m)))], DateTime.UnixEpoch.Ticks);

    public async Task<Appended> Store(string stream, long first, params string[] messages) =>
        (await Store(Append(stream, first, messages))).ShouldHaveSingleItem();

    /// <summary>Stores a group; the caller goes on, as the engine's writer has a thread of its own that it blocks.</summary>
    public Task<IReadOnlyList<Appended>> Store(params Append[] group) =>
        Task.Run(() => Journal.Store(group, CancellationToken.None).AsTask());

    public async Task<IReadOnlyList<string>> Stream(string stream)
    {
        var messages = new List<string>();
        await foreach (var row in Journal.ReadStream(stream, 0, CancellationToken.None))
        {
            row.Sequence.ShouldBe(messages.Count + 1);
            messages.Add(Encoding.UTF8.GetString(row.Message.Span));
        }
        return messages;
    }

    /// <summary>The position of one row of a stream.</summary>
    public async Task<long> PlaceOf(string stream, long sequence)
    {
        await foreach (var row in Journal.ReadStream(stream, sequence - 1, CancellationToken.None))
            return row.Ordering;
        throw new ShouldAssertException($"{stream} {sequence} is not there");
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.Close();
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Dispose();
    }
}
