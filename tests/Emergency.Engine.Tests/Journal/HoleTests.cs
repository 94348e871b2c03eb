using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Journal;

/// <summary>Positions that were drawn and rolled back are holes that nothing ever fills.</summary>
[Long("PostgreSQL")]
public sealed class HoleTests
{
    private static readonly TimeSpan NoStall = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_feed_passes_a_hole_without_waiting_for_it()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using var folder = new TempFolder();
        await using var engine = await new AkkaEngineModule().Start(
            new(folder.Path, database),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        await using var reader = engine.Feed.Read(Position.Start).GetAsyncEnumerator();
        for (var n = 1; n <= 3; n++)
        {
            await RollBack(database, 100);
            var reply = (await engine.Entities.Send(new("live", "ledger", "a"), new Book(n), Asked())).ShouldBeOfType<Reply.Accepted>();
            (await reader.MoveNextAsync().AsTask().WaitAsync(NoStall, TimeProvider.System)).ShouldBeTrue();
            reader.Current.ShouldHaveSingleItem().Position.ShouldBe(reply.Position);
            reply.Position.Value.ShouldBeGreaterThan(n * 100);
        }
    }

    private static async Task RollBack(string database, int rows)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) select 0, false, 'live/ledger/never', n, '', '', 119 from generate_series(1, $1) n",
            connection
        )
        {
            Parameters = { new() { Value = rows } },
        };
        await insert.ExecuteNonQueryAsync();
        await transaction.RollbackAsync();
    }

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", "411502001001", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);
}
