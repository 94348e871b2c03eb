using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>State of the lines of a drill, and the time since which it holds.</summary>
public sealed class PlayedLinesTests
{
    private static readonly DateTimeOffset Began = World.Start,
        Broke = Began.AddMinutes(10),
        Back = Began.AddMinutes(25);

    [Fact]
    public void A_line_is_down_since_it_broke_and_up_since_it_came_back_or_the_drill_began()
    {
        Of().ShouldAllBe(line => line.Link == Link.Up && line.Since == Began);
        var broken = Of(new Outage("a", "119", Broke, Back, Over: false));
        (broken["119"].Link, broken["119"].Since).ShouldBe((Link.Down, Broke));
        (broken["120"].Link, broken["120"].Since).ShouldBe((Link.Up, Began), "the outage of another line");
        var back = Of(new Outage("a", "119", Broke, Back, Over: true));
        (back["119"].Link, back["119"].Since).ShouldBe((Link.Up, Back));
        (back["120"].Link, back["120"].Since).ShouldBe((Link.Up, Began));
        var twice = Of(
            new Outage("b", "119", Broke.AddHours(1), Back.AddHours(1), Over: true),
            new Outage("a", "119", Broke, Back, Over: true)
        );
        twice["119"].Since.ShouldBe(Back.AddHours(1), "the last time it came back");
        var again = Of(
            new Outage("a", "119", Broke, Back, Over: true),
            new Outage("b", "119", Broke.AddHours(1), Back.AddHours(1), Over: false)
        );
        (again["119"].Link, again["119"].Since).ShouldBe((Link.Down, Broke.AddHours(1)));
        Of(new Outage("a", null, Broke, Back, Over: false))["119"].Link.ShouldBe(Link.Up, "a base station is no line");
    }

    private static LinesOf Of(params Outage[] outages) =>
        new(
            LinkEndpoints
                .InDrill(
                    new(
                        new(new Guid(1, 0, 0, new byte[8])),
                        Drill.None with
                        {
                            Outages = outages.ToImmutableDictionary(one => one.Inject, StringComparer.Ordinal),
                        },
                        default,
                        null,
                        Began,
                        []
                    )
                )
                .ToList()
        );

    private sealed class LinesOf(List<LinkLight> all) : List<LinkLight>(all)
    {
        public LinkLight this[string line] => this.Single(one => one.Hotline == line);
    }
}
