using System.Text;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Plans;

/// <summary>A plan is written on pages, judged, put on paper, tried at a table, and falls due.</summary>
public sealed class PlanWritingTests(Borough town)
{
    private const string Street = "411502077";

    private DateTimeOffset Now => town.Time.GetUtcNow();

    private static object Step(string id, string text, string role = "值班", string kind = "life") =>
        new
        {
            id,
            @class = kind,
            roles = new[] { role },
            text,
            allowSeconds = 300,
            supplies = new[] { new { item = "棉被", quantity = 40 } },
            minute = 0,
        };

    private static object Card(params object[] steps) =>
        new
        {
            id = "heat",
            hazard = "weather",
            title = "高温",
            steps,
        };

    private async Task<(Resident Secretary, Resident Officer, string Path, string Code)> Community(int nth)
    {
        var code = $"{Street}{nth:000}";
        await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, $"试案{nth}社区", "111", new(2024, 1, 1), null, Now));
        return (await town.As(Role.Secretary, code), await town.As(Role.StreetOfficer, Street), $"/api/communities/{code}/plan", code);
    }

    private async Task InForce(string code, string role = "网格长")
    {
        var plan = Entities.Plan(Borough.Realm, code);
        Card card = new("call", "fire", "报警", [new("1", TaskClass.Life, [role], "拨119", 60, [])]);
        await town.Do(plan, new DraftPlan(new("2026-1", "示例预案", [card]), null, Borough.By, Now));
        await town.Do(plan, new SubmitPlan(Borough.By, Now));
        await town.Do(plan, new ApprovePlan(Borough.By, Now));
    }

    private Task Due(string code, string trigger, string? about) =>
        Until.True(
            () => town.Folding.Now.Of<PlansKnown>().Of(code).State.Reasons.Any(one => (one.Trigger, one.About) == (trigger, about)),
            $"the plan is due by {trigger}"
        );

    [Fact]
    public async Task Two_write_side_by_side_and_what_no_committee_may_do_or_nobody_can_read_is_refused()
    {
        var (secretary, officer, path, _) = await Community(1);
        (await secretary.Post($"{path}/cards", new { card = Card(Step("1", "逐户打电话")) })).Is(200);
        var seen = Card(Step("1", "逐户打电话"));
        (await officer.Post($"{path}/cards", new { card = Card(Step("1", "上午逐户打电话")), seen })).Is(200);
        (await secretary.Post($"{path}/cards", new { card = Card(Step("1", "下午逐户打电话")), seen }))
            .Is(409)
            .Code.ShouldBe("plan.changed-meanwhile");
        (await secretary.Get(path))["draft"].GetRawText().ShouldContain("上午逐户打电话");
        foreach (
            var (step, status, code) in new[]
            {
                (Step("1", "两头封路"), 409, "plan.forbidden-act"),
                (Step("1", "进火场救人"), 409, "plan.professional-act"),
                (Step("1", "灭火", kind: "professional"), 409, "plan.lay-role"),
                (Step("1", "打电话", role: "路人"), 400, "plan.unknown-role"),
                (Step("1", new string('字', 41)), 400, "plan.step-too-long"),
                (Step("a b", "打电话"), 400, "request.bad"),
                (Step("1", "打电话", kind: "soon"), 400, "request.bad"),
            }
        )
        {
            var answer = await secretary.Post($"{path}/cards", new { card = Card(step), seen = Card(Step("1", "上午逐户打电话")) });
            answer.Status.ShouldBe(status, answer.Text);
            if (code != "request.bad")
                answer.Code.ShouldBe(code);
        }
        (
            await secretary.Post(
                $"{path}/cards",
                new
                {
                    card = new
                    {
                        id = "x",
                        hazard = "fire",
                        title = "空卡",
                        steps = Array.Empty<object>(),
                    },
                }
            )
        ).Is(200);
        (await secretary.Post($"{path}/submit")).Is(409).Code.ShouldBe("plan.no-steps");
        (await secretary.Post($"{path}/cards", new { card = (object?)null })).Is(400);
        (await (await town.As(Role.Volunteer, Borough.Neighbour)).Post($"{path}/cards", new { card = Card() })).Status.ShouldBeOneOf(
            403,
            404
        );
    }

    [Fact]
    public async Task A_draft_comes_back_with_words_at_its_steps_and_only_what_was_read_is_put_in_force()
    {
        var (secretary, officer, path, code) = await Community(2);
        await InForce(code);
        (await secretary.Post($"{path}/cards", new { card = Card(Step("1", "逐户打电话")) })).Is(200);
        (await secretary.Post($"{path}/headings", new { code = "c-risks", text = "顶楼没有隔热" })).Is(200);
        (
            await secretary.Post(
                $"{path}/headings",
                new
                {
                    code = "c-risks",
                    text = "别的",
                    seen = "",
                }
            )
        ).Is(409);
        (await secretary.Post($"{path}/submit")).Is(200);
        (await secretary.Post($"{path}/cards", new { card = Card() })).Is(409).Code.ShouldBe("plan.in-review");
        var first = (await officer.Get(path))["submission"].GetInt32();
        (await officer.Post($"{path}/return", new { submission = first, comments = Array.Empty<object>() }))
            .Is(400)
            .Arguments.ShouldBe(["$.reason: needed"]);
        (
            await officer.Post(
                $"{path}/return",
                new
                {
                    submission = first,
                    comments = new[]
                    {
                        new
                        {
                            card = "heat",
                            step = "1",
                            words = "没人接怎么办",
                        },
                    },
                }
            )
        ).Is(200);
        var read = await secretary.Get(path);
        read["comments"][0].GetProperty("words").GetString().ShouldBe("没人接怎么办");
        (await (await town.As(Role.Volunteer, code)).Get(path))["comments"].GetArrayLength().ShouldBe(0);
        (await secretary.Post($"{path}/submit")).Is(200);
        (await secretary.Post($"{path}/withdraw")).Is(200);
        (await secretary.Post($"{path}/submit")).Is(200);
        (await officer.Post($"{path}/approve", new { submission = first + 1 })).Is(409).Code.ShouldBe("plan.submitted-again");
        read = await officer.Get(path);
        read["inForce"].GetProperty("version").GetString().ShouldBe("2026-1", "what is in force stays meanwhile");
        var approved = (await officer.Post($"{path}/approve", new { submission = first + 2 })).Is(200);
        read = await secretary.Get(path, approved);
        read["inForce"].GetProperty("headings")[0].GetProperty("text").GetString().ShouldBe("顶楼没有隔热");
        read["comments"].GetArrayLength().ShouldBe(0);
        var course = (await secretary.Get($"{path}/history")).Is(200)["items"].EnumerateArray();
        course
            .Select(one => one.GetProperty("what").GetString())
            .Take(5)
            .ShouldBe(["plan.approved.v1", "plan.submitted.v1", "plan.withdrawn.v1", "plan.submitted.v1", "plan.returned.v1"]);
    }

    [Fact]
    public async Task A_plan_is_printed_saved_and_tried_at_a_table()
    {
        var (secretary, officer, path, code) = await Community(3);
        (await secretary.Post($"{path}/cards", new { card = Card(Step("1", "逐户打电话"), Step("2", "没人接就上门")) })).Is(200);
        var page = Encoding.UTF8.GetString(await secretary.File($"{path}/paper?part=draft"));
        page.ShouldContain("没人接就上门");
        page.ShouldContain("棉被 40");
        (await secretary.File($"{path}/paper.docx?part=draft")).AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
        (await secretary.Get($"{path}/paper")).Is(409).Code.ShouldBe("plan.nothing-in-force");
        (await (await town.As(Role.Volunteer, code)).Get($"{path}/paper?part=draft")).Is(409).Code.ShouldBe("plan.no-draft");
        var lacks = (await secretary.Get($"{path}/annexes")).Is(200)["lacks"][0];
        (lacks.GetProperty("what").GetString(), lacks.GetProperty("asked").GetInt32()).ShouldBe(("棉被", 40));
        var prepared = (await secretary.Post($"{path}/try", new { card = "heat" })).Is(201);
        var drill = (await secretary.Get($"/api/drills/{prepared.String("id")}", prepared)).Is(200);
        drill.Text.ShouldContain("高温");
        var scenario = (await officer.Get($"/api/drills/scenarios/plan-{code}-heat")).Is(200);
        scenario.Text.ShouldContain("没人接就上门");
        scenario["scenario"].GetProperty("form").GetString().ShouldBe("solo");
        (await secretary.Post($"{path}/try", new { card = "heat" })).Is(201);
        (await secretary.Post($"{path}/try", new { card = "flood" })).Is(404);
    }

    [Fact]
    public async Task What_makes_a_plan_due_says_so_and_a_new_version_clears_it()
    {
        var (secretary, officer, path, code) = await Community(4);
        await InForce(code);
        var member = new MemberId(Guid.CreateVersion7());
        var team = Entities.Team(Borough.Realm, code);
        var contact = await town.Seal(member.Value, new MemberContact("何拟网", ["13900000077"], null, null));
        await town.Do(
            team,
            new RecordMembers([new(member, TeamRole.GridChief, null, null, null, [], Availability.OnPost, contact)], null, Now)
        );
        await town.Do(team, new LeaveTeam(member, Shanghai.Day(Now), null, Borough.By, Now));
        await Due(code, "contacts", "网格长");
        await town.Do(
            Entities.Place(Borough.Realm, code),
            new RecordHazards([new(new(Guid.CreateVersion7()), "边坡", "", "裂缝", null, null, null, Shanghai.Day(Now), "")], null, Now)
        );
        await Due(code, "risk", "边坡");
        var due = Now.AddYears(2).AddDays(1);
        await town.Do(
            Entities.Round(DutyRhythm.PlanCheck, code),
            new ComeRound(DutyRhythm.PlanCheck, code, due, Misfire.Once, 60, due.AddMinutes(1))
        );
        await Due(code, "period", null);
        var reasons = (await secretary.Get(path)).Is(200)["reasons"].EnumerateArray();
        reasons.Select(one => one.GetProperty("trigger").GetString()).ShouldBe(["contacts", "risk", "period"], ignoreOrder: true);
        (await secretary.Post($"{path}/cards", new { card = Card(Step("1", "逐户打电话")) })).Is(200);
        (await secretary.Post($"{path}/submit")).Is(200);
        (await officer.Post($"{path}/approve")).Is(200);
        await Until.True(
            () =>
                town
                    .Folding.Now.Of<PlansKnown>()
                    .Of(code)
                    .State.Reasons.Select(one => one.Trigger)
                    .SequenceEqual(["period"], StringComparer.Ordinal),
            "only what is of a day to come stays"
        );
    }
}
