using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Starting;

[Long("PostgreSQL")]
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Whoever_says_ready_takes_commands_at_once()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        using var folder = new TempFolder();
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        string[] options = ["--journal", database, "--master-key", folder["master.key"]];
        await using var one = await RunningServer.Start(options);
        await using var other = await RunningServer.Beside(options);
        foreach (var server in new[] { other, one })
        {
            using var stranger = server.Stranger();
            var health = (await stranger.Get("/health/ready")).Is(200);
            (
                health.String("status"),
                health["nodes"].GetProperty("standing").GetString(),
                health["nodes"].GetProperty("up").GetInt32()
            ).ShouldBe(("ready", "up", 2));
            health.Body.TryGetProperty("failing", out _).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Who_signs_in_at_one_server_is_known_at_the_other_and_signs_out_of_both()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        using var folder = new TempFolder();
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        string[] options = ["--journal", database, "--master-key", folder["master.key"]];
        await using var one = await RunningServer.Start(options);
        await using var other = await RunningServer.Beside(options);

        using var api = one.Stranger();
        var entered = (await api.Post("/api/session", new { account = "operator", password = RunningServer.OperatorPassword })).Is(200);
        var bearer = ("Authorization", $"Bearer {entered.String("token")}");
        using var there = other.Stranger();
        (await there.Get($"/api/session?after={entered.Position}", bearer)).Is(200).String("name").ShouldBe("operator");
        var left = (await there.Delete("/api/session", bearer)).Is(200);
        (await api.Get($"/api/session?after={left.Position}", bearer)).Is(401);

        File.Delete(folder["master.key"]);
        var (code, lines) = await other.Command(null, "--urls", "http://127.0.0.1:0");
        code.ShouldBe(3);
        lines.ShouldContain(line => line.Contains("master key", StringComparison.Ordinal));
    }
}
