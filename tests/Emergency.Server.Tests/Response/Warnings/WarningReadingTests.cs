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

    public async ValueTask InitializeAsync() => await Valley.Load(borough);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private WarningFacts One(CapAlert alert) =>
        WarningReading.Of(alert, [], Valley.County, Places, InForce.Table).Warns.ShouldHaveSingleItem();

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
        var facts = One(bulletin.Alert with { Infos = [zh, en] });
        (facts.Level, facts.From, facts.Until, facts.Texts.Count, facts.Areas.Count).ShouldBe(
            (WarningLevel.Yellow, bulletin.Sent, bulletin.Sent.AddHours(9), 2, 1)
        );
    }

    [Fact]
    public void A_message_that_does_not_say_when_it_ends_is_believed_for_a_day()
    {
        var bulletin = Bulletin.Fresh();
        One(bulletin.Alert with { Infos = [bulletin.Alert.Infos[0] with { Expires = null }] }).Until.ShouldBe(bulletin.Sent.AddHours(24));
    }

    [Fact]
    public void All_streets_of_a_county_are_the_county_and_a_city_desk_is_told_county_by_county()
    {
        string[] Reached(string home, params string[] codes) =>
            [
                .. new WarningGround(Places, home)
                    .Of([new("", [], [], [.. codes.Select(code => new CapNamed("行政区划代码", code))])])
                    .Divisions,
            ];
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
            var (areas, divisions, _, _, _) = new WarningGround(Places, Valley.County).Of([area]);
            areas.Count.ShouldBe(1);
            divisions.ShouldAllBe(code => code.StartsWith(Valley.County, StringComparison.Ordinal));
        }
    }
}
