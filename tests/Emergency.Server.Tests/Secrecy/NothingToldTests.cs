using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>
/// Confidential data is in no file, log or broadcast, on either journal; the same search finds it where it was sent and where it must be
/// readable.
/// </summary>
[Long("a whole night, in a process and on PostgreSQL")]
public sealed class NothingToldTests
{
    [Fact]
    public async Task Nothing_told_in_confidence_is_in_a_file_a_log_or_a_broadcast()
    {
        await using var server = await RunningServer.Start("--hotlines:119:secret", Night.Secret, "--checkpoint", "1", RunningServer.Apart);
        var search = await Spend(server);
        await Until.True(
            () =>
                Directory.Exists(Path.Combine(server.Data, "views"))
                && Directory.GetFiles(Path.Combine(server.Data, "views"), "*.views").Length > 0,
            "checkpoints are looked through too"
        );
        search.InFolder(server.Data).ShouldBeEmpty("while it runs");
        await server.Kill();
        search.InFolder(server.Data).ShouldBeEmpty("after a power cut");
        await server.Begin();
        server.Lines.ShouldContain(line => line.Contains("Views begin at position", StringComparison.Ordinal));
        (await server.End()).ShouldBe(0);
        search.InFolder(server.Data).ShouldBeEmpty("after it has ended");
        search.In(string.Join('\n', server.Lines)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_told_in_confidence_is_in_a_file_of_PostgreSQL()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        var database = await cluster.FreshDatabase();
        await using var server = await RunningServer.Start(
            "--hotlines:119:secret",
            Night.Secret,
            "--journal",
            database,
            "--checkpoint",
            "1"
        );
        var search = await Spend(server);
        (await server.End()).ShouldBe(0);
        await Checkpoint(database);
        search.InFolder(server.Data).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(server.Data, "views")).ShouldNotBeEmpty("checkpoints are looked through too");
        search.InFolder(cluster.Folder).ShouldBeEmpty();
        search.In(string.Join('\n', server.Lines)).ShouldBeEmpty();

        // Three rows, because a page of the log can begin in the middle of one.
        var control = new Told();
        await Checkpoint(database, $"create table control as select '{control.Text("对照")}' as text from generate_series(1, 3)");
        foreach (var folder in (string[])["base", "pg_wal"])
            control
                .Search.InFolder(Path.Combine(cluster.Folder, "data", folder))
                .Count.ShouldBeGreaterThanOrEqualTo(control.Values.Count, $"the same search finds what is written in clear in {folder}");
    }

    /// <summary>Plays the night; returns the search for all confidential data. Broadcasts and outputs of that time are searched.</summary>
    private static async Task<Canaries> Spend(RunningServer server)
    {
        var told = new Told();
        await using var night = new Night(server, told);
        await night.Play();
        var search = told.Search;
        told.Values.Count.ShouldBeGreaterThan(120);
        await Until.True(() => night.Heard.All(heard => heard > 3), "what was done is broadcast");
        var names = told.NameSearch;
        string[] leaks =
        [
            .. search.In(night.Broadcast).Select(found => $"broadcast: {found}"),
            .. search.In(string.Join('\n', server.Lines)).Select(found => $"log: {found}"),
            .. search.InFolder(server.Data).Select(found => $"data: {found}"),
            .. night.Nameless.SelectMany(shown => names.In(shown.Text).Select(found => $"{shown.What}: {found}")),
        ];
        leaks.ShouldBeEmpty();
        night.Broadcast.ShouldContain("visits", Case.Sensitive, "the figures of visits are looked through too");
        names.In(night.Files.ToString()).Count.ShouldBeGreaterThan(10);
        names.In(night.OpenedList).ShouldNotBeEmpty();
        names.In(night.Standing).ShouldNotBeEmpty();
        search.In(night.FilesRead).Count.ShouldBeGreaterThanOrEqualTo(4);
        search.In(night.Files.ToString()).Count.ShouldBeGreaterThan(30);
        search.In(night.OpenedList).ShouldNotBeEmpty();
        search.In(night.Revealed).Any(found => found == "411502194907299932 as UTF-8").ShouldBeTrue();
        return search;
    }

    private static async Task Checkpoint(string database, string? before = null)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var statement in (string[])[.. before is null ? Array.Empty<string>() : [before], "checkpoint"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
