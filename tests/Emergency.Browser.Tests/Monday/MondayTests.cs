using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Monday;

/// <summary>
/// An ordinary Monday: each duty of a secretary and of a street officer is done by page. The browser counts the clicks from the first page
/// to the act; they stand in docs/monday.md.
/// </summary>
[Long("a whole Monday in a demo of its own")]
public sealed partial class MondayTests
{
    private const string Community = "411502001001",
        Street = "411502001";

    // Only real presses of the mouse count. The driver withholds a press at the window where a row moved under the mouse, and repeats it:
    // the withheld one does not count.
    private const string Counter =
        "document.addEventListener('click', event => { if (event.isTrusted) sessionStorage.setItem('clicks', 1 + Number(sessionStorage.getItem('clicks') ?? 0)) }, true)";

    /// <param name="Late">True for a Monday on which visits are late.</param>
    private sealed record Row(
        string Duty,
        IReadOnlyList<string>? Secretary,
        string? At,
        IReadOnlyList<string>? Street,
        string? AtStreet,
        bool Late = false
    );

    [Fact]
    public async Task Every_duty_of_an_ordinary_monday_is_reached_in_a_few_clicks()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using (var duty = await demo.SignIn("duty"))
            (
                await duty.Post(
                    "/api/orders",
                    new
                    {
                        receivers = new[] { Community, Street },
                        text = "今天查排水口",
                        unreadSeconds = 7200,
                    }
                )
            ).Is(201);
        await Something(demo);
        Dictionary<string, string> lines = new(StringComparer.Ordinal);
        List<string> faults = [];
        async Task Day(bool late)
        {
            await using var secretary = await Opened(demo, "secretary");
            await using var street = await Opened(demo, "street");
            foreach (var row in Rows().Where(one => one.Late == late))
            {
                var own = await Clicks(secretary, row.Duty, row.Secretary, row.At, faults);
                var theirs = await Clicks(street, row.Duty, row.Street, row.AtStreet, faults);
                lines.Add(row.Duty, string.Create(CultureInfo.InvariantCulture, $"| {row.Duty} | {own} | {theirs} |\n"));
            }
        }
        await Day(late: false);
        await Missed(demo);
        (await demo.Server.End()).ShouldBe(0);
        await demo.Server.BeginOn(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(45));
        await Day(late: true);
        faults.ShouldBeEmpty();
        var table = string.Concat(Rows().Select(row => lines[row.Duty]));
        Frozen.CheckFiles(new Dictionary<string, string>(StringComparer.Ordinal) { ["docs/monday.md"] = Text(table) });
    }

    /// <summary>Puts something to be counted into the street's own store, and a call of 12345 that waits.</summary>
    private static async Task Something(Demo demo)
    {
        using var street = await demo.SignIn("street");
        var lot = new
        {
            name = "雨布试",
            unit = "块",
            quantity = 9,
            location = "库房",
        };
        (await street.Post($"/api/stores/{Street}/lots", lot)).Is(200);
        var call = new
        {
            caseNumber = "monday-1",
            category = "other",
            title = "井盖松动",
            description = "例园小区门口",
            receivedAt = TimeProvider.System.GetUtcNow(),
            priority = "normal",
            location = new { address = "例园小区门口" },
            divisionCode = Community,
        };
        (await demo.Hotline("12345").Send("case.created", call)).Is(202);
    }

    /// <summary>Plans visits; at one door nobody answers, and nobody goes there again.</summary>
    private static async Task Missed(Demo demo)
    {
        using var secretary = await demo.SignIn("secretary");
        (await secretary.Post($"/api/communities/{Community}/visits/plan", new { })).Is(200);
        var person = (await secretary.Get($"/api/communities/{Community}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => !one.GetProperty("minor").GetBoolean())
            .GetProperty("personId")
            .GetGuid();
        (await secretary.Post($"/api/communities/{Community}/visits/{person}/miss", new { reason = "no-answer" })).Is(200);
    }

    private static async Task<Screen> Opened(Demo demo, string account)
    {
        var screen = await demo.Open(account, Device.Office);
        await screen.Context.AddInitScriptAsync(Counter);
        return screen;
    }

    private static async Task<string> Clicks(Screen screen, string duty, IReadOnlyList<string>? steps, string? at, List<string> faults)
    {
        if (steps is null)
            return "–";
        await screen.Go("/public");
        await screen.Go("/street");
        await screen.Page.EvaluateAsync("() => sessionStorage.removeItem('clicks')");
        foreach (var step in steps)
            await Named(screen.Page, step).ClickAsync();
        var act = Named(screen.Page, at!);
        await Assertions.Expect(act).ToBeVisibleAsync();
        if (await act.IsDisabledAsync())
            faults.Add($"{duty}: {at} cannot be pressed");
        var heard = await screen.Page.EvaluateAsync<int>("() => Number(sessionStorage.getItem('clicks') ?? 0)");
        if (heard != steps.Count)
            faults.Add($"{duty}: {heard} clicks were heard of {steps.Count}");
        return heard.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Finds an element by the beginning of its visible text, else by a selector.</summary>
    private static ILocator Named(IPage page, string what) =>
        Selector().IsMatch(what)
            ? page.Locator(what).First
            : page.Locator("button:visible, a:visible, [role=tab]:visible, summary:visible")
                .Filter(new() { HasTextRegex = new($"^\\s*{Regex.Escape(what)}", RegexOptions.None, TimeSpan.FromSeconds(1)) })
                .First;

    private static IReadOnlyList<Row> Rows() =>
        JsonSerializer.Deserialize<List<Row>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "monday.json")),
            JsonSerializerOptions.Web
        )!;

    private static string Text(string table) =>
        $"""
            # An ordinary Monday
            What a secretary and a street officer do on a day without an incident, and how many clicks lie between the page they land on after signing
            in and the act itself, or the first field it asks for, at a table (1440 × 900). Counted by a browser in `MondayTests`; – is no duty of
            theirs. What the act then asks for is tested in the tests of each page.

            | duty | secretary | street officer |
            |---|---|---|
            {table}
            """;

    [GeneratedRegex("^[a-z.#\\[]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Selector();
}
