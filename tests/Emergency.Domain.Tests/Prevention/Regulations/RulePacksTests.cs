using System.Text;
using Emergency.Domain.Regulations;

namespace Emergency.Domain.Tests.Regulations;

/// <summary>A county's own packs beside the built-in ones: places where they bind, and faults of a pack.</summary>
public sealed class RulePacksTests
{
    internal const string Gates = """
        { "id": "gates", "region": "411502", "status": "local", "version": "2026", "name": "浉河区规定", "duties": [
          { "id": "gate-drill", "bearer": "committee", "name": "门口演练", "articles": [], "evidence": "drill", "local": true, "days": 365 }
        ] }
        """;

    private static readonly IReadOnlySet<string> OfCommunity = Evidence.Codes,
        OfCounty = new HashSet<string>(["desk"], StringComparer.Ordinal);

    internal static RulePacks With(string json, string file = "/etc/emergency/packs/gates.json") =>
        new([.. RulePacks.BuiltIn.All, RulePack.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))) with { File = file }]);

    internal static IEnumerable<string> Faults(RulePacks packs) =>
        packs.Faults(OfCommunity, OfCounty).Where(fault => fault.StartsWith("Rule pack gates", StringComparison.Ordinal));

    private static string Changed(string from, string to)
    {
        Gates.ShouldContain(from, Case.Sensitive);
        return Gates.Replace(from, to, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_a_county_binds_in_its_region_alone_and_has_its_own_name()
    {
        var packs = With(Gates);
        Faults(packs).ShouldBeEmpty();
        var own = packs.For("411502001001").Single(rule => rule.Pack == "gates");
        (own.Name, own.Days, own.Draft).ShouldBe(("门口演练", 365, false));
        packs.For("411503001001").ShouldNotContain(rule => rule.Pack == "gates");
        RulePacks.BuiltIn.For("411502001001").ShouldNotContain(rule => rule.Pack == "gates");
    }

    [Fact]
    public void One_that_comes_into_force_later_is_shown_with_its_day_last_and_not_counted_until_then()
    {
        DateOnly since = new(2027, 1, 1);
        var packs = With(
            Changed("\"status\": \"local\"", "\"status\": \"in-force\", \"since\": \"2027-01-01\"")
                .Replace("\"articles\": []", "\"articles\": [\"3\"]", StringComparison.Ordinal)
        );
        Faults(packs).ShouldBeEmpty();
        var before = packs.For("411502001001", since.AddDays(-1));
        before[^1].Pack.ShouldBe("gates");
        (before[^1].From, before[^1].IsCounted(), before[^1].PackName, before[^1].SetBy).ShouldBe((since, false, "浉河区规定", "411502"));
        before[^1].Of(DutyStanding.Is(Mark.Late, Fact.HasNot)).Mark.ShouldBe(Mark.Draft);
        var then = packs.For("411502001001", since).Single(rule => rule.Pack == "gates");
        (then.From, then.IsCounted()).ShouldBe((null, true));
        then.Of(DutyStanding.Is(Mark.Late, Fact.HasNot)).Mark.ShouldBe(Mark.Late);
        RulePacks.BuiltIn.For("411502001001", since).ShouldAllBe(rule => rule.SetBy == null && rule.PackName == null);
    }

    [Fact]
    public void A_draft_of_a_county_is_grey_until_it_is_adopted()
    {
        var packs = With(
            Changed("\"status\": \"local\"", "\"status\": \"draft\"")
                .Replace("\"articles\": []", "\"articles\": [\"3\"]", StringComparison.Ordinal)
        );
        Faults(packs).ShouldBeEmpty();
        packs.For("411502001001").Single(rule => rule.Pack == "gates").Draft.ShouldBeTrue();
        var adopted = packs.For("411503001001", ["gates"]).Single(rule => rule.Pack == "gates");
        (adopted.Draft, adopted.Adopted).ShouldBe((false, true));
        adopted.Articles.ShouldBe([new Article("gates", "3") { Name = "浉河区规定" }]);
    }

    [Fact]
    public void A_regulation_of_a_county_came_into_force_on_its_day()
    {
        var packs = With(
            Changed("\"status\": \"local\"", "\"status\": \"in-force\", \"since\": \"2026-05-01\"")
                .Replace("\"articles\": []", "\"articles\": [\"3\"]", StringComparison.Ordinal)
        );
        Faults(packs).ShouldBeEmpty();
        packs.CameIntoForce("411502001001", new(2026, 4, 30), new(2026, 5, 1)).Select(pack => pack.Id).ShouldBe(["gates"]);
        packs.CameIntoForce("411503001001", new(2026, 4, 30), new(2026, 5, 1)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "\"evidence\": \"drill\"",
        "\"evidence\": \"hearsay\"",
        "duty gate-drill names the evidence \"hearsay\", which nothing shows. Known: desk, drill,"
    )]
    [InlineData("\"status\": \"local\"", "\"status\": \"draft\"", "duty gate-drill names no article.")]
    [InlineData("\"id\": \"gates\"", "\"id\": \"xinyang\"", "")]
    [InlineData("\"days\": 365", "\"days\": 0", "duty gate-drill: with the evidence \"drill\" days is how often, 1 to 3650.")]
    [InlineData("\"days\": 365", "\"days\": -1", "duty gate-drill: days, soon and community are 0 to 3650.")]
    [InlineData(
        "\"drill\", \"local\": true, \"days\": 365",
        "\"roster\", \"days\": 365",
        "duty gate-drill: with the evidence \"roster\" days is 1 to 92."
    )]
    [InlineData("\"committee\"", "\"county\"", "duty gate-drill: \"drill\" shows how a community stands, and its bearer is the county.")]
    [InlineData("\"drill\"", "\"desk\"", "duty gate-drill: \"desk\" shows how a county stands, and its bearer is none.")]
    [InlineData("\"name\": \"门口演练\", ", "", "duty gate-drill has no name")]
    [InlineData(", \"name\": \"浉河区规定\"", "", "has no name")]
    [InlineData("\"411502\"", "\"4115020\"", "region is the first 2, 4 or 6 digits")]
    [InlineData("\"articles\": []", "\"articles\": [\"第三条\"]", "duty gate-drill cites \"第三条\"")]
    [InlineData(
        "\"articles\": []",
        "\"articles\": [\"hearsay 3\"]",
        "duty gate-drill cites the law \"hearsay\", which nobody knows here. Known: changchun, civil,"
    )]
    [InlineData("\"status\": \"local\"", "\"status\": \"in-force\"", "since is the day a pack came into force")]
    public void What_is_wrong_is_said_with_file_and_duty(string from, string to, string said)
    {
        var packs = With(Changed(from, to));
        if (said.Length == 0)
            packs
                .Faults(OfCommunity, OfCounty)
                .ShouldContain(fault => fault == "Rule pack xinyang (/etc/emergency/packs/gates.json) is there 2 times.");
        else
            Faults(packs)
                .ShouldContain(fault =>
                    fault.StartsWith("Rule pack gates (/etc/emergency/packs/gates.json)", StringComparison.Ordinal)
                    && fault.Contains(said, StringComparison.Ordinal)
                );
    }

    [Fact]
    public void A_duty_that_is_there_twice_is_named()
    {
        var duty = Gates[Gates.IndexOf("{ \"id\": \"gate-drill\"", StringComparison.Ordinal)..].TrimEnd()[..^3].Trim();
        Faults(With(Changed(duty, $"{duty}, {duty}")))
            .ShouldBe(["Rule pack gates (/etc/emergency/packs/gates.json): duty gate-drill is there 2 times."]);
    }

    [Fact]
    public void Its_file_bears_its_id() =>
        Faults(With(Gates, "/etc/emergency/packs/other.json")).Single().ShouldContain("ID.json", Case.Sensitive);

    [Theory]
    [InlineData("null")]
    [InlineData("""{ "id": "x", "region": "", "status": "draft", "version": "1", "duties": [null] }""")]
    [InlineData("""{ "id": "x", "id": "y", "region": "", "status": "draft", "version": "1", "duties": [] }""")]
    [InlineData(
        """{ "id": "x", "region": "", "status": "draft", "version": "1", "duties": [{ "id": "a", "bearer": "mayor", "articles": [] }] }"""
    )]
    public void A_file_that_says_nothing_or_twice_is_refused(string json) =>
        Should
            .Throw<FormatException>(() => RulePack.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))))
            .Message.ShouldContain("packs/schema.json", Case.Sensitive);

    [Fact]
    public void The_built_in_packs_are_without_fault_but_for_evidence_that_nouns_offer() =>
        RulePacks
            .BuiltIn.Faults(OfCommunity, OfCounty)
            .ShouldAllBe(fault => fault.Contains("which nothing shows", StringComparison.Ordinal));
}
