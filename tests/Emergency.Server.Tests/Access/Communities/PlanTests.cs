using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

public sealed class PlanTests(Borough town)
{
    private static readonly Card Call = new("call", "fire", "报警", [new("1", TaskClass.Life, ["值班"], "拨119", 60, [])]);
    private const string Plan = $"/api/communities/{Borough.Neighbour}/plan";

    [Fact]
    public async Task A_plan_is_drafted_submitted_returned_with_a_reason_approved_filed_and_evaluated()
    {
        var (secretary, street) = (await town.As(Role.Secretary, Borough.Neighbour), await town.StreetOfficer());
        await town.Do(
            Entities.Plan(Borough.Realm, Borough.Neighbour),
            new DraftPlan(new("2027-1", "样桥社区预案", [Call]), null, Borough.By, TimeProvider.System.GetUtcNow())
        );
        (await street.Post($"{Plan}/approve")).Code.ShouldBe("plan.not-submitted");
        (await secretary.Post($"{Plan}/submit")).Is(200);
        (await street.Post($"{Plan}/return", new { })).Is(400).Arguments.ShouldBe(["$.reason: needed"]);
        var returned = (await street.Post($"{Plan}/return", new { reason = "缺少夜间值守" })).Is(200);
        var read = await secretary.Get(Plan, returned);
        read["standing"].GetProperty("draft").GetString().ShouldBe("draft");
        read.String("returned").ShouldBe("缺少夜间值守");
        (await secretary.Post($"{Plan}/submit")).Is(200);
        (await street.Post($"{Plan}/approve")).Is(200);
        (await street.Post($"{Plan}/file", new { reference = "备-2027-3" })).Is(200);
        (await street.Post($"{Plan}/evaluate", new { findings = new string('字', 4_001) })).Is(400);
        var evaluated = (await street.Post($"{Plan}/evaluate", new { findings = "夜间值守缺一人" })).Is(200);
        (await secretary.Get(Plan, evaluated)).String("findings").ShouldBe("夜间值守缺一人");
        (await (await town.As(Role.Volunteer, Borough.Neighbour)).Get(Plan, evaluated))
            .Is(200)
            .Body.TryGetProperty("findings", out _)
            .ShouldBeFalse();
        evaluated = (await street.Post($"{Plan}/evaluate")).Is(200);
        read = await secretary.Get(Plan, evaluated);
        read.Body.TryGetProperty("findings", out _).ShouldBeFalse("the newest evaluation has no words");
        read["inForce"].GetProperty("version").GetString().ShouldBe("2027-1");
        read.String("reference").ShouldBe("备-2027-3");
        read.Body.TryGetProperty("returned", out _).ShouldBeFalse();
        read["standing"].GetProperty("evaluatedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Who_neither_writes_nor_judges_a_plan_does_not_see_its_draft()
    {
        await town.Do(
            Entities.Plan(Borough.Realm, Borough.Distant),
            new DraftPlan(new("2027-1", "例山社区预案", []), null, Borough.By, TimeProvider.System.GetUtcNow())
        );
        var path = $"/api/communities/{Borough.Distant}/plan";
        (await (await town.As(Role.Secretary, Borough.Distant)).Get(path))
            .Is(200)["draft"]
            .GetProperty("version")
            .GetString()
            .ShouldBe("2027-1");
        (await (await town.As(Role.Volunteer, Borough.Distant)).Get(path)).Is(200).Body.TryGetProperty("draft", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_secretary_does_not_approve_and_another_street_does_not_exist()
    {
        var secretary = await town.Secretary();
        (await secretary.Post($"/api/communities/{Borough.Community}/plan/approve")).Is(403).Code.ShouldBe("scope.not-yours");
        (await secretary.Get($"/api/communities/{Borough.Neighbour}/plan")).Is(403).Code.ShouldBe("scope.not-yours");
        (await secretary.Get($"/api/communities/{Borough.Distant}/plan")).Is(404).Code.ShouldBe("not-found");
        (await (await town.StreetOfficer()).Get("/api/communities/411502001099/plan")).Is(404).Code.ShouldBe("place.unknown-division");
        (await secretary.Get("/api/communities/nowhere/plan")).Is(404);
    }
}
