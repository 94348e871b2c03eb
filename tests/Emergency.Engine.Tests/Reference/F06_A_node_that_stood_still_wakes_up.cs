using Emergency.Engine.Contract;
using Emergency.Engine.Reference;
using Emergency.Engine.Seals;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Reference;

/// <summary>kill -STOP of the node that has a duty, as when a virtual machine is paused: 10 s, or as EMERGENCY_STOPPED says.</summary>
[Long("two processes on PostgreSQL")]
public sealed class F06ANodeThatStoodStill
{
    private static readonly EntityId Asked = new("live", "ledger", "asked"),
        Done = new("live", "ledger", "done");

    [Fact]
    public async Task Its_duty_moves_and_when_it_wakes_it_lets_go_doubles_nothing_and_answers_on_the_newest_state()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using TempFolder mine = new(),
            here = new(),
            there = new();
        await using var engine = await new ReferenceEngineModule().Start(
            new(mine.Path, database),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        await using RunningProcess sleeper = Start(here, database, "sleeper"),
            other = Start(there, database, "other");
        await sleeper.Type("duty");
        await Hears(sleeper, "held .");
        await other.Type("duty");
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(() => Ask(engine, stop.Token));
        await Hears(sleeper, "done ");

        await sleeper.Signal("STOP");
        var stopped = Awake.Now;
        await Hears(other, "held .");
        await Until.True(
            () => Awake.Since(stopped) > TimeSpan.FromSeconds(Sizes.Of("EMERGENCY_STOPPED", 10)),
            "it has stood still long enough",
            5 * Until.AtMost
        );
        await sleeper.Signal("CONT");
        await Hears(sleeper, "let go .");

        await stop.CancelAsync();
        var asked = await asking;
        asked.ShouldBeGreaterThan(100);
        await Until.True(() => Count(engine, Done).GetAwaiter().GetResult() >= asked, "all that was asked is done");
        (await Count(engine, Done)).ShouldBe(asked);
        (other.Lines.Count(line => line == "held ."), other.Lines.Count(line => line == "let go .")).ShouldBe((1, 0));

        await sleeper.Type("ping 3");
        await other.Type("pong 3");
        foreach (var node in new[] { sleeper, other })
            await Hears(node, "played ");
        sleeper.Lines.Concat(other.Lines).Where(line => line.StartsWith("wrong", StringComparison.Ordinal)).ShouldBeEmpty();
        (await Verify.Run(new(mine.Path, database))).Whole.ShouldBeTrue();
    }

    private static RunningProcess Start(TempFolder folder, string database, string name) =>
        RunningProcess.Start("dotnet", Program.Built, "duel", folder.Path, database, name);

    private static async Task<int> Ask(IEngine engine, CancellationToken stop)
    {
        var asked = 0;
        while (!stop.IsCancellationRequested)
        {
            var meta = new Meta(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, TimeProvider.System.GetUtcNow(), null);
            (await engine.Entities.Send(Asked, new Book(1), meta, CancellationToken.None)).ShouldBeOfType<Reply.Accepted>();
            asked++;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
        return asked;
    }

    private static async Task<int> Count(IEngine engine, EntityId entity)
    {
        var (commands, events) = (new HashSet<Guid>(), 0);
        await foreach (var happened in engine.Feed.Stream(entity, await engine.Feed.Head()))
        {
            commands.Add(happened.Meta.CommandId);
            events++;
        }
        commands.Count.ShouldBe(events);
        return events;
    }

    private static async Task Hears(RunningProcess node, string answer)
    {
        await Until.True(
            () => node.Ended || node.Lines.Any(line => line.StartsWith(answer, StringComparison.Ordinal)),
            $"\"{answer}\" is heard"
        );
        node.Ended.ShouldBeFalse(string.Join('\n', node.Lines.TakeLast(20)));
    }
}
