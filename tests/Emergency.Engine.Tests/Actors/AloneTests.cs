using System.Buffers.Binary;
using Akka.Actor;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Tests.Cluster;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Actors;

/// <summary>A node on SQLite is alone: no cluster, no port, a parent for each kind.</summary>
public sealed class AloneTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["plan", "team"];
    private readonly TempFolder _folder = new();
    private AkkaEngine _engine = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(
            Path.Combine(_folder["data"], "cluster.json"),
            """{ "port": 4053, "seeds": ["127.0.0.1:4053"], "kinds": { "team": { "idleSeconds": 1, "shards": 7 } } }"""
        );
        _engine = await Open();
    }

    [Fact]
    public void It_listens_nowhere_and_shares_nothing_out()
    {
        _engine.Nodes.ShouldBeNull();
        var system = (ExtendedActorSystem)_engine.System;
        system.Provider.ShouldBeOfType<LocalActorRefProvider>();
        system.Provider.DefaultAddress.HasGlobalScope.ShouldBeFalse();
    }

    [Fact]
    public async Task An_entity_wakes_below_its_kind_under_realm_and_key()
    {
        foreach (var kind in Kinds)
        {
            await Accepted(new("live", kind, "411502001001"));
            var path = $"/user/{kind}/live%2F411502001001";
            (await _engine.System.ActorSelection(path).ResolveOne(Until.AtMost)).Path.ToStringWithoutAddress().ShouldBe(path);
        }
    }

    [Fact]
    public async Task A_kind_is_put_to_sleep_as_the_file_says_and_wakes_with_what_it_knew()
    {
        EntityId team = new("live", "team", "a"),
            plan = new("live", "plan", "a/b");
        await Accepted(team);
        await Accepted(plan);
        await Until.TrueAsync(async () => !await IsAwake("team/live%2Fa"), "the team sleeps");
        (await IsAwake("plan/live%2Fa%2Fb")).ShouldBeTrue("the plan was used within two minutes");
        (await Accepted(team)).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Who_stops_it_in_the_midst_of_commands_loses_none_that_was_answered()
    {
        var sending = Enumerable
            .Range(0, 8)
            .Select(n =>
                Task.Run(async () =>
                {
                    var last = 0L;
                    while (true)
                    {
                        var reply = await _engine.Entities.Send(new("live", "plan", $"{n}"), new Book(1), SomeNodes.Asked());
                        if (reply is not Reply.Accepted accepted)
                            return (last, reply);
                        last = accepted.Sequence;
                    }
                })
            )
            .ToList();
        await Until.TrueAsync(async () => (await _engine.Feed.Head()).Value > 50, "they are at it");
        await _engine.DisposeAsync();
        var ended = await Task.WhenAll(sending).InTime();
        ended.ShouldAllBe(one => one.reply is Reply.Stopped);
        _engine = await Open();
        for (var n = 0; n < ended.Length; n++)
            (await Accepted(new("live", "plan", $"{n}"))).Sequence.ShouldBeInRange(
                ended[n].last + 1,
                ended[n].last + 2,
                "one more may have been stored unanswered"
            );
    }

    [Fact]
    public async Task Commands_that_come_together_are_stored_together()
    {
        const int commands = 100;
        var before = Commits();
        await Task.WhenAll(Enumerable.Range(0, commands).Select(n => Accepted(new("live", "plan", $"{n}"))));
        (Commits() - before).ShouldBeInRange(1, commands / 2);
    }

    /// <summary>The number of transactions in the write-ahead log: in the head of each one's last page stands how many pages the file has then.</summary>
    private int Commits()
    {
        using var stream = new FileStream(_folder["data/journal.db-wal"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> log = copy.ToArray();
        if (log.IsEmpty)
            return 0;
        var salts = log[16..24];
        var (frame, commits) = (24 + BinaryPrimitives.ReadInt32BigEndian(log[8..]), 0);
        for (var at = 32; at + frame <= log.Length && log.Slice(at + 8, 8).SequenceEqual(salts); at += frame)
            commits += BinaryPrimitives.ReadInt32BigEndian(log[(at + 4)..]) > 0 ? 1 : 0;
        return commits;
    }

    private async Task<AkkaEngine> Open() =>
        (AkkaEngine)
            await new AkkaEngineModule().Start(
                new(_folder["data"]) { Ballast = 0 },
                Kinds.Select(kind => new Renamed(kind)),
                new LedgerForms(),
                TimeProvider.System
            );

    private async Task<Reply.Accepted> Accepted(EntityId to) =>
        (await _engine.Entities.Send(to, new Book(5), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();

    private async Task<bool> IsAwake(string path)
    {
        var found = await _engine.System.ActorSelection($"/user/{path}").Ask<ActorIdentity>(new Identify(0), Until.AtMost);
        return found.Subject is not null;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}
