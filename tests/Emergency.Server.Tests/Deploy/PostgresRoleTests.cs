using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Server.Tests.Deploy;

/// <summary>The server under a database role that can only insert into the journal.</summary>
[Long("PostgreSQL")]
public sealed class PostgresRoleTests
{
    [Fact]
    public async Task The_server_does_all_its_work_as_a_role_that_cannot_change_what_happened()
    {
        using var folder = new TempFolder();
        var owner = await PostgresOrSkip.FreshDatabase();
        var role = owner.Replace("Username=postgres", "Username=emergency", StringComparison.Ordinal);
        // Another machine than the first has a copy of both keys.
        string[] keys = ["--master-key", folder["master.key"], "--seal-key", folder["keys/seal.key"]];
        await using (var first = RunningServer.Nowhere(["--journal", owner, .. keys]))
            foreach (var name in (string[])["operator", RunningServer.Second])
                (await first.Command(RunningServer.OperatorPassword, "account", "add", name, "Operator", "411502", "own")).Code.ShouldBe(0);
        await Sql(owner, await File.ReadAllTextAsync(Sample.Path("postgres-roles.sql")));
        // The script is run again after an upgrade.
        await Sql(owner, await File.ReadAllTextAsync(Sample.Path("postgres-roles.sql")));

        await using var server = await RunningServer.Beside(["--journal", role, .. keys]);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await server.Account(
            clerk,
            new
            {
                account = "commander",
                password = ServerFixture.Password,
                grants = new[] { new { role = "county-commander", scope = new { division = "411502" } } },
            }
        );
        const string rows = "code,name,kind,parent\n411502,浉河区,区,4115\n411502001,老城街道,街道,411502\n";
        (
            await clerk.Send(
                HttpMethod.Post,
                "/api/imports/divisions?division=411502&file=d.csv",
                new StringContent(rows, null, "text/csv")
            )
        ).Is(200);
        (await server.Command(null, "backup", folder["journal.db"])).Code.ShouldBe(0);
        (await server.Command(null, "backup", "--keys", folder["keys.json"])).Code.ShouldBe(0);
        (await clerk.Delete("/api/session")).Is(200);
        (await server.End()).ShouldBe(0);
        server.Lines.ShouldNotContain(line => line.Contains("permission denied", StringComparison.Ordinal));
        var verified = await server.Command(null, "verify");
        verified.Code.ShouldBe(0, string.Join('\n', verified.Lines));
        await using (var third = RunningServer.Nowhere("--journal", role, "--master-key", folder["master.key"]))
        {
            await third.Begin();
            using var again = await third.SignIn("operator", RunningServer.OperatorPassword);
            (
                await again.Post(
                    "/api/accounts",
                    new { account = "clerk", grants = new[] { new { role = "county-duty", scope = new { division = "411502" } } } }
                )
            ).Is(202);
            (await third.End()).ShouldBe(0);
            var without = await third.Command(null, "verify");
            without.Code.ShouldBe(2, string.Join('\n', without.Lines));
            without.Lines.ShouldContain(line => line.Contains("copy it from the machine that has it", StringComparison.Ordinal));
        }

        foreach (
            var statement in (string[])
                [
                    "delete from journal",
                    "update journal set created = 0",
                    "truncate journal",
                    "alter table journal disable trigger all",
                    "delete from seal",
                    "update seal set hash = ''",
                    "delete from person_erased",
                    "drop table journal",
                    "create table other (id int)",
                ]
        )
            (await Should.ThrowAsync<PostgresException>(() => Sql(role, statement))).SqlState.ShouldBe("42501", statement);
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
