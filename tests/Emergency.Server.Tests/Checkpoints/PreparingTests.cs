using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>
/// Before an upgrade the next program folds its views beside the running one. The fold of incidents depends on the distance within which
/// two are offered for joining, so a program with another distance stands for the next one.
/// </summary>
public sealed class PreparingTests
{
    private const string Begin = "Views begin at position ";

    [Fact]
    public async Task The_next_program_goes_on_from_what_it_prepared_beside_the_running_one()
    {
        await using var running = await RunningServer.Start("--checkpoint", "1");
        await Prepares(running);
    }

    [Fact, Long("PostgreSQL")]
    public async Task It_does_so_beside_a_node_on_PostgreSQL()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        using var folder = new TempFolder();
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        string[] journal = ["--journal", database, "--master-key", folder["master.key"]];
        await using var running = await RunningServer.Start([.. journal, "--checkpoint", "1"]);
        await Prepares(running, journal);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_prepare_it_says_so()
    {
        await using var nowhere = RunningServer.Nowhere();
        (await nowhere.Command(null, "prepare")).Code.ShouldBe(3);
        await using var running = await RunningServer.Start("--checkpoint", "0");
        var (code, lines) = await running.Command(null, "prepare");
        code.ShouldBe(3);
        lines.ShouldContain(line => line.Contains("--checkpoint 0", StringComparison.Ordinal));
    }

    private static async Task Prepares(RunningServer running, params string[] options)
    {
        await Asked(running);
        var (code, said) = await running.Command(null, "prepare", "--join-metres", "700");
        code.ShouldBe(0, string.Join('\n', said));
        var file = Directory.GetFiles(Path.Combine(running.Data, "views", "prepared")).ShouldHaveSingleItem();
        var prepared = long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture);
        said.ShouldContain(line => line.Contains($"up to position {prepared}", StringComparison.Ordinal));

        // The running program goes on, and leaves a newer checkpoint of its own views.
        var later = await Asked(running);
        later.ShouldBeGreaterThan(prepared);
        (await running.End()).ShouldBe(0);

        await using (var another = RunningServer.Over(running.Data, [.. options, "--join-metres", "600"]))
        {
            await another.Begin();
            (await Begins(another)).ShouldEndWith("folded from the first event: incidents");
            (await another.End()).ShouldBe(0);
        }
        await using var next = RunningServer.Over(running.Data, [.. options, "--join-metres", "700", "--checkpoint", "1"]);
        await next.Begin();
        (await Begins(next)).ShouldBe($"{Begin}{prepared}; folded from the first event: ");
        (await Asked(next)).ShouldBeGreaterThan(later);
        (await next.End()).ShouldBe(0);
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBeEmpty("it has served");
        (await next.Command(null, "verify")).ShouldBeWhole();
    }

    private static async Task<string> Begins(RunningServer server)
    {
        // The console writes beside the server.
        await Until.True(() => server.Lines.Any(line => line.Contains(Begin, StringComparison.Ordinal)), "the server says how it began");
        var line = server.Lines.First(line => line.Contains(Begin, StringComparison.Ordinal));
        return line[line.IndexOf(Begin, StringComparison.Ordinal)..].TrimEnd('"', '}');
    }

    /// <summary>Asks for an account as an operator; returns the position.</summary>
    private static async Task<long> Asked(RunningServer server)
    {
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        var wish = new
        {
            account = $"new-{Guid.CreateVersion7():N}"[..20],
            password = RunningServer.OperatorPassword,
            grants = new[] { new Grant(Role.Operator, new("411502")) },
        };
        return (await clerk.Post("/api/accounts", wish)).Is(202).Position!.Value;
    }
}
