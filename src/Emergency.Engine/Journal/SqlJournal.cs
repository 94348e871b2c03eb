using System.Data;
using System.Globalization;
using Akka.Hosting;
using Akka.Persistence.Sql.Hosting;
using Emergency.Engine.Storage.Postgres;
using Emergency.Engine.Storage.Sqlite;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;

namespace Emergency.Engine.Journal;

/// <summary>Akka.Persistence.Sql over the tables of Emergency.Engine.</summary>
internal static class SqlJournal
{
    public static AkkaConfigurationBuilder WithJournal(
        this AkkaConfigurationBuilder builder,
        EngineSettings settings,
        SqliteGate gate,
        Drawn drawn
    )
    {
        // The schema is ours, with the trigger that orders positions.
        var journal = new SqlJournalOptions(isDefaultPlugin: true) { AutoInitialize = false };
        var snapshots = new SqlSnapshotOptions(isDefaultPlugin: true) { AutoInitialize = false };
        (journal.ReadIsolationLevel, journal.WriteIsolationLevel) = (snapshots.ReadIsolationLevel, snapshots.WriteIsolationLevel) =
            settings.Postgres
                ? (IsolationLevel.ReadCommitted, IsolationLevel.ReadCommitted)
                : (IsolationLevel.ReadUncommitted, IsolationLevel.Serializable);
        // The older name of this provider makes a sequence default instead of an identity column.
        var options = settings.Postgres
            ? new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, PostgresSource.Said(settings.Journal))
            : Sqlite(settings, gate);
        (journal.DataOptions, snapshots.DataOptions) = (options.UseInterceptor(drawn), options);
        // Neither is more than a warning: a database that is away is found by whoever asks for the head of the feed.
        return builder
            .WithSqlPersistence(journal, snapshots, static one => one.WithHealthCheck(), static one => one.WithHealthCheck())
            .AddHocon(Hocon(settings), HoconAddMode.Prepend);
    }

    private static DataOptions Sqlite(EngineSettings settings, SqliteGate gate)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = SqliteStart.File(settings),
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = 5,
        }.ConnectionString;
        return new DataOptions()
            .UseConnectionFactory(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft), _ => new GatedConnection(text, gate))
            .WithOptions<ConnectionOptions>(known => known with { ProviderName = ProviderName.SQLiteMS });
    }

    // replay-filter off: the default, repair-by-discard-old, drops on recovery what a node wrote before another did and then
    // the first again, with no more than a warning. The unique key forbids two writers anyway.
    // A store that is back is noticed within a second.
    // A row that the database will not have fails its whole group, which is no reason to let nobody else try: the breaker bears it.
    private static string Hocon(EngineSettings settings) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            akka.persistence {
              snapshot-store.sql {
                use-clone-connection = {{(settings.Postgres ? "on" : "off")}}
                circuit-breaker { max-failures = 100, call-timeout = 8s, reset-timeout = 1s }
              }
              max-concurrent-recoveries = 64
              journal.sql {
                replay-filter.mode = off
                buffer-size = {{settings.Queue * 2}}
                batch-size = 500
                prefer-parameters-on-multirow-insert = on
                parallelism = {{(settings.Postgres ? 2 : 1)}}
                use-clone-connection = {{(settings.Postgres ? "on" : "off")}}
                recovery-event-timeout = 10s
                circuit-breaker { max-failures = {{settings.Queue}}, call-timeout = 8s, reset-timeout = 1s }
              }
            }
            """
        );
}
