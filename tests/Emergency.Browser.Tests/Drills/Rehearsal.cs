using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>Steps of each rehearsal of a shipped scenario: start it, send its injects, wait for the judgement.</summary>
internal static class Rehearsal
{
    public const string Community = "411502001001",
        Other = "411502001003";
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    /// <summary>An inject on the controller's desk, once it has this outcome.</summary>
    public static ILocator Fate(Screen controller, string inject, string fate) =>
        controller.Page.Locator($"[data-inject={inject}][data-fate={fate}]");

    /// <summary>An expected action on the controller's desk.</summary>
    public static ILocator Judged(Screen controller, string action) => controller.Page.Locator($"[data-action={action}]");

    /// <summary>Waits until the drill has found these actions done.</summary>
    public static async Task Done(Screen controller, params string[] actions)
    {
        foreach (var action in actions)
            await Expect(Judged(controller, action)).ToHaveAttributeAsync("data-outcome", "done");
    }

    /// <summary>The incident of a drill, as soon as a hotline has handed its case over.</summary>
    public static async Task<string> Incident(Api by, string realm)
    {
        var incident = "";
        await Until.TrueAsync(
            async () =>
                (
                    incident =
                        (await by.Get($"/api/incidents?realm={realm}"))
                            .Is(200)["items"]
                            .EnumerateArray()
                            .Select(one => one.GetProperty("id").GetString())
                            .FirstOrDefault()
                        ?? ""
                ).Length > 0,
            "the case has become an incident"
        );
        return incident;
    }

    /// <summary>The household of a child whom nobody has met yet.</summary>
    public static async Task<string> Child(Api by, string incident, string realm) =>
        (await by.Get($"/api/incidents/{incident}/doors?realm={realm}"))
            .Is(200)["communities"]
            .EnumerateArray()
            .SelectMany(one => one.GetProperty("persons").EnumerateArray())
            .First(one => one.GetProperty("minor").GetBoolean() && one.GetProperty("state").GetString() == "unchecked")
            .GetProperty("householdId")
            .GetString()!;

    /// <summary>Marks at a child's door that nobody cares for it and that the marker stays there.</summary>
    public static async Task LeftAlone(Phone phone, string household)
    {
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap($"a.door[href*='{household}']");
        await phone.TapText("更多：不肯走、又回来了、投亲…");
        await phone.TapText("无人照料");
        await phone.TapText("我陪着");
    }

    /// <summary>Marks as done, as the controller, an action that only an observer can judge.</summary>
    public static async Task Observed(Screen controller, string action)
    {
        await Judged(controller, action).GetByRole(AriaRole.Button).First.ClickAsync();
        await Judged(controller, action).GetByRole(AriaRole.Button, new() { Name = "做到了" }).ClickAsync();
        await Done(controller, action);
    }

    /// <summary>Sends an inject now, from the controller's desk.</summary>
    public static async Task Fire(Screen controller, string inject)
    {
        await controller.Page.Locator($"[data-inject={inject}] button").ClickAsync();
        await controller.Page.Locator($"[data-next={inject}]").GetByRole(AriaRole.Button, new() { Name = "现在发" }).ClickAsync();
        await Expect(Fate(controller, inject, "fired")).ToBeAttachedAsync();
    }

    /// <summary>Starts a drill of a shipped scenario; in the first community where none is given.</summary>
    public static async Task<(string Id, string Realm)> Started(Api by, string scenario, params string[] communities)
    {
        if (communities.Length == 0)
            communities = [Community];
        var id = (
            await by.Post(
                "/api/drills",
                new
                {
                    title = $"排练 {scenario}",
                    scenario,
                    form = "field",
                    communities,
                    minutes = 60,
                    announced = true,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in Parties)
            (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await by.Post($"/api/drills/{id}/start", new { factor = 1 })).Is(200);
        return (id, (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }
}
