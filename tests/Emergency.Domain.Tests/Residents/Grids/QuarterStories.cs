using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Grids;

public sealed class QuarterStories
{
    internal static readonly Quarter First = new(QuarterKind.Grid, G1, ["1号楼", "2号楼"], Id<MemberId>(2)),
        Second = new(QuarterKind.Grid, G2, ["3号楼"], null);
    internal static readonly QuarterDrawn Drawn = new(First, StreetOfficer, Night);
    private static readonly Area.Polygons Ground = new([
        [
            [new(114.06, 32.11), new(114.07, 32.11), new(114.07, 32.12), new(114.06, 32.11)],
        ],
    ]);

    [Fact]
    public void A_building_lies_in_one_grid_but_in_a_grid_and_an_estate() =>
        Story
            .Of(Noun.Quarters)
            .Given(Drawn)
            .When(new DrawQuarter(Second with { Buildings = ["3号楼", "2号楼"] }, null, StreetOfficer, After(1)))
            .Refused(Quarters.Overlaps, "2号楼", G1)
            .When(new DrawQuarter(new(QuarterKind.Estate, "示例花园", ["2号楼", "3号楼"], null), null, StreetOfficer, After(1)))
            .Now<Quarters>(quarters => quarters.At(QuarterKind.Estate, "2号楼")!.Name.ShouldBe("示例花园"));

    [Fact]
    public void The_ground_of_a_grid_is_drawn_and_taken_away_by_whoever_has_seen_it()
    {
        var ground = Ground;
        Story
            .Of(Noun.Quarters)
            .Given(Drawn)
            .When(new DrawQuarter(First with { Boundary = ground }, First, StreetOfficer, After(1)))
            .Then(new QuarterDrawn(First with { Boundary = ground }, StreetOfficer, After(1)))
            .When(new DrawQuarter(First, First, StreetOfficer, After(2)))
            .Refused(Quarters.Changed, G1)
            .When(new DrawQuarter(First, First with { Boundary = ground }, StreetOfficer, After(2)))
            .Then(new QuarterDrawn(First, StreetOfficer, After(2)));
    }

    [Fact]
    public void Ground_is_judged_anew_where_another_was_drawn_since()
    {
        var (drawn, own) = (new QuarterDrawn(Second with { Boundary = Ground }, StreetOfficer, Night), First with { Boundary = Ground });
        Story
            .Of(Noun.Quarters)
            .Given(Drawn, drawn)
            .When(new DrawQuarter(own, First, StreetOfficer, After(1), []))
            .Refused(Quarters.GroundMoved)
            .When(new DrawQuarter(own, First, StreetOfficer, After(1), [new(G2, Ground)]))
            .Then(new QuarterDrawn(own, StreetOfficer, After(1)))
            // An estate lies on the ground of grids, and a grid without ground covers none.
            .When(new DrawQuarter(new(QuarterKind.Estate, "示例花园", ["3号楼"], null, Ground), null, StreetOfficer, After(2), []))
            .Then<QuarterDrawn>(one => one.Quarter.Name.ShouldBe("示例花园"))
            .When(new DrawQuarter(First, own, StreetOfficer, After(3), []))
            .Then(new QuarterDrawn(First, StreetOfficer, After(3)));
    }

    [Fact]
    public void Who_draws_says_what_they_saw() =>
        Story
            .Of(Noun.Quarters)
            .Given(Drawn)
            .When(new DrawQuarter(First with { Chief = null }, First with { Buildings = ["1号楼"] }, StreetOfficer, After(1)))
            .Refused(Quarters.Changed, G1)
            .When(new DrawQuarter(First with { Chief = null }, First, StreetOfficer, After(1)))
            .Then(new QuarterDrawn(First with { Chief = null }, StreetOfficer, After(1)))
            .When(new RemoveQuarter(QuarterKind.Grid, G1, null, StreetOfficer, After(2)))
            .Then(new QuarterRemoved(QuarterKind.Grid, G1, null, StreetOfficer, After(2)));

    internal static readonly IReadOnlyList<(Code Code, Noun Noun, Event[] Given, Command When)> Refusals =
    [
        (Quarters.Overlaps, Noun.Quarters, [Drawn], new DrawQuarter(Second with { Buildings = ["1号楼"] }, null, StreetOfficer, Night)),
        (Quarters.NoBuilding, Noun.Quarters, [], new DrawQuarter(Second with { Buildings = [] }, null, StreetOfficer, Night)),
        (Quarters.Unknown, Noun.Quarters, [], new RemoveQuarter(QuarterKind.Estate, "没有", null, StreetOfficer, Night)),
        (
            Quarters.GroundMoved,
            Noun.Quarters,
            [new QuarterDrawn(Second with { Boundary = Ground }, StreetOfficer, Night)],
            new DrawQuarter(First with { Boundary = Ground }, null, StreetOfficer, Night, [])
        ),
        (Quarters.Changed, Noun.Quarters, [Drawn], new DrawQuarter(First with { Chief = null }, null, StreetOfficer, Night)),
    ];
}
