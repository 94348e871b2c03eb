using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

public sealed class WarningReadingTests(Borough borough) : IAsyncLifetime
{
    private PlacesKnown Places => borough.Folding.Now.Of<PlacesKnown>();
    private static CapInfo Info => Bulletin.Fresh().Alert.Infos[0];

    public async ValueTask InitializeAsync() => await Valley.Load(borough);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("预警颜色", "橙色", WarningLevel.Orange)]
    [InlineData("预警级别", "Ⅱ级/重大", WarningLevel.Orange)]
    [InlineData("预警级别", "III级", WarningLevel.Yellow)]
    [InlineData("severityColor", "Blue", WarningLevel.Blue)]
    [InlineData("颜色", "红", WarningLevel.Red)]
    [InlineData("咨询电话", "红星路 1 号", WarningLevel.Yellow)]
    public void The_colour_is_what_a_parameter_says_and_else_the_headlines(string name, string value, WarningLevel level) =>
        WarningReading.Level(Info with { Headline = "发布大雾黄色预警", Parameters = [new(name, value)] }).ShouldBe(level);

    [Theory]
    [InlineData(CapSeverity.Extreme, WarningLevel.Red)]
    [InlineData(CapSeverity.Severe, WarningLevel.Orange)]
    [InlineData(CapSeverity.Moderate, WarningLevel.Yellow)]
    [InlineData(CapSeverity.Minor, WarningLevel.Blue)]
    [InlineData(CapSeverity.Unknown, null)]
    public void Where_no_colour_is_named_the_severity_decides(CapSeverity severity, WarningLevel? level) =>
        WarningReading.Level(Info with { Headline = null, Severity = severity }).ShouldBe(level);

    [Theory]
    [InlineData("暴雨", CapCategory.Met, Category.Flood)]
    [InlineData("山洪灾害气象风险", CapCategory.Met, Category.Flood)]
    [InlineData("地质灾害气象风险", CapCategory.Met, Category.Geological)]
    [InlineData("高温", CapCategory.Met, Category.Weather)]
    [InlineData("森林火险", CapCategory.Met, Category.Fire)]
    [InlineData("不明", CapCategory.Health, Category.Epidemic)]
    [InlineData("不明", CapCategory.Security, Category.PublicOrder)]
    public void The_hazard_is_known_by_the_issuers_word_and_else_by_its_category(string what, CapCategory category, Category hazard)
    {
        var alert = Bulletin.Fresh().Alert;
        WarningReading
            .Facts(
                alert with
                {
                    Infos = [alert.Infos[0] with { Event = what, Categories = [category] }],
                },
                Valley.County,
                Places,
                InForce.Table
            )
            .Hazard.ShouldBe(hazard);
    }

    [Theory]
    [InlineData("平岭县解除暴雨红色预警信号", true)]
    [InlineData("平岭县解除红色预警并发布橙色预警", false)]
    [InlineData("平岭县发布暴雨红色预警信号", false)]
    public void Only_a_headline_that_lifts_and_issues_nothing_takes_back(string headline, bool takesBack) =>
        WarningReading.TakesBack((Bulletin.Fresh() with { Headline = headline }).Alert).ShouldBe(takesBack);

    [Fact]
    public void A_message_in_two_languages_is_one_warning_as_grave_and_as_long_as_either()
    {
        var bulletin = Bulletin.Fresh();
        var (zh, en) = (
            bulletin.Alert.Infos[0] with
            {
                Headline = null,
                Severity = CapSeverity.Minor,
            },
            bulletin.Alert.Infos[0] with
            {
                Language = "en",
                Headline = null,
                Severity = CapSeverity.Moderate,
                Expires = bulletin.Sent.AddHours(9),
            }
        );
        var facts = WarningReading.Facts(bulletin.Alert with { Infos = [zh, en] }, Valley.County, Places, InForce.Table);
        (facts.Level, facts.From, facts.Until, facts.Texts.Count, facts.Areas.Count).ShouldBe(
            (WarningLevel.Yellow, bulletin.Sent, bulletin.Sent.AddHours(9), 2, 1)
        );
    }

    [Fact]
    public void A_message_that_does_not_say_when_it_ends_is_believed_for_a_day()
    {
        var bulletin = Bulletin.Fresh();
        WarningReading
            .Facts(bulletin.Alert with { Infos = [bulletin.Alert.Infos[0] with { Expires = null }] }, Valley.County, Places, InForce.Table)
            .Until.ShouldBe(bulletin.Sent.AddHours(24));
    }

    [Fact]
    public void All_streets_of_a_county_are_the_county_and_a_city_desk_is_told_county_by_county()
    {
        string[] Reached(string home, params string[] codes) =>
            [.. new WarningGround(Places, home).Of([new("", [], [], [.. codes.Select(code => new CapNamed("c", code))])]).Divisions];
        Reached(Valley.County, Valley.Street, Valley.Away).ShouldBe([Valley.County]);
        Reached(Valley.County, Valley.Here, "411504001099").ShouldBe([Valley.Street]);
        Reached("4115", Valley.Next, Borough.Community).ShouldBe([Borough.Community, Valley.Next]);
        Reached("4115", "411500").ShouldContain(Valley.County, StringComparer.Ordinal);
        Reached(Valley.Here, Valley.County).ShouldBe([Valley.Here]);
    }

    /// <summary>Rings of any kind, on poles and the date line too (EMERGENCY_STRANGE_AREAS = how many; 300 in the daily run).</summary>
    [Fact]
    public void However_an_area_is_drawn_it_reaches_only_our_own()
    {
        var random = new Random(4115);
        double Near(double middle, double width) => random.Next(4) == 0 ? middle : middle + (random.NextDouble() - 0.5) * width;
        for (var i = 0; i < Sizes.Of("EMERGENCY_STRANGE_AREAS", 300); i++)
        {
            var (width, middle) = (
                Math.Pow(10, random.Next(-3, 2)),
                random.Next(5) switch
                {
                    0 => new CapPoint(89.9, 179.9),
                    _ => new CapPoint(31.01, 115.03),
                }
            );
            var ring = Enumerable
                .Range(0, random.Next(3, 12))
                .Select(_ => new CapPoint(Math.Clamp(Near(middle.Lat, width), -90, 90), Math.Clamp(Near(middle.Lon, width), -180, 180)))
                .ToList();
            var area = new CapArea(
                "",
                [
                    [.. ring, ring[0]],
                ],
                [new(middle, Math.Pow(10, random.Next(-2, 5)))],
                []
            );
            var (areas, divisions) = new WarningGround(Places, Valley.County).Of([area]);
            areas.Count.ShouldBe(1);
            divisions.ShouldAllBe(code => code.StartsWith(Valley.County, StringComparison.Ordinal));
        }
    }
}
