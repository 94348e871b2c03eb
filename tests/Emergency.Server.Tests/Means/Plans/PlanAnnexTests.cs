using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using Emergency.Server.Across.CommunityOverview;
using Emergency.Server.Across.Planning;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Plans;

/// <summary>Annexes of a plan from the registers, a community at a glance, and a card as ten minutes at a table.</summary>
public sealed class PlanAnnexTests(Borough town)
{
    [Fact]
    public async Task What_there_is_and_what_a_card_asks_for_that_is_not_there()
    {
        var world = await EdgeRegisters.Make(town);
        var plan = Entities.Plan(Entities.Live, EdgeRegisters.Here);
        Card[] cards =
        [
            new(
                "a",
                "fire",
                "一",
                [
                    new("1", TaskClass.Life, ["值班", "主任"], "做", 60, [new("灯0", 5), new("绳", 2)]),
                    new("2", TaskClass.Wait, ["楼长", "儿童主任"], "做", 60, [new("灯0", 3)]),
                ]
            ),
            new("b", "flood", "二", [new("1", TaskClass.Life, ["单元长", "door-chain"], "做", 60, [new("灯0", 6), new("灯", 99)])]),
        ];
        world.Happen(plan, new PlanDrafted(new("2026-9", "预案", [.. cards]), null, Borough.By, world.Now));
        foreach (var (name, capacity) in ((string, int)[])[("样校", 90), ("例园", 40)])
        {
            var shelter = world.New<ShelterId>(name);
            world.Happen(
                Entities.Shelter(Entities.Live, shelter),
                new ShelterRecorded(
                    new(
                        shelter,
                        EdgeRegisters.Here,
                        name,
                        "应急",
                        capacity,
                        9,
                        "24小时",
                        true,
                        capacity > 50 ? true : null,
                        [],
                        null,
                        null
                    ),
                    null,
                    world.Now
                )
            );
        }
        world.Happen(
            Entities.Team(Entities.Live, EdgeRegisters.Here),
            new AvailabilitySet(BoroughRegisters.BuildingChief, Availability.Away, Borough.By, world.Now)
        );
        var text = new StringBuilder();
        foreach (var (role, division) in ((Role, string)[])[(Role.Secretary, EdgeRegisters.Here), (Role.Volunteer, EdgeRegisters.Here)])
            world.Lines(
                text,
                $"annexes for {world.Text(role)}",
                PlanAnnexEndpoints.Of(new CommunitySeen(EdgeRegisters.Here, world.Known, world.Asking(role, division)))
            );
        world.Lines(
            text,
            "at a glance",
            CommunityEndpoints.Read(EdgeRegisters.Here, world.Asking(Role.StreetOfficer, Borough.Street), world.Known).Value
        );
        foreach (
            var one in CommunityEndpoints.List(Borough.Street, world.Asking(Role.StreetOfficer, Borough.Street), world.Known).Value!.Items
        )
            text.Append(CultureInfo.InvariantCulture, $"{one.Code} {one.Name}: {world.Text(one.Counts)} {world.Text(one.Residents)}\n");
        Frozen.Check("asked/annexes.txt", text.ToString());
    }

    [Fact]
    public void A_card_becomes_ten_minutes_at_a_table()
    {
        Step At(string id, TaskClass of, int? minute = null, string? when = null) =>
            new(id, of, ["值班", "door-chain"], $"做{id}", 60, [], minute, when);
        var few = new Card(
            "Block Fire!",
            "fire",
            "老楼",
            [At("1", TaskClass.Wait, 0), At("2", TaskClass.Life, 5, "有人被困"), At("3", TaskClass.Professional)]
        );
        // Life-saving steps come first, in their own order.
        var many = new Card(
            "many",
            "anything",
            "很多",
            [.. Enumerable.Range(1, 12).Select(n => At($"{n}", n > 9 ? TaskClass.Life : TaskClass.Wait))]
        );
        Frozen.Check("asked/card-scenario.txt", $"{CardScenario.Of(few, "2026-1")}\n{CardScenario.Of(many, "2026-2")}");
        CardScenario.Plain(new string('x', 31)).Length.ShouldBe(30);
    }
}
