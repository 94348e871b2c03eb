using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>盘点 on the phone, without network and without camera.</summary>
[Collection(nameof(FieldCollection))]
public sealed class StocktakeTests(Demo demo)
{
    private const string Store = "/api/stores/411502001001";

    [Fact]
    [MainAct("#stocktake")]
    public async Task A_lot_is_counted_without_network_taken_back_counted_again_and_sent_later()
    {
        using var secretary = await demo.SignIn("secretary");
        var lot = (
            await secretary.Post(
                $"{Store}/lots",
                new
                {
                    name = "棉被试",
                    unit = "床",
                    quantity = 20,
                    location = "库房",
                }
            )
        ).Is(200)["id"].GetGuid();
        var label = (await secretary.Get(Store))
            .Is(200)["lots"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetGuid() == lot)
            .GetProperty("label")
            .GetString()!;
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go("/team#stocktake"));
        await Expect(phone.Page.Locator("[name=digits]")).ToBeVisibleAsync();
        await phone.Offline(true);
        await phone.Page.Locator("[name=digits]").FillAsync("000001");
        await phone.TapText("找");
        await Expect(phone.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "没有这个编号" })).ToBeVisibleAsync();
        await phone.Page.Locator("[name=digits]").FillAsync(label);
        await phone.TapText("找");
        await phone.Tap("button[aria-label='少一个']");
        await phone.Tap("button[aria-label='少一个']");
        await Expect(phone.Page.Locator(".now")).ToContainTextAsync("少 2");
        await phone.Screen.Picture("stocktake");
        await phone.Tap("[data-do=write]");
        await Expect(phone.Page.Locator(".done li")).ToHaveCountAsync(1);
        await phone.TapText("撤销");
        await Expect(phone.Page.Locator(".done li")).ToHaveCountAsync(0);

        await phone.Page.Locator("[name=digits]").FillAsync(label);
        await phone.TapText("找");
        await phone.Page.Locator("[name=here]").FillAsync("17");
        await phone.Tap("[data-do=write]");
        await phone.Offline(false);
        await Until.TrueAsync(
            async () =>
                (await secretary.Get(Store))
                    .Is(200)["lots"]
                    .EnumerateArray()
                    .Any(one => one.GetProperty("id").GetGuid() == lot && one.GetProperty("here").GetInt32() == 17),
            "the count is sent once it cannot be taken back any more"
        );
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_phone_that_has_the_store_opens_it_without_network_and_before_the_server_has_said_who_one_is()
    {
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go("/team#stocktake"));
        var digits = phone.Page.Locator("[name=digits]");
        await Expect(digits).ToBeVisibleAsync();
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Offline(true);
        await phone.Page.ReloadAsync();
        await Expect(digits).ToBeVisibleAsync();
        await phone.Offline(false);

        // On a slow line the page is there long before the session.
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await phone.Page.RouteAsync(
            "**/api/session",
            async route =>
            {
                await asked.Task;
                await route.ContinueAsync();
            }
        );
        await phone.Page.ReloadAsync();
        await Expect(digits).ToBeVisibleAsync();
        asked.SetResult();
        await Expect(phone.Page.GetByText("我的账号")).ToBeVisibleAsync();
        await Expect(digits).ToBeVisibleAsync();
    }
}
