using Emergency.Engine.Contract;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Nodes over one database that have given each other up: one cluster goes on, the other ends.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class DivisionTests
{
    [Fact]
    public async Task Of_two_clusters_over_one_database_one_ends_with_code_4_and_the_other_keeps_its_duties()
    {
        await using var cluster = await SomeNodes.New();
        var nodes = new[] { await cluster.OpenAlone("a", dividedSeconds: 5), await cluster.OpenAlone("b", dividedSeconds: 5) };
        using CancellationTokenSource stopFirst = new(),
            stopSecond = new();
        var stops = new[] { stopFirst, stopSecond };
        var held = new[] { 0, 0 };
        var holding = nodes
            .Select((node, n) => node.Duties.Hold("one", token => Until(token, () => held[n]++, () => held[n]--), stops[n].Token))
            .ToList();

        await Emergency.Testing.Until.True(() => nodes.Any(node => node.Nodes?.Outside > 0), "each sees that there is another cluster");
        var ended = await Task.WhenAny(nodes.Select(node => node.Broken)).InTime();
        (await ended).ShouldBe(4);
        var other = nodes.Single(node => node.Broken != ended);
        // As a server does that ends.
        await stops[1 - Array.IndexOf(nodes, other)].CancelAsync();
        await Emergency.Testing.Until.True(() => held[Array.IndexOf(nodes, other)] == 1, "who goes on holds the duty");
        (await other.Entities.Send(SomeNodes.Named("x"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
        await Emergency.Testing.Until.True(() => other.Nodes?.Outside == 0, "nobody is outside any more");
        other.Broken.IsCompleted.ShouldBeFalse();
        await stops[Array.IndexOf(nodes, other)].CancelAsync();
        await Task.WhenAll(holding).InTime();

        static async Task Until(CancellationToken token, Action begin, Action end)
        {
            begin();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            end();
        }
    }

    [Fact]
    public async Task Nodes_of_one_cluster_find_nobody_outside_and_go_on()
    {
        await using var cluster = await SomeNodes.New();
        var (first, second) = (await cluster.Open("one", dividedSeconds: 5), await cluster.Open("two", dividedSeconds: 5));
        (await first.Entities.Send(SomeNodes.Named("x"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
        // Each looks round whenever it has said where it is, every two seconds.
        var said = new HashSet<string>(StringComparer.Ordinal);
        await Emergency.Testing.Until.TrueAsync(
            async () =>
            {
                foreach (var (name, at) in (await first.About.Read()).Where(one => one.Key.StartsWith("node.", StringComparison.Ordinal)))
                    said.Add($"{name} {at}");
                return said.Count >= 12;
            },
            "both have looked round for twice as long as a division may last"
        );
        (first.Nodes, second.Nodes).ShouldBe((new("up", 2, 0, 0), new("up", 2, 0, 0)));
        (first.Trouble, second.Trouble).ShouldBe((null, null));
        (first.Broken.IsCompleted, second.Broken.IsCompleted).ShouldBe((false, false));
    }
}
