using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>A task on the phones of all alerted members: taken by one of them, or by somebody else meanwhile.</summary>
[Collection(nameof(FieldCollection))]
public sealed class TakingTests(Demo demo)
{
    [Fact]
    [TenMinutes(3)]
    [MainAct("#tasks")]
    public async Task One_who_takes_a_task_stops_the_ringing_of_all_and_is_seen_only_while_it_lasts()
    {
        // This step alerts the same people at any hour, whoever is on duty.
        var field = await Field.Fire(demo);
        await using var other = new Phone(await (await demo.Open("child", Device.Phone)).Go($"{field.Page}#tasks"));
        var here = await demo.Open("secretary", Device.Phone);
        await here.Context.GrantPermissionsAsync(["geolocation"]);
        await here.Context.SetGeolocationAsync(
            new()
            {
                Longitude = 114.0686f,
                Latitude = 32.1193f,
                Accuracy = 8,
            }
        );
        await using var phone = new Phone(await here.Go($"{field.Page}#tasks"));
        ILocator Card(Phone on) =>
            on.Page.Locator($"li.card[data-incident='{field.Incident}']", new() { HasText = "孩子和无人照料的人，落实到具体成年人" });
        await Expect(Card(other)).ToContainTextAsync("没人接");

        await phone.Tap(Card(phone).GetByText("我来"));
        await Expect(Card(phone)).ToContainTextAsync("我接了");
        await Expect(other.Page.Locator("li.card", new() { HasText = "响铃已停" }).First)
            .ToContainTextAsync("孩子和无人照料的人，落实到具体成年人");
        await Expect(Card(other)).ToHaveCountAsync(0);
        await Expect(phone.Page.Locator("header")).ToContainTextAsync("正在共享位置");

        await phone.Tap(Card(phone).GetByText("到了"));
        await Expect(Card(phone)).ToContainTextAsync("我到了");
        await phone.Tap(Card(phone).GetByText("办完"));
        await Expect(Card(phone)).ToHaveCountAsync(0);
        await Expect(phone.Page.Locator("header")).Not.ToContainTextAsync("正在共享位置");
        await phone.AllSent();
        // The secretary's request does not carry the position of the phone's answer: it can be a moment older.
        await Until.TrueAsync(
            async () =>
                (await field.Secretary.Get($"/api/incidents/{field.Incident}/tasks"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Where(one => Field.Of(one, "text") == "孩子和无人照料的人，落实到具体成年人")
                    .Select(one => Field.Of(one.GetProperty("task"), "state"))
                    .SequenceEqual(["done"], StringComparer.Ordinal),
            "the task is done"
        );
    }

    [Fact]
    [MainAct("#unsent")]
    public async Task A_task_that_somebody_else_took_meanwhile_is_shown_with_the_servers_words_and_a_choice()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#tasks"));
        var card = phone.Page.Locator(
            $"li.card[data-incident='{field.Incident}']",
            new() { HasText = "孩子和无人照料的人，落实到具体成年人" }
        );
        await Expect(card).ToBeVisibleAsync();
        await phone.Offline(true);
        await phone.Tap(card.GetByText("我来"));
        await Expect(card).ToContainTextAsync("未上传");
        using var director = await demo.SignIn("child");
        var task = (await director.Get("/api/me/tasks"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("task"))
            .Single(one =>
                Field.Of(one, "text") == "孩子和无人照料的人，落实到具体成年人"
                && Field.Of(one.GetProperty("task"), "incident") == field.Incident
            );
        (await director.Post($"/api/incidents/{field.Incident}/tasks/{Field.Of(task.GetProperty("task"), "id")}/take", new { })).Is(200);

        await phone.Offline(false);
        await Expect(phone.Page.Locator(".bar.refused")).ToContainTextAsync("1 条没有被接受");
        await phone.Tap(".bar.refused button");
        await Expect(phone.Page.Locator("li.refused .danger-text")).Not.ToBeEmptyAsync();
        (await phone.Screen.Unreachable("未上传", 40)).ShouldBeEmpty();
        await phone.Screen.Picture("team-refused");
        await phone.TapText("不送了");
        await phone.AllSent();
        (await director.Post($"/api/incidents/{field.Incident}/tasks/{Field.Of(task.GetProperty("task"), "id")}/finish", new { })).Is(200);
    }
}
