using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Orders;

/// <summary>Lists of matters as people keep them, in a county without other tests' requests.</summary>
public sealed class MatterTests(Borough borough)
{
    private const string Lists = $"/api/lists/{Borough.OtherCounty}";

    private static object Wish(string code, string kind = "admission", int days = 30) =>
        new
        {
            kind,
            code,
            title = "流感登记",
            department = "卫健委",
            document = "示卫〔2026〕1号",
            until = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(days),
        };

    [Fact]
    public async Task A_second_person_of_the_county_decides_and_what_was_stopped_says_why()
    {
        var (duty, commander) = (
            await borough.As(Role.CountyDuty, Borough.OtherCounty),
            await borough.As(Role.CountyCommander, Borough.OtherCounty)
        );
        var id = (await duty.Post($"{Lists}/applications", Wish("flu"))).Is(201).String("id");
        (await commander.Post($"{Lists}/applications", Wish("flu"))).Is(409).Code.ShouldBe("lists.already-applied");
        (await duty.Post($"{Lists}/applications", Wish("census", "assist"))).Is(400).Code.ShouldBe("lists.needs-money");
        (await duty.Post($"{Lists}/applications", Wish("old", days: 400))).Is(400).Code.ShouldBe("lists.bad-term");
        (await duty.Post($"{Lists}/applications/{id}/approve", new { })).Is(403).Code.ShouldBe("lists.same-person");
        var approved = (await commander.Post($"{Lists}/applications/{id}/approve", new { })).Is(200);
        Stood(await duty.Get($"{Lists}/matters", approved), id!).ShouldBe(("approved", true, null));
        var stopped = (await commander.Post($"{Lists}/applications/{id}/stop", new { reason = "没有经费" })).Is(200);
        Stood(await duty.Get($"{Lists}/matters", stopped), id!).ShouldBe(("stopped", false, "没有经费"));
    }

    [Fact]
    public async Task Nobody_of_another_county_sees_them()
    {
        var stranger = await borough.As(Role.CountyDuty, Borough.County);
        (await stranger.Get($"{Lists}/matters")).Is(404);
        (await stranger.Post($"{Lists}/applications", Wish("other"))).Is(404);
    }

    private static (string?, bool, string?) Stood(Answer all, string id)
    {
        var one = all.Is(200)["applications"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
        return (
            one.GetProperty("stage").GetString(),
            one.GetProperty("holds").GetBoolean(),
            one.TryGetProperty("cause", out var cause) ? cause.GetString() : null
        );
    }
}
