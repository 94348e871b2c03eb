using System.Text;
using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Tests.Imports;

/// <summary>Plans and areas with mistakes name the line or the place.</summary>
public class BadPlanAndAreaTests
{
    private static readonly KnownRegisters yiyang = new([new("411502001001", "义阳社区居民委员会")], []);
    private const string Head =
        "plan: { community: \"411502001001\", title: 示例预案, version: 1 }\ncards:\n  - id: fire\n    hazard: fire\n    title: 火灾\n    steps:\n";

    [Theory]
    [InlineData("      - { id: a, class: life, role: 书记, text: 敲门, alow: 2 }", 7, "alow", Reasons.UnknownMember)]
    [InlineData("      - { id: a, class: live, role: 书记, text: 敲门, allow: 2 }", 7, "class", Reasons.UnknownClass)]
    [InlineData("      - { id: a, class: life, role: 书记, text: 敲门, allow: soon }", 7, "allow", Reasons.DurationInvalid)]
    [InlineData("      - { id: a, class: life, role: 书记, text: 敲门, allow: -1 }", 7, "allow", Reasons.DurationInvalid)]
    [InlineData("      - { id: a, class: life, role: [], text: 敲门, allow: 2 }", 7, "role", Reasons.WrongForm)]
    [InlineData("      - { id: a, class: life, role: 书记, allow: 2 }", 7, "text", Reasons.Missing)]
    [InlineData("      - { id: a, class: professional, role: [消防, 楼栋长], text: 入楼搜救, allow: 0 }", 7, "role", Reasons.LayRole)]
    [InlineData(
        "      - { id: a, class: life, role: 书记, text: 敲门, allow: 2, supplies: [{ item: 手电, quantity: 几个 }] }",
        7,
        "quantity",
        Reasons.QuantityInvalid
    )]
    [InlineData(
        "      - { id: a, class: life, role: 书记, text: 敲门, allow: 2 }\n      - { id: a, class: wait, role: 书记, text: 再敲, allow: 2 }",
        8,
        "id",
        Reasons.DuplicateId
    )]
    [InlineData("      - 敲门", 7, "file", Reasons.WrongForm)]
    public void A_card_with_a_mistake_is_rejected_with_its_line(string steps, int line, string field, string reason)
    {
        var read = Read(RegisterKind.Plans, Head + steps);
        read.Sheets[0].Findings.ShouldContain(new Finding(line, Severity.Reject, field, reason));
        read.Rows.ShouldBeEmpty();
        (read.Sheets[0].DataRows, read.Sheets[0].Rejected).ShouldBe((1, 1));
    }

    [Theory, InlineData("5s", 5), InlineData("2m", 120), InlineData("1.5", 90), InlineData("1h", 3600), InlineData("0", 0)]
    public void An_allowance_is_minutes_or_has_its_unit(string allow, int seconds) =>
        Read(RegisterKind.Plans, Head + $"      - {{ id: a, class: life, role: 书记, text: 敲门, allow: {allow} }}")
            .Of<PlanCard>()
            .Single()
            .Steps.Single()
            .Allow.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_plan_of_an_unknown_community_is_not_taken()
    {
        var read = Read(
            RegisterKind.Plans,
            Head.Replace("411502001001", "411599001001", StringComparison.Ordinal)
                + "      - { id: a, class: life, role: 书记, text: 敲门, allow: 1 }"
        );
        read.Sheets[0].Findings.ShouldBe([new Finding(1, Severity.Reject, "community", Reasons.UnknownCommunity)]);
        read.Rows.ShouldBeEmpty();
    }

    [Theory, InlineData("a: ]", "line 1"), InlineData("a: 1\na: 2", "line 2"), InlineData("a: &x [1]\nb: *x", "line 2")]
    public void What_is_no_plain_yaml_says_where(string text, string line)
    {
        var finding = Read(RegisterKind.Plans, text).Sheets[0].Findings.ShouldHaveSingleItem();
        (finding.Row, finding.Reason, finding.Detail).ShouldBe((0, Reasons.NotYaml, line));
    }

    [Fact]
    public void A_plan_nested_ten_thousand_deep_is_refused_and_not_followed() =>
        Read(RegisterKind.Plans, new string('[', 10_000)).Sheets[0].Findings.ShouldHaveSingleItem().Reason.ShouldBe(Reasons.NotYaml);

    [Theory]
    [InlineData("[[[114,32],[115,33],[115,32],[114,33],[114,32]]]", ShapeFaults.SelfCrossing, "114.5,32.5")]
    [InlineData("[[[114,32],[115,32],[115,33],[114,33]]]", ShapeFaults.RingOpen, "114,33")]
    [InlineData("[[[32,114],[33,114],[33,115],[32,114]]]", ShapeFaults.Swapped, "32,114")]
    [InlineData("[[[114,32],[115,32],[\"东\",33],[114,32]]]", ShapeFaults.NotAShape, null)]
    [InlineData("[]", ShapeFaults.Empty, null)]
    public void An_area_that_cannot_be_drawn_says_where_it_goes_wrong(string rings, string reason, string? where)
    {
        var read = Read(
            RegisterKind.Areas,
            $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"411502001001"},"geometry":{"type":"Polygon","coordinates":{{{rings}}}}}]}"""
        );
        read.Sheets[0].Findings.ShouldBe([new Finding(1, Severity.Reject, "geometry", reason, where)]);
    }

    [Fact]
    public void An_area_without_a_code_and_one_given_twice_are_rejected()
    {
        const string square = """{"type":"Polygon","coordinates":[[[114,32],[115,32],[115,33],[114,32]]]}""";
        var read = Read(
            RegisterKind.Areas,
            $$$"""{"type":"FeatureCollection","features":[{"properties":{"code":"411502"},"geometry":{{{square}}}},{"properties":{"code":411502},"geometry":{{{square}}}},{"properties":{"code":"x"},"geometry":{{{square}}}},7]}"""
        );
        read.Sheets[0]
            .Findings.Select(f => (f.Row, f.Reason))
            .ShouldBe([(2, Reasons.DuplicateId), (3, Reasons.CodeInvalid), (4, Reasons.CodeInvalid)]);
        Read(RegisterKind.Areas, """{"type":"FeatureCollection","features":[{"properties":{"code":"\ud83d"},"geometry":{}}]}""")
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.CodeInvalid);
        Read(RegisterKind.Areas, """{"type":"FeatureCollection","\ud83d":1,"features":[]}""")
            .Sheets[0]
            .Findings.Single()
            .Reason.ShouldBe(Reasons.NotGeoJson);
        Read(RegisterKind.Areas, "[1,2]").Sheets[0].Findings.Single().Reason.ShouldBe(Reasons.NotGeoJson);
    }

    private static RegisterReading Read(RegisterKind kind, string text) =>
        RegisterReader.Read(kind, "file", Encoding.UTF8.GetBytes(text), yiyang);
}
