using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

[Collection(nameof(StreetCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class TwoStreetDesksTests(Demo demo)
{
    private const string Community = "411502001019",
        Name = "解放社区";

    private async Task<Screen> Desk(string part, int? day = null)
    {
        var screen = await (await demo.Open("street", Device.Office)).Go("/street#communities");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = Name, Exact = true }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = part }).ClickAsync();
        if (day is { } n)
        {
            await screen.Page.Locator(".days button").Nth(n).ClickAsync();
            await Expect(screen.Page.Locator(".days button").Nth(n)).ToHaveAttributeAsync("aria-pressed", "true");
        }
        await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
        await Expect(screen.Page.GetByText("实时")).ToBeVisibleAsync();
        return screen;
    }

    private static ILocator Turns(Screen screen, string member) =>
        screen.Page.Locator("#drawer-part li").Filter(new() { HasText = "应急队" }).Filter(new() { HasText = member });

    private static async Task Put(Screen screen, string member)
    {
        await screen.Pick("member", member);
        await screen.Page.SelectOptionAsync("[name=post]", "response");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "排上", Exact = true }).ClickAsync();
    }

    private static async Task<IReadOnlyList<string>> Free(Api street, string day)
    {
        var taken = (await street.Get($"/api/communities/{Community}/team/roster?day={day}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(turn => turn.GetProperty("member").GetString())
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await street.Get($"/api/communities/{Community}/team?limit=200"))
                .Is(200)["items"]
                .EnumerateArray()
                .Select(member => member.GetProperty("id").GetString()!)
                .Where(id => !taken.Contains(id))
                .Take(3),
        ];
    }

    private static string Day(int ahead) =>
        DateOnly
            .FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime)
            .AddDays(ahead)
            .ToString("yyyy-MM-dd", null);

    [Fact]
    public async Task Two_desks_that_add_a_turn_at_once_both_see_both()
    {
        using var street = await demo.SignIn("street");
        var members = await Free(street, Day(5));
        await using var one = await Desk("值班", 5);
        await using var other = await Desk("值班", 5);
        var before = await one.Page.Locator("#drawer-part li").CountAsync();
        await Task.WhenAll(Put(one, members[0]), Put(other, members[1]));
        foreach (var screen in (Screen[])[one, other])
            await Expect(screen.Page.Locator("#drawer-part li")).ToHaveCountAsync(before + 2);
        members
            .Take(2)
            .Except(
                (await street.Get($"/api/communities/{Community}/team/roster?day={Day(5)}"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Select(turn => turn.GetProperty("member").GetString()!),
                StringComparer.Ordinal
            )
            .ShouldBeEmpty();
        await one.Picture("street-roster-two");
    }

    [Fact]
    public async Task Whoever_changes_a_turn_that_somebody_else_has_just_changed_is_told_and_sees_theirs()
    {
        using var street = await demo.SignIn("street");
        var members = await Free(street, Day(6));
        var turn = new
        {
            day = Day(6),
            shift = "night",
            post = "response",
            member = members[0],
        };
        (await street.Post($"/api/communities/{Community}/team/duty", turn)).Is(200);
        await using var screen = await Desk("值班", 6);
        await screen.Page.Locator($"#drawer-part li[data-turn='night-response-{members[0]}'] button").First.ClickAsync();
        await Expect(screen.Page.Locator("form.add h3")).ToContainTextAsync("换掉");
        await screen.Pick("member", members[2]);
        (
            await street.Post($"/api/communities/{Community}/team/duty/change", new { was = turn, now = turn with { member = members[1] } })
        ).Is(200);
        await Expect(screen.Page.Locator($"li[data-turn='night-response-{members[1]}']")).ToBeVisibleAsync();
        await screen.Page.Locator("form.add button.primary").ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("刚被别人改了");
        await Expect(screen.Page.Locator($"li[data-turn='night-response-{members[2]}']")).ToHaveCountAsync(0);
        (await screen.Unreachable("街道台", 150)).ShouldBeEmpty();
        await screen.Picture("street-roster-clash");
        // The page now shows the change, and the same act succeeds.
        await screen.Page.Locator($"#drawer-part li[data-turn='night-response-{members[1]}'] button").First.ClickAsync();
        await screen.Pick("member", members[2]);
        await screen.Page.Locator("form.add button.primary").ClickAsync();
        await Expect(screen.Page.Locator($"li[data-turn='night-response-{members[2]}']")).ToBeVisibleAsync();
        await Expect(screen.Page.Locator($"li[data-turn='night-response-{members[1]}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_count_written_at_one_desk_is_on_the_other_by_itself()
    {
        await using var one = await Desk("物资");
        await using var other = await Desk("物资");
        var lot = await one.Page.Locator("#drawer-part li b").First.InnerTextAsync();
        static ILocator Row(Screen screen, string lot) => screen.Page.Locator("#drawer-part li").Filter(new() { HasText = lot }).First;
        await Row(one, lot).GetByRole(AriaRole.Button).ClickAsync();
        await Row(one, lot).Locator("[name=counted]").FillAsync("7321");
        await Row(one, lot).Locator("button.primary").ClickAsync();
        await Expect(other.Page.Locator("#drawer-part")).ToContainTextAsync("/ 7321");
        await Expect(one.Page.Locator("#drawer-part")).ToContainTextAsync("/ 7321");
    }
}
