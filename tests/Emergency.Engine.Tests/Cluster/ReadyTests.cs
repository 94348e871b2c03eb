using Akka.Actor;
using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>A node says from when on it takes commands.</summary>
public sealed class ReadyTests
{
    [Fact]
    public async Task A_node_that_is_alone_takes_commands_as_soon_as_it_has_begun()
    {
        using var folder = new TempFolder();
        await using var node = await new Hosting.AkkaEngineModule().Start(
            new(folder.Path),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        (await node.Unwell(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}

[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class ReadyNodesTests
{
    [Fact]
    public async Task A_node_that_finds_nobody_to_join_takes_no_commands()
    {
        await using var cluster = await SomeNodes.New();
        var node = await cluster.Open("one", """{ "seeds": ["127.0.0.1:1"] }""");
        (await Hinders(node)).ShouldBe(["engine/akka.cluster.join", "engine/entities"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_node_takes_commands_once_its_entities_can_be_asked_and_goes_on_taking_them_when_another_dies()
    {
        await using var cluster = await SomeNodes.New();
        var first = await cluster.Open("one");
        await Until.TrueAsync(async () => (await Hinders(first)).Count == 0, "it takes commands");
        var second = await cluster.Open("two");
        await Until.TrueAsync(async () => (await Hinders(second)).Count == 0, "so does the second");
        second.Nodes!.Standing.ShouldBe("up");
        (await first.Unwell()).ShouldBeEmpty();
        (await second.Unwell()).ShouldBeEmpty();

        ((ExtendedActorSystem)first.System).Abort();
        var (meta, unwell) = (SomeNodes.Asked(), new HashSet<UnwellPart>());
        var sending = Task.Run(() => Until.TrueAsync(async () => await Sent(second, meta), "its entities answer"));
        while (!sending.IsCompleted)
            unwell.UnionWith(await second.Unwell());
        await sending;
        unwell.ShouldContain(new UnwellPart("engine/entities", Hinders: false), "their commands waited, and pages were answered");
        unwell.ShouldNotContain(part => part.Hinders);
        await Until.TrueAsync(async () => (await second.Unwell()).Count == 0, "all is well again");
    }

    private static async Task<bool> Sent(IEngine node, Meta meta) =>
        await node.Entities.Send(SomeNodes.Named("x"), new Book(1), meta) is Reply.Accepted;

    private static async Task<IReadOnlyList<string>> Hinders(IEngine node) =>
        [.. (await node.Unwell()).Where(part => part.Hinders).Select(part => part.Name)];
}
