using System.Text;
using System.Text.Json;
using Emergency.Domain.AtRisk;

namespace Emergency.Domain.Tests.AtRisk;

public sealed class AtRiskTableTests
{
    private static readonly AtRiskTable Table = AtRiskTable.BuiltIn;

    [Fact]
    public void Who_must_be_carried_is_brought_out_first_and_who_only_lacks_the_language_last() =>
        Table
            .Needs.OrderBy(need => need.Rank)
            .Select(need => need.Code)
            .ShouldBe(["carry", "oxygen", "support", "infant", "escort", "blind", "deaf", "dialysis", "medicine", "language"]);

    [Fact]
    public void A_code_that_the_table_does_not_know_stays_as_it_is_and_comes_last()
    {
        var unknown = Table.Need("guide-dog");
        (unknown.Code, unknown.Told, unknown.Out).ShouldBe(("guide-dog", "guide-dog", WayOut.Led));
        Table.Needs.ShouldAllBe(need => need.Rank < unknown.Rank);
    }

    [Fact]
    public void Who_uses_oxygen_is_of_the_kind_that_uses_it_at_home()
    {
        Table
            .Kinds.Single(kind => kind.Follows is not null)
            .ShouldSatisfyAllConditions(kind => kind.Code.ShouldBe("home-oxygen"), kind => kind.Follows.ShouldBe("oxygen"));
    }

    [Theory]
    [InlineData(
        """{ "needs": [{ "code": "a", "rank": 1, "out": "led", "told": "" }, { "code": "a", "rank": 2, "out": "led", "told": "" }], "kinds": [] }"""
    )]
    [InlineData("""{ "needs": [{ "code": "a", "rank": 2, "out": "led", "told": "" }], "kinds": [] }""")]
    [InlineData("""{ "needs": [{ "code": "a", "rank": 1, "out": "led", "told": "", "covers": ["b"] }], "kinds": [] }""")]
    [InlineData("""{ "needs": [], "kinds": [{ "code": "k", "follows": "b" }] }""")]
    [InlineData("""{ "needs": [], "kinds": [{ "code": "k" }, { "code": "k" }] }""")]
    public void A_table_that_contradicts_itself_is_refused(string json) => Should.Throw<FormatException>(() => Read(json));

    [Theory]
    [InlineData("""{ "needs": [] }""")]
    [InlineData("""{ "needs": [{ "code": "a", "out": "led", "told": "" }], "kinds": [] }""")]
    [InlineData("""{ "needs": [{ "code": "a", "rank": 1, "out": "flies", "told": "" }], "kinds": [] }""")]
    public void A_table_with_a_column_missing_or_a_word_of_its_own_is_refused(string json) => Should.Throw<JsonException>(() => Read(json));

    [Fact]
    public void Another_table_brings_its_own_needs_and_order()
    {
        var table = Read(
            """{ "needs": [{ "code": "calm", "rank": 2, "out": "alone", "told": "静" }, { "code": "lift", "rank": 1, "out": "helped", "told": "吊" }], "kinds": [] }"""
        );
        table.Need("lift").Rank.ShouldBeLessThan(table.Need("calm").Rank);
        table.Need("carry").Rank.ShouldBe(Need.Unranked);
    }

    private static AtRiskTable Read(string json) => AtRiskTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
