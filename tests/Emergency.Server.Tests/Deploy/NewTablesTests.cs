using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Server.Tests.Deploy;

/// <summary>An upgrade where the server's role makes no tables: new tables of a version are made by their owner.</summary>
[Long("PostgreSQL")]
public sealed class NewTablesTests
{
    [Fact]
    public async Task A_table_that_a_new_version_needs_is_made_by_the_owner_with_a_command_that_ends()
    {
        using var folder = new TempFolder();
        var owner = await PostgresOrSkip.FreshDatabase();
        var role = owner.Replace("Username=postgres", "Username=emergency", StringComparison.Ordinal);
        string[] key = ["--master-key", folder["master.key"]];
        await using (var first = RunningServer.Nowhere(["--journal", owner, .. key]))
        {
            var none = await first.Command(null, "tables");
            (none.Code, none.Lines.ShouldHaveSingleItem()).ShouldBe((3, "There is no installation here: init makes one."));
            (await first.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(
                0
            );
        }
        await Sql(owner, await File.ReadAllTextAsync(Sample.Path("postgres-roles.sql")));
        foreach (var table in (string[])["session", "attachment"])
        {
            // State left by an earlier program.
            await Sql(owner, $"drop table {table}");
            await using var server = RunningServer.Nowhere(["--journal", role, .. key]);
            var refused = await server.Command(null, "tables");
            refused.Code.ShouldBe(3);
            refused.Lines.ShouldContain(line =>
                line.Contains($"no table {table}", StringComparison.Ordinal) && line.Contains("as the owner", StringComparison.Ordinal)
            );

            await using var made = RunningServer.Nowhere(["--journal", owner, .. key]);
            (await made.Command(null, "tables")).Code.ShouldBe(0);
            await Sql(owner, await File.ReadAllTextAsync(Sample.Path("postgres-roles.sql")));
            await server.Begin();
            using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
            (await server.End()).ShouldBe(0);
        }
    }

    private static async Task Sql(string journal, string text)
    {
        await using var connection = new NpgsqlConnection(journal + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constant texts: of this file, and of the script for operators.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
