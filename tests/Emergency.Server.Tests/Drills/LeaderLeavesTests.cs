using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>The leader of a running drill cannot leave in the middle of it.</summary>
public sealed class LeaderLeavesTests(Quarter quarter) : Drilling(quarter)
{
    [Fact]
    public async Task Nobody_leaves_the_team_while_a_drill_runs_that_only_they_lead()
    {
        var (street, secretary) = (await Quarter.As(Role.StreetOfficer), await Quarter.As(Role.Secretary));
        var id = (await (await PutUp(secretary)).Post("/api/drills", Body("solo"))).Is(201).String("id")!;
        (await secretary.Post($"/api/drills/{id}/start", new { })).Is(200);
        var member = QuarterRegisters.Member(QuarterRegisters.Here, Role.Secretary);
        var path = $"/api/communities/{QuarterRegisters.Here}/team/members/{member}";
        (await street.Get($"{path}/holdings")).Is(200)["leads"].EnumerateArray().ShouldContain(one => one.GetString() == "老楼夜火演练");
        (await street.Post($"{path}/leave", new { })).Is(409).Code.ShouldBe("team.leads-drill");
        await End(secretary, id);
        (await street.Get($"{path}/holdings")).Is(200)["leads"].GetArrayLength().ShouldBe(0);
    }
}
