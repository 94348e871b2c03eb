using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>The phone's smaller pages, each with its main act.</summary>
[Collection(nameof(FieldCollection))]
public sealed class OnThePhoneTests(Demo demo)
{
    private const string Committee = $"/api/communities/{Field.Community}";

    private async Task<Phone> Open(string page) => new(await (await demo.Open("secretary", Device.Phone)).Go(page));

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    [MainAct("#report")]
    public async Task What_is_seen_is_told_to_the_incident_one_is_at()
    {
        var field = await Field.Fire(demo);
        await using var phone = await Open($"{field.Page}#report");
        var main = phone.Page.Locator("main");
        await phone.Tap(Button(main, "报这起事件"));
        await main.Locator("textarea").FillAsync("三楼窗口有人招手");
        await phone.Tap(Button(main.Locator("form"), "上报"));
        await Expect(main.GetByRole(AriaRole.Status)).ToContainTextAsync("✓");
        await phone.AllSent();
        await Until.TrueAsync(
            async () =>
                (await field.Secretary.Get($"/api/incidents/{field.Incident}/timeline?limit=200"))
                    .Is(200)
                    .Text.Contains("三楼窗口有人招手", StringComparison.Ordinal),
            "it is told"
        );
    }

    [Fact]
    [MainAct("#incidents")]
    public async Task A_phone_at_several_incidents_goes_to_the_one_that_is_chosen()
    {
        var other = await Field.Fire(demo);
        var field = await Field.Fire(demo, beside: true);
        await using var phone = await Open($"{field.Page}#incidents");
        await Expect(phone.Page.Locator("h1").First).ToContainTextAsync(field.Title);
        await phone.Tap(phone.Page.Locator("button.one").Filter(new() { HasText = other.Title }));
        await Expect(phone.Page.Locator("h1").First).ToContainTextAsync(other.Title);
        await Expect(phone.Page.Locator(".building").First).ToBeVisibleAsync();
    }

    [Fact]
    [MainAct("#supplies")]
    public async Task What_a_task_needs_is_asked_for_from_the_stock()
    {
        var field = await Field.Fire(demo);
        var session = (await field.Secretary.Get("/api/session")).Is(200);
        var member = session["member"].GetProperty("member").GetString();
        var tasks = $"/api/incidents/{field.Incident}/tasks";
        var wish = new
        {
            community = Field.Community,
            @class = "wait",
            text = "准备器材",
            members = new[] { member },
        };
        var task = (await field.Secretary.Post(tasks, wish)).Is(201).String("id");
        (await field.Secretary.Post($"{tasks}/{task}/take", new { })).Is(200);
        await using var phone = await Open($"{field.Page}#supplies");
        var main = phone.Page.Locator("main");
        await Expect(main).ToContainTextAsync("准备器材");
        await phone.Tap(main.GetByRole(AriaRole.Button, new() { Name = "多要" }).First);
        await phone.Tap(Button(main, "要物"));
        await phone.AllSent();
        await Until.TrueAsync(
            async () =>
                (await field.Secretary.Get(tasks))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Single(one => Field.Of(one.GetProperty("task"), "id") == task)
                    .GetProperty("supplies")
                    .GetArrayLength() == 1,
            "it is asked for"
        );
    }

    [Fact]
    [MainAct("#today")]
    public async Task A_line_of_today_leads_to_where_it_is_done()
    {
        await using var phone = await Open("/team#today");
        var line = phone.Page.Locator("main ol li[data-kind] a.button").First;
        await Expect(line).ToBeAttachedAsync();
        // While an incident runs here, items that can wait are one line.
        if (await phone.Page.Locator("main details.later summary").CountAsync() > 0)
            await phone.Tap("main details.later summary");
        var leads = (await line.GetAttributeAsync("href"))!;
        leads.ShouldNotEndWith("#today");
        await phone.Tap(line);
        await phone.Screen.At(leads.StartsWith('#') ? $"/team{leads}" : leads);
    }

    [Fact]
    [MainAct("#care")]
    public async Task An_adult_is_named_for_somebody_who_is_alone()
    {
        using var secretary = await demo.SignIn("secretary");
        var person = (await secretary.Get($"{Committee}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Last(one => !one.GetProperty("minor").GetBoolean())
            .GetProperty("personId")
            .GetGuid();
        var id = (await secretary.Post("/api/care", new { person, community = Field.Community })).Is(201).String("id");
        await using var phone = await Open("/team#care");
        await phone.Tap($"[data-care='{id}']");
        await phone.Tap("dialog [data-act=adult]");
        await phone.Page.Locator("dialog [name=name]").FillAsync("乐拟姑");
        await phone.Tap("dialog form button.primary");
        await phone.AllSent();
        await Expect(phone.Page.Locator($"[data-care='{id}'][data-stage=adult-there]")).ToBeVisibleAsync();
    }

    [Fact]
    [MainAct("#hazards")]
    public async Task A_hazard_is_given_to_who_mends_it()
    {
        using var secretary = await demo.SignIn("secretary");
        var found = new
        {
            kind = "manhole",
            what = "手机上派的井盖",
            building = "6号楼",
        };
        var id = (await secretary.Post($"{Committee}/hazards", found)).Is(201).String("id");
        await using var phone = await Open("/team#hazards");
        var main = phone.Page.Locator("main");
        await phone.Tap(main.Locator("button.card").Filter(new() { HasText = found.what }));
        await phone.Tap(main.Locator("[data-act=assign]"));
        await main.Locator("[name=name]").FillAsync("样样物业");
        await phone.Tap(main.Locator("[data-act=send-owner]"));
        await Expect(main.Locator("[data-act=accept]")).ToBeVisibleAsync();
        (await secretary.Get($"{Committee}/hazards/{id}")).Is(200).Text.ShouldContain("样样物业");
    }
}
