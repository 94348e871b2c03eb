using Emergency.Domain;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Across.Injects;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>A case handed over by an inject in a hotline's name equals the hotline's own.</summary>
public sealed class InjectCaseTests(Borough town)
{
    [Fact]
    public async Task It_is_read_as_what_the_scenario_says()
    {
        var world = await World.Make(town);
        foreach (var category in Enum.GetValues<Category>())
        foreach (var priority in Enum.GetValues<Priority>())
        foreach (var placed in (bool[])[true, false])
        foreach (var trapped in (int?[])[null, 0, 3])
        {
            var said = InjectCase.Of(
                "7",
                category,
                priority,
                "起火",
                "三楼",
                "1号楼",
                placed ? (Borough.Lon, Borough.Lat) : null,
                Borough.Neighbour,
                trapped,
                world.Now
            );
            var facts = CaseReading.Facts(new("119", "7"), said, world.Known, Borough.County);
            (facts.Category, facts.Priority, facts.Casualties?.Trapped, facts.ReceivedAt).ShouldBe(
                (category, priority, trapped, world.Now)
            );
            (facts.Community, facts.Location is not null, facts.Doubt).ShouldBe(
                placed ? (Borough.Community, true, null) : (Borough.Neighbour, false, "missing")
            );
            (said.Title, said.Description, said.Place.Address, said.Caller).ShouldBe(("起火", "三楼", "1号楼", null));
        }
    }

    [Fact]
    public void The_same_inject_of_the_same_drill_is_the_same_message()
    {
        var (one, other) = (new DrillId(new Guid(1, 0, 0, new byte[8])), new DrillId(new Guid(2, 0, 0, new byte[8])));
        string[] all =
        [
            InjectCase.MessageId(one, "a"),
            InjectCase.MessageId(one, "b"),
            InjectCase.MessageId(other, "a"),
            InjectCase.MessageId(one, "a"),
        ];
        (all.Distinct(StringComparer.Ordinal).Count(), all[0]).ShouldBe((3, all[3]));
    }
}
