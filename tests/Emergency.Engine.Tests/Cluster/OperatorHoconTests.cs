using Akka.Actor;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Settings;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Settings of Akka.NET itself that an operator makes.</summary>
[Collection(nameof(SomeNodes))]
public sealed class OperatorHoconTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Without_a_file_nothing_is_set() => OperatorHocon.Read(_folder.Path).ShouldBeNull();

    [Theory]
    [InlineData("akka { extensions = [\"A, B\"] } # } of a comment")]
    [InlineData("akka.log-config-on-start = on // { of a comment\na = \"\"\"a { \" of\nmany lines\"\"\"\nb = \"\\\" {\"")]
    [InlineData("includes = on, akka { management { include-cluster = true } }")]
    public void Whole_files_are_read(string text) => Written(text).ShouldNotBeNull();

    [Theory]
    [InlineData("akka { cluster [ }", "line 1: } closes nothing")]
    [InlineData("akka {\n  a = 1\n", "line 1: { is not closed")]
    [InlineData("a = 1\nb = [1, 2", "line 2: [ is not closed")]
    [InlineData("a = 1 }", "line 1: } closes nothing")]
    [InlineData("a = \"one\n\"", "line 1: a quote is not closed")]
    [InlineData("a = \"\"\"one\n\"\"", "line 1: a quote is not closed")]
    [InlineData("akka {\n  include \"other.conf\"\n}", "line 2: include is not followed")]
    [InlineData("a = ${absent}", "akka.conf")]
    public void Cut_short_or_from_elsewhere_is_said_in_a_sentence(string text, string says) =>
        Should.Throw<CannotStart>(() => Written(text)).Message.ShouldContain(says);

    [Theory]
    [InlineData("akka.remote.dot-netty.tcp.port = 4053", "akka.remote is not set here: cluster.json")]
    [InlineData("akka { cluster { roles = [\"a\"] } }", "akka.cluster.roles is not set here: cluster.json")]
    [InlineData("akka.cluster { downing-provider-class = \"\" }", "akka.cluster.downing-provider-class")]
    [InlineData("akka.persistence.journal.plugin = \"x\"", "akka.persistence is not set here: the journal")]
    [InlineData("akka.actor.serializers.json = \"Newtonsoft\"", "akka.actor.serializers is not set here: only messages")]
    [InlineData("emergency.lease.lease-operation-timeout = 1 s", "emergency is not set here")]
    public void What_the_data_depends_on_is_not_theirs_to_set(string text, string says) =>
        Should.Throw<CannotStart>(() => Written(text)).Message.ShouldContain(says);

    [Fact]
    public async Task A_node_goes_by_what_its_operator_set_and_loads_what_they_named()
    {
        await using var cluster = await SomeNodes.New();
        var folder = cluster.Settings("one").Data;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, OperatorHocon.Name),
            $$"""
            akka {
              extensions = ["{{typeof(LoadedProvider).FullName}}, Emergency.Engine.Tests"]
              cluster { gossip-interval = 350 ms, failure-detector.acceptable-heartbeat-pause = 3 s }
            }
            """
        );
        var node = await cluster.Open("one", """{ "roles": ["county"] }""");
        node.System.HasExtension<Loaded>().ShouldBeTrue();
        var settings = Akka.Cluster.Cluster.Get(node.System).Settings;
        settings.GossipInterval.ShouldBe(TimeSpan.FromMilliseconds(350));
        settings.FailureDetectorConfig.GetTimeSpan("acceptable-heartbeat-pause").ShouldBe(TimeSpan.FromSeconds(3));
        settings.HeartbeatInterval.ShouldBe(TimeSpan.FromMilliseconds(200), "it was not set there");
        settings.Roles.ShouldBe(["county"]);
        (await node.Entities.Send(SomeNodes.Named("x"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
        node.Nodes.ShouldBe(new NodesSeen("up", 1, 0, 0));
    }

    [Fact]
    public async Task A_node_that_is_alone_loads_what_its_operator_named_too()
    {
        await File.WriteAllTextAsync(
            _folder[OperatorHocon.Name],
            $$"""akka.extensions = ["{{typeof(LoadedProvider).FullName}}, Emergency.Engine.Tests"]"""
        );
        await using var node = (AkkaEngine)
            await new AkkaEngineModule().Start(
                new EngineSettings(_folder.Path),
                [new LedgerDecider()],
                new LedgerForms(),
                TimeProvider.System
            );
        node.System.HasExtension<Loaded>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_cannot_be_stops_the_start_before_the_folder_is_touched()
    {
        File.WriteAllText(_folder["akka.conf"], "akka {");
        await Should.ThrowAsync<CannotStart>(() =>
            new AkkaEngineModule().Start(new EngineSettings(_folder.Path), [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        );
        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["akka.conf"]);
    }

    [Fact]
    public void Classes_that_an_operator_builds_in_are_found()
    {
        NodeSetups.In(typeof(OperatorHoconTests).Assembly).ShouldHaveSingleItem().ShouldBeOfType<Theirs>();
        NodeSetups.In(typeof(AkkaEngine).Assembly).ShouldBeEmpty();
    }

    private Akka.Configuration.Config? Written(string text)
    {
        File.WriteAllText(_folder["akka.conf"], text);
        return OperatorHocon.Read(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>An extension as an operator names it in akka.conf.</summary>
public sealed class LoadedProvider : ExtensionIdProvider<Loaded>
{
    public override Loaded CreateExtension(ExtendedActorSystem system) => new();
}

public sealed class Loaded : IExtension;

internal sealed class Theirs : INodeSetup
{
    public void Configure(
        Microsoft.Extensions.DependencyInjection.IServiceCollection services,
        Akka.Hosting.AkkaConfigurationBuilder akka
    ) => akka.AddStartup((_, _) => { });
}
