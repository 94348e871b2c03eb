using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Features.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Plans;

/// <summary>
/// Versions of a plan that were once in force stay readable, a running incident keeps its own, and a change of a plan's basis makes it due.
/// </summary>
public sealed class PlanVersionTests(Borough town)
{
    private const string Street = "411502077";

    private DateTimeOffset Now => town.Time.GetUtcNow();

    private async Task<(Resident Secretary, Resident Officer, string Path, string Code)> Community(int nth)
    {
        var code = $"{Street}{nth:000}";
        await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, $"试案{nth}社区", "111", new(2024, 1, 1), null, Now));
        await Approved(code, "2026-1", "拨119");
        return (await town.As(Role.Secretary, code), await town.As(Role.StreetOfficer, Street), $"/api/communities/{code}/plan", code);
    }

    private async Task Approved(string code, string version, string text)
    {
        var plan = Entities.Plan(Borough.Realm, code);
        Card card = new("call", "fire", "报警", [new("1", TaskClass.Life, ["网格长"], text, 60, [new("棉被", 40)])]);
        await town.Do(plan, new DraftPlan(new(version, "示例预案", [card]), null, Borough.By, Now));
        await town.Do(plan, new SubmitPlan(Borough.By, Now));
        await town.Do(plan, new ApprovePlan(Borough.By, Now));
    }

    private Task Due(string code, string trigger, string about) =>
        Until.True(
            () => town.Folding.Now.Of<PlansKnown>().Of(code).State.Reasons.Any(one => (one.Trigger, one.About) == (trigger, about)),
            $"the plan is due by {trigger}: {about}"
        );

    [Fact]
    public async Task Every_version_that_was_in_force_is_read_and_printed_as_it_was()
    {
        var (secretary, _, path, code) = await Community(31);
        await town.Do(Entities.Plan(Borough.Realm, code), new FilePlan("备案 1 号", Borough.By, Now));
        await Approved(code, "2026-2", "先敲门再拨119");
        var all = (await secretary.Get($"{path}/versions")).Is(200)["items"].EnumerateArray().ToList();
        all.Select(one => (one.GetProperty("nth").GetInt32(), one.GetProperty("version").GetString()))
            .ShouldBe([(2, "2026-2"), (1, "2026-1")]);
        (all[0].TryGetProperty("until", out _), all[1].TryGetProperty("until", out _)).ShouldBe((false, true));
        var first = (await secretary.Get($"{path}/versions/1")).Is(200);
        first["text"].GetProperty("cards")[0].GetProperty("steps")[0].GetProperty("text").GetString().ShouldBe("拨119");
        first.String("reference").ShouldBe("备案 1 号");
        (await secretary.Get($"{path}/versions/3")).Is(404);
        (await secretary.Get($"{path}/versions/0")).Is(404);
        var paper = (await secretary.Get($"{path}/paper?nth=1")).Is(200).Text;
        (paper.Contains("拨119", StringComparison.Ordinal), paper.Contains("先敲门", StringComparison.Ordinal)).ShouldBe((true, false));
        paper.ShouldContain("已被后来的版本替换");
        (await secretary.Get($"{path}/paper?nth=9")).Is(404);
    }

    [Fact]
    public async Task A_running_incident_keeps_the_version_it_was_started_with()
    {
        var (secretary, _, _, code) = await Community(32);
        var opened = (
            await (await town.Duty()).Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "楼道冒烟",
                    community = code,
                }
            )
        ).Is(201);
        var incident = $"/api/incidents/{opened.String("id")}";
        (await secretary.Post($"{incident}/cards", new { community = code, card = "call" })).Is(200);
        await Approved(code, "2026-2", "先敲门再拨119");
        await Until.True(() => town.Folding.Now.Of<PlansKnown>().Of(code).State.InForce?.Version == "2026-2", "the next is in force");
        var shown = (await secretary.Get(incident)).Is(200);
        shown["cards"].EnumerateArray().Select(one => one.GetProperty("planVersion").GetString()).ShouldBe(["2026-1"]);
        var tasks = (await secretary.Get($"{incident}/tasks")).Is(200).Text;
        (tasks.Contains("拨119", StringComparison.Ordinal), tasks.Contains("先敲门", StringComparison.Ordinal)).ShouldBe((true, false));
        (await secretary.Post($"{incident}/cards", new { community = code, card = "call" })).Is(409).Code.ShouldBe("task.card-active");
    }

    [Fact]
    public async Task Who_leads_a_community_is_in_its_plan()
    {
        var (secretary, _, _, code) = await Community(33);
        var team = $"/api/communities/{code}/team/members";
        object Member(string role, string phone) =>
            new
            {
                name = "何拟任",
                phones = new[] { phone },
                role,
            };
        (await secretary.Post(team, new { member = Member("responder", "13900000091") })).Is(200);
        var id = (await secretary.Post(team, new { member = Member("director", "13900000092") })).Is(200).String("member");
        await Due(code, "command", "主任新任");
        var change = new { was = Member("director", "13900000092"), now = Member("director", "13900000093") };
        (await secretary.Post($"{team}/{id}/correct", change)).Is(200);
        await Due(code, "command", "主任换了姓名或电话");
        (await secretary.Post($"{team}/{id}/leave", new { })).Is(200);
        await Due(code, "command", "主任离任");
        town.Folding.Now.Of<PlansKnown>().Of(code).State.Reasons.ShouldAllBe(one => one.Trigger == "command");
    }

    [Fact]
    public async Task What_the_cards_ask_for_and_is_not_there_any_more_makes_the_plan_due()
    {
        var (secretary, _, path, code) = await Community(34);
        var lots = $"/api/stores/{code}/lots";
        object Lot(string name) =>
            new
            {
                name,
                unit = "床",
                quantity = 50,
                location = "样仓",
            };
        var (quilts, tents) = (
            (await secretary.Post(lots, Lot("棉被"))).Is(200).String("id"),
            (await secretary.Post(lots, Lot("帐篷"))).Is(200).String("id")
        );
        object Broken(int quantity) =>
            new
            {
                quantity,
                reason = "broken",
                witness = "何拟人",
            };
        (await secretary.Post($"{lots}/{tents}/write-off", Broken(50))).Is(200);
        (await secretary.Post($"{lots}/{quilts}/write-off", Broken(10))).Is(200);
        (await secretary.Post($"{lots}/{quilts}/write-off", Broken(1))).Is(200);
        await Due(code, "resources", "棉被");
        (await secretary.Get(path))
            .Is(200)["reasons"]
            .EnumerateArray()
            .Select(one => one.GetProperty("about").GetString())
            .ShouldBe(["棉被"], "forty are enough, and nobody asks for tents");
    }
}
