using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Engine.Databases;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Reference;

/// <summary>Two nodes as processes of their own over one PostgreSQL. EMERGENCY_CONFLICTS and EMERGENCY_ROUNDS say how long they fight.</summary>
[Long("two processes on PostgreSQL")]
public sealed class F06TwoProcesses : IAsyncLifetime
{
    private const int Entities = 20;
    private readonly TempFolder _here = new(),
        _there = new();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresOrSkip.FreshDatabase();

    public ValueTask DisposeAsync()
    {
        _here.Dispose();
        _there.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task While_both_write_the_same_twenty_entities_every_place_has_one_owner_and_both_feeds_are_the_same()
    {
        var wanted = Sizes.Of("EMERGENCY_CONFLICTS", 1_000);
        await using RunningProcess here = Start("here", _here),
            there = Start("there", _there);
        RunningProcess[] nodes = [here, there];
        await Heard(nodes, "ready .");
        await Told(nodes, "warm");
        await Heard(nodes, "warm .");
        await Told(nodes, "storm");
        // On a machine that has much else to do one process may rest for seconds; who is starved by the other never gets his share.
        await Until.True(
            () => nodes.Any(n => n.Ended) || (nodes.Sum(n => n.Lines.Count(Lost)) >= wanted && LeastShare(here, there) > 0.32),
            "enough conflicts, and a third for each",
            TimeSpan.FromSeconds(120)
        );
        await Told(nodes, "calm");
        await Heard(nodes, "calm .");

        var rows = (await Rows()).Where(r => !r.Stream.StartsWith("live/ledger/warm", StringComparison.Ordinal)).ToList();
        var owners = rows.ToDictionary(r => (r.Stream, r.Sequence), r => r.Account);
        foreach (var (node, name, other) in new[] { (here, "here", "there"), (there, "there", "here") })
        {
            foreach (var lost in node.Lines.Where(Lost).Select(line => line.Split(' ')))
                owners[($"live/ledger/{lost[1]}", long.Parse(lost[2], CultureInfo.InvariantCulture))].ShouldBe(other);
            var stored = rows.Where(r => r.Account == name).ToDictionary(r => r.Command, r => r.Position, StringComparer.Ordinal);
            foreach (var did in node.Lines.Where(line => line.StartsWith("did", StringComparison.Ordinal)).Select(line => line.Split(' ')))
                stored[did[1]].ShouldBe(long.Parse(did[2], CultureInfo.InvariantCulture));
            stored.Count.ShouldBe(node.Lines.Count(line => line.StartsWith("did", StringComparison.Ordinal)));
        }
        var streams = rows.GroupBy(r => r.Stream, StringComparer.Ordinal).ToList();
        streams.Count.ShouldBe(Entities);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{nodes.Sum(n => n.Lines.Count(Lost))} conflicts in {rows.Count} rows, {100 * rows.Count(r => r.Account == "here") / rows.Count} % of them from here, {string.Join(" ", streams.Select(s => 100 * s.Count(r => r.Account == "here") / s.Count()))} in each stream"
        );
        foreach (var stream in streams)
        {
            stream.Select(r => r.Sequence).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Key);
            foreach (var name in (string[])["here", "there"])
                (stream.Count(r => r.Account == name) / (double)stream.Count()).ShouldBeGreaterThanOrEqualTo(
                    0.3,
                    $"{name} in {stream.Key}"
                );
        }

        await Told(nodes, $"feed {rows[^1].Position}");
        await Heard(nodes, "feed ");
        rows = [.. await Rows()];
        var feed =
            $"feed {rows.Count} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => $"{r.Position} {r.Stream} {r.Sequence} {r.Command}\n")))))} .";
        foreach (var node in nodes)
            node.Lines.Last().ShouldBe(feed);
    }

    [Fact]
    public async Task A_node_that_is_behind_refuses_accepts_and_has_nothing_to_do_as_the_newest_state_says()
    {
        var rounds = Sizes.Of("EMERGENCY_ROUNDS", 400) / Entities;
        await using RunningProcess here = Start("here", _here),
            there = Start("there", _there);
        RunningProcess[] nodes = [here, there];
        await Heard(nodes, "ready .");
        await here.Type($"ping {rounds}");
        await there.Type($"pong {rounds}");
        await Heard(nodes, "played ");
        nodes.SelectMany(n => n.Lines).Where(line => line.StartsWith("wrong", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var node in nodes)
        {
            var played = node.Lines.Last().Split(' ');
            int.Parse(played[1], CultureInfo.InvariantCulture).ShouldBe(rounds * Entities);
            int.Parse(played[2], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(rounds * Entities / 4);
        }
        // Every third round the second node finds nothing to do, and that it was accepted is a row too.
        (await Rows()).Count.ShouldBe((2 * rounds * Entities) + ((rounds + 2) / 3 * Entities));
    }

    private RunningProcess Start(string name, TempFolder folder) =>
        RunningProcess.Start("dotnet", Program.Built, "duel", folder.Path, _database, name);

    private static bool Lost(string line) => line.StartsWith("lost", StringComparison.Ordinal);

    private static double LeastShare(RunningProcess here, RunningProcess there)
    {
        var (mine, theirs) = (Stored(here), Stored(there));
        return Enumerable
            .Range(0, Entities)
            .Select(n => $"{n}")
            .Min(entity =>
                Math.Min(mine[entity].Count(), theirs[entity].Count()) / (double)Math.Max(1, mine[entity].Count() + theirs[entity].Count())
            );
    }

    private static ILookup<string, string> Stored(RunningProcess node) =>
        node
            .Lines.Where(line => line.StartsWith("did", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .ToLookup(words => words[3], words => words[1], StringComparer.Ordinal);

    private static Task Told(RunningProcess[] nodes, string word) => Task.WhenAll(nodes.Select(n => n.Type(word)));

    private static async Task Heard(RunningProcess[] nodes, string answer)
    {
        foreach (var node in nodes)
        {
            await Until.True(
                () => node.Ended || node.Lines.Any(line => line.StartsWith(answer, StringComparison.Ordinal)),
                $"\"{answer}\" is heard",
                TimeSpan.FromSeconds(300)
            );
            node.Ended.ShouldBeFalse(string.Join('\n', node.Lines.TakeLast(20)));
        }
    }

    private async Task<IReadOnlyList<(long Position, string Stream, long Sequence, string Account, string Command)>> Rows()
    {
        await using var snapshot = await Database.Snapshot(new(_here.Path, _database), CancellationToken.None);
        var rows = new List<(long, string, long, string, string)>();
        await foreach (var (row, _, _) in snapshot.Rows(0, CancellationToken.None))
        {
            using var message = JsonDocument.Parse(row.Message);
            var meta = message.RootElement.GetProperty("meta");
            rows.Add(
                (
                    row.Ordering,
                    row.Stream,
                    row.Sequence,
                    meta.GetProperty("account").GetString()!,
                    meta.GetProperty("commandId").GetString()!
                )
            );
        }
        return rows;
    }
}
