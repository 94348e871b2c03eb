using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Storm;

/// <summary>The write storm, on PostgreSQL.</summary>
[Long("a write storm and its kills on PostgreSQL")]
public sealed class PostgresStormTests : CountedStorm, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async Task<EngineSettings> NewDatabase() => new(_folder["data"], await PostgresOrSkip.FreshDatabase());

    protected override async Task<EngineSettings> DamagedCopy(EngineSettings settings, string loseOneOf, string doubleOneOf)
    {
        var name = new NpgsqlConnectionStringBuilder(settings.Journal).Database;
        var copy = new NpgsqlConnectionStringBuilder(settings.Journal) { Database = $"{name}_damaged" }.ConnectionString;
        await using (
            var maker = await Stranger.At(new NpgsqlConnectionStringBuilder(settings.Journal) { Database = "postgres" }.ConnectionString)
        )
        {
            // A database can be copied when the last session has left it.
            await maker.Sees($"select not exists (select 1 from pg_stat_activity where datname = '{name}')", "nobody uses the database");
            await maker.Say($"create database {name}_damaged template {name}");
        }
        await Stranger.Once(
            copy,
            $"""
            delete from journal where ordering = (select max(ordering) from journal where persistence_id = '{loseOneOf}');
            insert into journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            select created, deleted, persistence_id, sequence_number + 1, message, manifest, identifier from journal where ordering = (select max(ordering) from journal where persistence_id = '{doubleOneOf}');
            """
        );
        return settings with { Journal = copy };
    }
}
