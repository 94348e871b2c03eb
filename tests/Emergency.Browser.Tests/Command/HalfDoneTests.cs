using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A fire in which half of the households are done, in all states of a door: no sum exceeds the marks.</summary>
[Collection(nameof(DemoCollection))]
public sealed class HalfDoneTests(Demo demo)
{
    private static readonly object[] Words =
    [
        new { state = "safe", all = true },
        new
        {
            state = "moved",
            where = "活动中心",
            all = true,
        },
        new { state = "unreachable", all = true },
        new { state = "refuses", all = true },
        new { state = "needs-help", all = true },
    ];

    private static readonly string[] Rows = ["atRisk", "households", "people"],
        Columns = ["toMove", "moved", "left", "lost"];

    [Fact]
    [Long("marks dozens of doors one by one")]
    public async Task Desk_and_phone_show_the_same_figures_and_no_sum_is_ticked()
    {
        var field = await Field.Fire(demo);
        await using var desk = await demo.Desk("duty", Device.Desk);
        var households = (await field.Doors()).Households;
        households.Count.ShouldBeGreaterThan(10);
        foreach (var (home, n) in households.Take(households.Count / 2).Select((home, n) => (home, n)))
        {
            var path = $"/api/incidents/{field.Incident}/doors/{Field.Community}/households/{Field.Of(home, "householdId")}/check";
            (await field.Secretary.Post(path, Words[n % Words.Length])).Is(200);
        }
        var figures = (await field.Secretary.Get($"/api/incidents/{field.Incident}/figures")).Is(200)["total"];
        int Count(string row, string column) => figures.GetProperty(row).GetProperty(column).GetInt32();
        foreach (var row in Rows)
            Count(row, "toMove").ShouldBe(Count(row, "moved") + Count(row, "left") + Count(row, "lost"), row);
        Count("households", "left").ShouldBeGreaterThanOrEqualTo(households.Count - households.Count / 2);

        await desk.Select(field.Incident, field.Title);
        await Expect(desk.Page.Locator(".figures tbody tr")).ToHaveCountAsync(3);
        (await desk.AddsUp()).ShouldBeTrue("the printed figures add up");
        foreach (var row in Rows)
        foreach (var column in Columns)
            await Expect(desk.Figure(row, column)).ToHaveTextAsync($"{Count(row, column)}");
        (await desk.Page.Locator(".inside, .figures").AllInnerTextsAsync()).ShouldAllBe(text => !text.Contains('✓'));
        await desk.Picture("half-done-desk");

        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go(field.Page);
        await Expect(phone.Page.Locator(".building").First).ToBeVisibleAsync();
        var open = await phone.Page.Locator(".building .open strong").AllInnerTextsAsync();
        // A building without anybody at risk left shows its open doors, and a tick only where there are none.
        open.Where(one => one != "✓").Sum(int.Parse).ShouldBeGreaterThanOrEqualTo(Count("atRisk", "left") + Count("atRisk", "lost"));
        await phone.Picture("half-done-phone");
    }
}
