using System.Text.Json.Nodes;
using Emergency.Drills.Playing;
using Emergency.Drills.Plays;

namespace Emergency.Server.Tests.Drills.Runner;

public sealed class PlayFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("play-").FullName, "one.yaml");

    private const string Good = """
        id: one
        title: 一个
        hazard: fire
        community: "411502001001"
        data: .
        injects:
          - id: call
            title: a call
            do: { get: { path: /api/session } }
        expect:
          - id: seen
            title: seen
            after: call
            due: 5s
            see: { as: duty, view: incident }
        end: { within: 60s }
        """;

    private BadPlay Refused(string text)
    {
        File.WriteAllText(_file, text);
        return Should.Throw<BadPlay>(() => PlayFile.Read(_file));
    }

    [Fact]
    public void A_complete_file_is_read()
    {
        File.WriteAllText(_file, Good);
        var play = PlayFile.Read(_file);
        play.Injects.ShouldHaveSingleItem().Do.Get!.Path.ShouldBe("/api/session");
        play.Expect.ShouldHaveSingleItem().Due.ShouldBe("5s");
    }

    [Fact]
    public void A_member_nobody_knows_is_named_with_its_line() =>
        Refused(Good.Replace("title: a call", "title: a call\n    whom: x", StringComparison.Ordinal))
            .Message.ShouldSatisfyAllConditions(message => message.ShouldContain("whom"), message => message.ShouldContain("line 9"));

    [Fact]
    public void An_expectation_after_nothing_is_refused() =>
        Refused(Good.Replace("after: call", "after: cal", StringComparison.Ordinal)).Message.ShouldContain("seen");

    [Fact]
    public void An_inject_with_two_acts_is_refused() =>
        Refused(
            Good.Replace("do: { get: { path: /api/session } }", "do: { get: { path: /a }, delete: { path: /a } }", StringComparison.Ordinal)
        )
            .Message.ShouldContain("exactly one act");

    [Fact]
    public void A_line_to_120_that_nobody_plays_is_refused()
    {
        Refused(Good.Replace("do: { get: { path: /api/session } }", "do: { simulator: down }", StringComparison.Ordinal))
            .Message.ShouldContain("names no script");
        Refused(Good.Replace("see: { as: duty, view: incident }", "log: { where: { \"items.count()\": 1 } }", StringComparison.Ordinal))
            .Message.ShouldContain("names no script");
        Refused(
            Good.Replace("data: .", "data: .\nsimulator: 120.json", StringComparison.Ordinal)
                .Replace("do: { get: { path: /api/session } }", "do: { simulator: sideways }", StringComparison.Ordinal)
        )
            .Message.ShouldContain("down or up");
    }

    [Fact]
    public void A_kill_of_something_says_what_of_it_is_stored()
    {
        const string call = "title: a call";
        Refused(Good.Replace(call, $"{call}\n    kill: {{ before: seen, of: x }}", StringComparison.Ordinal))
            .Message.ShouldContain("kill of x");
        File.WriteAllText(
            _file,
            Good.Replace(call, $"{call}\n    kill: {{ before: seen, of: x, stored: case.received.v1 }}", StringComparison.Ordinal)
        );
        PlayFile.Read(_file).Injects[0].Kill!.Of.ShouldBe("x");
    }

    [Fact]
    public void Broken_yaml_is_refused_with_its_line() => Refused(Good + "\n  - [").Message.ShouldContain("line");

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("250ms", 250)]
    [InlineData("2m", 120_000)]
    public void Durations_are_read(string text, double milliseconds) =>
        PlayFile.Duration(text, TimeSpan.Zero).TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData("5")]
    [InlineData("soon")]
    public void What_is_no_duration_is_refused(string text) => Should.Throw<BadPlay>(() => PlayFile.Duration(text, TimeSpan.Zero));

    [Fact]
    public void Paths_find_by_filter_star_and_count()
    {
        var node = JsonNode.Parse("""{"items":[{"id":"a","n":1},{"id":"b","n":2}]}""");
        Paths.Text(Paths.Find(node, "items[id=b].n")[0]).ShouldBe("2");
        Paths.Find(node, "items.*.n").Count.ShouldBe(2);
        Paths.Text(Paths.Find(node, "items.count()")[0]).ShouldBe("2");
        Paths.Mismatch(node, JsonNode.Parse("""{"items.*.n":{"atLeast":3}}""")!.AsObject()).ShouldNotBeNull();
        Paths.Mismatch(node, JsonNode.Parse("""{"items.*.n":{"above":2}}""")!.AsObject()).ShouldNotBeNull();
        Paths.Mismatch(node, JsonNode.Parse("""{"items.*.n":{"atLeast":2},"items[0].id":"a"}""")!.AsObject()).ShouldBeNull();
    }

    [Fact]
    public void A_text_that_is_one_name_becomes_the_kept_value_itself()
    {
        var values = new Values();
        values.Set("metres", JsonValue.Create(150));
        values.Set("incident", JsonValue.Create("i-1"));
        values
            .Fill(JsonNode.Parse("""{"metres":"{metres}","path":"/x/{incident}/{other}"}"""))!
            .ToJsonString()
            .ShouldBe("""{"metres":150,"path":"/x/i-1/{other}"}""");
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
}
