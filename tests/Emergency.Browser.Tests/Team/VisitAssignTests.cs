using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// A visit that nobody has made in time is taken over at the desk, or given to a member whose phone has it at once. All persons are
/// fictitious.
/// </summary>
[Long("a demo of its own under another clock")]
public sealed class VisitAssignTests
{
    private const string Community = "411502001001",
        Visits = $"/api/communities/{Community}/visits";

    [Fact]
    public async Task Whoever_was_missed_is_taken_over_at_the_desk_or_given_to_somebody_whose_phone_has_it_at_once()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        var person = await Asked(demo);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(45));
        using var building = await demo.SignIn("building");
        var member = (await building.Get("/api/session")).Is(200)["member"].GetProperty("member").GetString()!;
        await using var phone = await (await demo.Open("building", Device.Phone)).Go("/team#visits");
        var there = phone.Page.Locator($"[data-visit='{person}']");
        await Expect(there).ToHaveCountAsync(0);

        await using var screen = await (await demo.Open("secretary", Device.Office)).Go($"/street?community={Community}#visits");
        var row = screen.Page.Locator($"[data-missed='{person}']");
        await Expect(row).ToContainTextAsync("9211");
        await Button(row, "我去").ClickAsync();
        await Expect(row).ToContainTextAsync("已转给 书记");
        await Button(row, "指定一个人…").ClickAsync();
        await screen.Pick("walker", member);
        await screen.Picture("visit-assign");
        await Button(screen.Page.Locator("dialog"), "转给…").ClickAsync();
        await Expect(screen.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Expect(row).ToContainTextAsync("已转给 楼栋长");
        await screen.Picture("visit-assigned");

        await Expect(there).ToContainTextAsync("9211");
        await phone.Picture("visit-handed", whole: true);
    }

    private static async Task<Guid> Asked(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        var newcomer = new
        {
            how = "found",
            person = new
            {
                name = "蓟拟空",
                bornIn = 1944,
                kinds = new[] { "elder-alone" },
                needs = new[] { "support" },
                phones = new[] { "139-0000-0143" },
                grid = "001001-G1",
                building = "续楼",
                unit = "2单元",
                room = "9211",
            },
        };
        var person = (await secretary.Post($"/api/communities/{Community}/residents", newcomer)).Is(200)["id"].GetGuid();
        await Until.TrueAsync(
            async () =>
                (await secretary.Post($"{Visits}/plan", new { })).Status == 200
                && (await secretary.Get($"{Visits}/{person}")).Status == 200,
            "it is planned when somebody goes there"
        );
        return person;
    }

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
