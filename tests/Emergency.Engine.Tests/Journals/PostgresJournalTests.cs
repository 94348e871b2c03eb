using Emergency.Engine.Reference;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Journals;

/// <summary>The contract of the journal, on PostgreSQL.</summary>
[Long("PostgreSQL")]
public sealed class PostgresJournalTests : JournalContract
{
    private readonly TempFolder _folder = new();
    private readonly List<IDatabase> _others = [];
    private string _database = "";

    protected override async Task<IDatabase> NewDatabase()
    {
        _database = await PostgresOrSkip.FreshDatabase();
        return await Reopen();
    }

    protected override async Task<IDatabase> Reopen() =>
        await PostgresDatabase.Open(new(_folder.Path, _database), TimeProvider.System, CancellationToken.None);

    protected override async Task<IDatabase> Beside()
    {
        _others.Add(await Reopen());
        return _others[^1];
    }

    /// <remarks>On a busy machine the guard of the schema (two seconds idle in a transaction) may end a slow writer: it wrote nothing then, and writes again.</remarks>
    protected override async Task WriteSlowly(Append append, TimeSpan pause, bool rollBack)
    {
        while (!await Tried(append, pause, rollBack)) { }
    }

    private async Task<bool> Tried(Append append, TimeSpan pause, bool rollBack)
    {
        try
        {
            await Write(append, pause, rollBack);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == "25P03")
        {
            return false;
        }
    }

    private async Task Write(Append append, TimeSpan pause, bool rollBack)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var i = 0; i < append.Rows.Count; i++)
        {
            await using var insert = new NpgsqlCommand(
                "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) values ($1, false, $2, $3, $4, $5, $6)",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = append.Created },
                    new() { Value = append.Stream },
                    new() { Value = append.FirstSequence + i },
                    new() { Value = append.Rows[i].Message },
                    new() { Value = append.Rows[i].Form },
                    new() { Value = Layout.Identifier },
                },
            };
            await insert.ExecuteNonQueryAsync();
        }
        await using var sleep = new NpgsqlCommand("select pg_sleep($1)", connection)
        {
            Parameters = { new() { Value = pause.TotalSeconds } },
        };
        await sleep.ExecuteNonQueryAsync();
        await (rollBack ? transaction.RollbackAsync() : transaction.CommitAsync());
    }

    protected override async ValueTask Drop()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        _folder.Dispose();
    }
}
