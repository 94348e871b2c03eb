using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>A plan from an empty page to one in force: written, given back with a word at a step, approved.</summary>
[Collection(nameof(StreetCollection))]
public sealed class PlanWritingTests(Demo demo)
{
    /// <summary>No other test writes in the plan of this community.</summary>
    private const string Community = "411502001007";

    private const string Counting =
        "addEventListener('click', (event) => { if (event.isTrusted && event.detail) sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1) }, true)";

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<Screen> Open(string account, string community)
    {
        var screen = await demo.Open(account, Device.Office);
        await screen.Page.AddInitScriptAsync(Counting);
        return await screen.Go($"/street?community={community}#plans");
    }

    private static Task Count(Screen screen) => screen.Page.EvaluateAsync("sessionStorage.removeItem('clicks')");

    private static Task<int> Clicks(Screen screen) => screen.Page.EvaluateAsync<int>("Number(sessionStorage.getItem('clicks')) || 0");

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_card_of_the_library_is_made_ones_own_and_nothing_that_was_typed_is_lost()
    {
        using var keeper = await demo.SignIn("street");
        await using var writer = await Open("street", Community);
        var desk = writer.Page.Locator(".plan-desk");
        await Button(desk, "从样板加一张").ClickAsync();
        await writer.Picture("plan-library");
        await writer.Page.Locator("[data-library=old-block-fire]").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(desk.Locator("[data-saved]")).ToHaveAttributeAsync("data-saved", "saved");

        // A step is changed in three clicks: open it, another role, closed again.
        await Count(writer);
        var step = desk.Locator("[data-step=wake-building]");
        await step.GetByRole(AriaRole.Button).First.ClickAsync();
        await step.Locator("[name=text]").FillAsync("先敲要抬的，再从上往下叫醒");
        await step.GetByRole(AriaRole.Button, new() { Name = "楼栋长", Exact = true }).ClickAsync();
        await Button(step, "收起").ClickAsync();
        (await Clicks(writer)).ShouldBeLessThanOrEqualTo(3);
        await Expect(desk.Locator("[data-saved]")).ToHaveAttributeAsync("data-saved", "saved");
        await writer.Page.ReloadAsync();
        await Expect(step).ToContainTextAsync("先敲要抬的，再从上往下叫醒");
        await Expect(step).ToContainTextAsync("楼栋长");

        // A change that no committee can make is refused, and stays as typed.
        var lane = desk.Locator("[data-step=open-lane]");
        await lane.GetByRole(AriaRole.Button).First.ClickAsync();
        await lane.Locator("[name=text]").FillAsync("两头封路");
        await Expect(desk.GetByRole(AriaRole.Alert)).ToContainTextAsync("政府");
        await Expect(lane.Locator("[name=text]")).ToHaveValueAsync("两头封路");
        await lane.Locator("[name=text]").FillAsync("请交警封路，门口有人带路");
        await Expect(desk.Locator("[data-saved]")).ToHaveAttributeAsync("data-saved", "saved");
        await Button(lane, "收起").ClickAsync();
        await writer.Picture("plan-editor");

        // Another user writes on the same card.
        var stands = (await keeper.Get($"/api/communities/{Community}/plan")).Is(200)["draft"].GetProperty("cards")[0];
        var other = System.Text.Json.Nodes.JsonNode.Parse(stands.GetRawText())!;
        other["title"] = "老楼火灾";
        await writer.Page.RouteAsync("**/plan/cards", route => route.AbortAsync());
        await desk.Locator("input.title").FillAsync("老旧楼火灾");
        await Expect(desk.Locator("[data-saved]")).ToHaveAttributeAsync("data-saved", "unreached");
        (await keeper.Post($"/api/communities/{Community}/plan/cards", new { card = other, seen = stands })).Is(200);
        await writer.Page.UnrouteAsync("**/plan/cards");
        await Expect(desk.Locator(".notice").Filter(new() { HasText = "别人刚改过这张卡" })).ToBeVisibleAsync();
        await writer.Picture("plan-conflict");
        await Button(desk, "用我写的").ClickAsync();
        await Expect(desk.Locator("[data-saved]")).ToHaveAttributeAsync("data-saved", "saved");
        (await keeper.Get($"/api/communities/{Community}/plan"))
            .Is(200)["draft"]
            .GetProperty("cards")[0]
            .GetProperty("title")
            .GetString()
            .ShouldBe("老旧楼火灾");
    }

    [Fact]
    [TenMinutes(12)]
    [MainAct("/street#plans")]
    public async Task A_version_is_given_back_with_a_word_at_its_step_and_approved_in_one_click()
    {
        const string Yiyang = "411502001001";
        await using var writer = await Open("secretary", Yiyang);
        var desk = writer.Page.Locator(".plan-desk");
        await desk.Locator("[data-card-name=missing-child]").ClickAsync();
        var step = desk.Locator("[data-step=tell-street]");
        await step.GetByRole(AriaRole.Button).First.ClickAsync();
        await step.Locator("[name=text]").FillAsync("报街道、儿童督导员和学校");
        await Button(desk, "报街道审批").ClickAsync();
        await Expect(desk).ToContainTextAsync("等街道审批");

        await using var judge = await Open("street", Yiyang);
        var other = judge.Page.Locator(".plan-desk");
        var row = other.Locator("tr[data-step=tell-street]");
        await Expect(row).ToContainTextAsync("儿童督导员和学校");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "退回（带 0 条意见）" })).ToBeDisabledAsync();
        await row.GetByRole(AriaRole.Button).First.ClickAsync();
        await row.Locator("[name=comment]").FillAsync("学校电话在哪");
        await Button(row, "记下").ClickAsync();
        await judge.Picture("plan-judge");
        await other.GetByRole(AriaRole.Button, new() { Name = "退回（带 1 条意见）" }).ClickAsync();
        await Expect(other.Locator(".judge")).ToHaveCountAsync(0);

        await desk.Locator("[data-card-name=missing-child]").ClickAsync();
        await Expect(desk.Locator("[data-step=tell-street]")).ToContainTextAsync("学校电话在哪");
        await writer.Picture("plan-returned");
        await Button(desk, "报街道审批").ClickAsync();
        await Expect(other.Locator(".judge")).ToBeVisibleAsync();
        await Count(judge);
        await Button(other, "批准").ClickAsync();
        await Expect(other.Locator(".judge")).ToHaveCountAsync(0);
        (await Clicks(judge)).ShouldBe(1);
        await Expect(desk.Locator("[data-step=tell-street]")).ToContainTextAsync("儿童督导员和学校");

        // The former version is opened beside the new one, and each can be taken along on paper and as a file.
        await desk.Locator("[data-part=versions] button").Last.ClickAsync();
        var old = desk.Locator("[data-part=old-version]");
        await old.Locator("[name=compare]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(old.Locator("tr[data-step=tell-street]")).ToContainTextAsync("儿童督导员和学校");
        await writer.Picture("plan-versions");
        (await old.GetByRole(AriaRole.Link, new() { Name = "打印", Exact = true }).GetAttributeAsync("href"))!.ShouldContain("nth=1");
        await old.Locator("[data-act=close-version]").ClickAsync();
        var file = await writer.Page.RunAndWaitForDownloadAsync(() =>
            desk.GetByRole(AriaRole.Link, new() { Name = "DOCX", Exact = true }).ClickAsync()
        );
        file.SuggestedFilename.ShouldEndWith(".docx");
        await Button(desk, "试走一遍 10 分钟").ClickAsync();
        await writer.Page.WaitForURLAsync("**/drills/*");
        await writer.Picture("plan-tried");
    }
}
