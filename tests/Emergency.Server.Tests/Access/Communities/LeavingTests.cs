using Emergency.Domain;
using Emergency.Server.Across.Membership;
using Emergency.Server.Features.Teams;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Communities;

/// <summary>Obstacles to a member's leaving, for each kind of thing that can be in their hands.</summary>
public sealed class LeavingTests(Borough town)
{
    /// <summary>
    /// Problem of each kind where its next holder is not named, where it goes to nobody, to a chief, and to a child director.
    /// </summary>
    private static readonly Dictionary<Held, (string? Unsaid, string? Nobody, string? Chief, string? Director)> Table = new()
    {
        [Held.Equipment] = ("team.hand-first", null, null, null),
        [Held.Turn] = (null, null, null, null),
        [Held.Lot] = ("team.hand-first", null, null, null),
        [Held.Task] = ("team.at-work", "team.at-work", null, null),
        [Held.Person] = ("team.hand-first", null, null, null),
        [Held.Risk] = ("team.hand-first", null, null, null),
        [Held.Patrol] = ("team.hand-first", null, null, null),
        [Held.Grid] = ("team.hand-first", null, null, null),
        [Held.Visits] = ("team.hand-first", null, null, null),
        [Held.Protection] = ("team.hand-first", "team.child-director", "team.child-director", null),
    };

    [Fact]
    public async Task Each_kind_of_thing_goes_to_whom_it_may_go()
    {
        var world = await World.Make(town);
        var team = world.Known.Of<TeamsKnown>().Of(Borough.Community);
        Table.Keys.Order().ShouldBe(Enum.GetValues<Held>().Order());
        foreach (var (kind, row) in Table)
        {
            var held = new Holdings([new(kind, "key", "2026-1 拦住")], []);
            string? Said(params HandOver[] hand) => LeavingEndpoints.Against(held, new(Hand: hand), team)?.Code;
            Said().ShouldBe(row.Unsaid, $"{kind}: nothing is said");
            Said(new HandOver(kind, "another", GridChief)).ShouldBe(row.Unsaid, $"{kind}: something is said of another");
            Said(new HandOver(kind, "key")).ShouldBe(row.Nobody, $"{kind}: it goes to nobody");
            Said(new HandOver(kind, "key", GridChief)).ShouldBe(row.Chief, $"{kind}: it goes to a chief");
            Said(new HandOver(kind, "key", ChildDirector)).ShouldBe(row.Director, $"{kind}: it goes to the child director");
            Said(new HandOver(kind, "key", world.New<MemberId>("a stranger")))
                .ShouldBe("team.unknown-member", $"{kind}: it goes to a stranger");
        }
        LeavingEndpoints.Against(new([], ["季度演练"]), new(), team)?.Code.ShouldBe("team.leads-drill");
        LeavingEndpoints.Against(new([], []), new(), team).ShouldBeNull();
    }
}
