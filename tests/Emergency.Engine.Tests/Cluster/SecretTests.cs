using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Emergency.Engine.Actors;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Nodes know each other by a secret that lies in their database: whoever cannot read it joins nothing and is heard by nobody, on this machine too.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class SecretTests
{
    private const string Refused = "was not let in among the nodes: it does not hold their secret";

    [Fact]
    public async Task Who_does_not_hold_the_secret_does_not_join_and_the_log_names_it()
    {
        await using SomeNodes cluster = await SomeNodes.New(),
            others = await SomeNodes.New();
        var home = await Opened(cluster, "home");
        using var heard = Heard(home);
        var guest = await others.OpenFor("guest", home);
        for (var times = 0; times < 3; times++)
            heard.ReceiveWhere(IsRefusal, Until.AtMost);
        Akka.Cluster.Cluster.Get(home.System).State.Members.Count.ShouldBe(1);
        Up(guest).ShouldBe(0);
        (await home.Entities.Send(SomeNodes.Named("own"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_errand_is_done_only_for_who_holds_the_secret(bool holds)
    {
        await using SomeNodes cluster = await SomeNodes.New(),
            others = await SomeNodes.New();
        var home = await cluster.OpenAlone("home");
        var guest = await (holds ? cluster : others).OpenAlone("guest");
        await Until.True(() => Up(home) == 1 && Up(guest) == 1, "both are up, each alone");
        using var heard = Heard(home);
        var errand = new Errand("live/ledger/stolen", new Book(1), SomeNodes.Asked());
        var answer = Sent(guest.System, Akka.Cluster.Cluster.Get(home.System).SelfAddress, errand);
        if (holds)
            (await answer).ShouldBeOfType<Answer>().Reply.ShouldBeOfType<Reply.Accepted>("so an errand is sent");
        else
        {
            heard.ReceiveWhere(IsRefusal, Until.AtMost);
            (await answer).ShouldNotBeOfType<Answer>();
        }
        (await SomeNodes.Stream(home, "stolen")).Count.ShouldBe(holds ? 1 : 0);
    }

    [Fact]
    public async Task A_program_that_signs_nothing_is_not_heard()
    {
        await using var cluster = await SomeNodes.New();
        var home = await Opened(cluster, "home");
        using var heard = Heard(home);
        using var stranger = ActorSystem.Create(
            "emergency",
            """
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = remote, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
            """
        );
        var at = Akka.Cluster.Cluster.Get(home.System).SelfAddress.WithProtocol("akka.tcp");
        stranger.ActorSelection(new RootActorPath(at) / "system" / "sharding" / "ledger").Tell(PoisonPill.Instance);
        heard.ReceiveWhere(IsRefusal, Until.AtMost);
        (await home.Entities.Send(SomeNodes.Named("own"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
        await stranger.Terminate();
    }

    [Fact]
    public async Task The_secret_stays_the_same_and_is_in_no_backup()
    {
        await using var cluster = await SomeNodes.New();
        var first = await cluster.Open("one");
        var secret = (await first.About.Read())[Layout.NodesKeyName];
        Convert.FromBase64String(secret).Length.ShouldBe(32);
        var second = await cluster.Open("two");
        (await second.About.Read())[Layout.NodesKeyName].ShouldBe(secret);

        using var folder = new TempFolder();
        await Keeping.Backup.Run(cluster.Settings("one"), folder["backup.db"], static (_, _) => { });
        await using var backup = new SqliteSnapshot(folder["backup.db"]);
        (await backup.About(TestContext.Current.CancellationToken)).ContainsKey(Layout.NodesKeyName).ShouldBeFalse();
        (await File.ReadAllTextAsync(folder["backup.db"])).ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_node_that_cuts_a_kind_otherwise_than_those_that_run_does_not_start()
    {
        const string cut = """{ "kinds": { "ledger": { "shards": 7 } } }""";
        await using var cluster = await SomeNodes.New();
        await Opened(cluster, "one");
        var told = await Should.ThrowAsync<CannotStart>(() => cluster.Open("two", cut));
        told.Message.ShouldContain("than in cluster.json here (ledger=7)");
        // The word of a node before any other is up holds for who comes next.
        await using var next = await SomeNodes.New();
        await next.Open("one", cut);
        (await Should.ThrowAsync<CannotStart>(() => next.Open("two"))).Message.ShouldContain(
            "(ledger=7) than in cluster.json here (all as usual)"
        );
        await next.Open("three", cut);
    }

    private static async Task<AkkaEngine> Opened(SomeNodes cluster, string name)
    {
        var node = await cluster.Open(name);
        await Until.True(() => Up(node) == 1, "the node is up");
        return node;
    }

    private static Inbox Heard(AkkaEngine node)
    {
        var heard = Inbox.Create(node.System);
        node.System.EventStream.Subscribe(heard.Receiver, typeof(Warning));
        return heard;
    }

    private static bool IsRefusal(object said) => $"{said}".Contains(Refused, StringComparison.Ordinal);

    /// <summary>The answer; null where there is none.</summary>
    private static async Task<object?> Sent(ActorSystem from, Address to, Errand errand)
    {
        try
        {
            var region = from.ActorSelection(new RootActorPath(to) / "system" / "sharding" / "ledger");
            return await region.Ask<object>(errand, TimeSpan.FromSeconds(6));
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static int Up(AkkaEngine node) =>
        Akka.Cluster.Cluster.Get(node.System).State.Members.Count(member => member.Status == MemberStatus.Up);
}
