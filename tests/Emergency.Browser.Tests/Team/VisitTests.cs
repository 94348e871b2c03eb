using System.Text.Json;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>探访 on the phone and on the desk. All persons are fictitious.</summary>
[Collection(nameof(FieldCollection))]
public sealed class VisitTests(Demo demo) : Visiting(demo)
{
    [Fact]
    [TenMinutes(8)]
    [MainAct("#visit")]
    [MainAct("#visits")]
    public async Task A_visit_that_was_as_usual_is_two_taps_and_what_is_not_is_told_with_what_follows()
    {
        var (usual, wrong) = (await Asked("蓟拟安", "9101"), await Asked("蓟拟宁", "9102"));
        await using var phone = await Walk("grid");
        await Expect(Row(phone, usual)).ToBeVisibleAsync();
        // Other stories can have incidents, so the first page in the foot is not fixed.
        var foot = phone.Page.Locator("nav.foot a").First;
        var (sign, word) = (await foot.Locator("span").First.BoundingBoxAsync(), await foot.Locator("span").Last.BoundingBoxAsync());
        (sign!.Y + sign.Height).ShouldBeLessThanOrEqualTo(word!.Y, "a sign of the foot stands above its word");
        await phone.Screen.Picture("visits-today");
        phone.Count();
        await phone.Tap(Row(phone, usual).Locator(".way"));
        await phone.Screen.Picture("visit-form");
        await phone.Tap(Named(phone.Page.Locator("main"), "一切如常", exact: false));
        await Expect(Row(phone, usual).Locator(".ok")).ToHaveCountAsync(1);
        phone.Taps.ShouldBeLessThanOrEqualTo(3);
        await Until.TrueAsync(
            async () => (await History(usual)).Contains("visits.made.v1", StringComparison.Ordinal),
            "the visit is there"
        );

        await phone.Tap(Row(phone, wrong).Locator(".way"));
        await phone.Tap(Named(phone.Page.Locator("main"), "有事要办"));
        await phone.Tap(phone.Page.Locator("[data-value=medicine]"));
        await phone.Screen.Picture("visit-wrong");
        await phone.Tap(Named(phone.Page.Locator("main"), "记下并通知"));
        await Until.TrueAsync(async () => (await History(wrong)).Contains("medicine", StringComparison.Ordinal), "what was found is there");
        (await phone.Screen.Unreachable("今日探访", 30)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Nobody_opened_and_without_network_it_is_kept_and_sent_afterwards()
    {
        var id = await Asked("蓟拟康", "9103");
        await using var phone = await Walk("grid");
        await Expect(Row(phone, id)).ToBeVisibleAsync();
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await phone.Offline(true);
        await phone.Tap(Row(phone, id).Locator(".way"));
        await phone.Tap(Named(phone.Page.Locator("main"), "没见到"));
        await phone.Tap(phone.Page.Locator("[data-value=no-answer]"));
        await phone.Screen.Picture("visit-missed");
        await phone.Tap(Named(phone.Page.Locator("main"), "明天 09:00 再去"));
        await Expect(Row(phone, id)).ToContainTextAsync("未上传");
        (await History(id)).ShouldNotContain("visits.missed.v1");
        await phone.Offline(false);
        await Until.TrueAsync(async () => (await History(id)).Contains("no-answer", StringComparison.Ordinal), "the phone has told it");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_secretary_sees_the_month_and_keeps_the_visits_of_one_person()
    {
        var id = await Asked("蓟拟平", "9104");
        await using var screen = await (await Demo.Open("secretary", Device.Office)).Go("/street#visits");
        await Expect(screen.Page.Locator(".visits table [data-grid='001001-G1']")).ToBeVisibleAsync();
        await screen.Picture("visits-month");
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();

        await screen.Go($"/street?community={Community}#residents");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟楼 9104");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await screen.Page.Locator(".residents tbody tr.row").ClickAsync();
        var visits = screen.Page.Locator("dialog.drawer .visits");
        await visits.GetByRole(AriaRole.Button, new() { Name = "暂停", Exact = true }).ClickAsync();
        await visits.GetByRole(AriaRole.Button, new() { Name = "记下", Exact = true }).ClickAsync();
        await Expect(visits).ToContainTextAsync("暂停：住院");
        await Named(visits, "出院了，一天内去看").ClickAsync();
        await Expect(visits).ToContainTextAsync("出院：");
        await Named(visits, "以往探访").ClickAsync();
        await Expect(visits.Locator("[data-entry='visits.paused.v1']")).ToHaveCountAsync(1);
        await screen.Picture("visits-person");
        (await History(id)).ShouldContain("visits.resumed.v1");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_note_is_spoken_a_door_is_photographed_and_being_there_is_told_without_a_place()
    {
        await using var phone = await Walk("grid");
        using var secretary = await Demo.SignIn("secretary");
        using var chief = await Demo.SignIn("grid");
        (await secretary.Post($"{Visits}/plan", new { })).Is(200);
        JsonElement? found = null;
        await Until.TrueAsync(
            async () =>
                (
                    found = (await chief.Get("/api/visits/mine?ahead=31&all=true"))
                        .Is(200)["items"]
                        .EnumerateArray()
                        .Where(item => item.TryGetProperty("at", out _) && item.GetProperty("questions").GetString() == "standard")
                        .Select(item => (JsonElement?)item)
                        .FirstOrDefault()
                )
                    is not null,
            "visits are planned"
        );
        var one = found!.Value;
        var (id, at) = (one.GetProperty("personId").GetGuid(), one.GetProperty("at"));
        (await secretary.Post($"{Visits}/{id}/extra", new { trigger = "by-hand" })).Is(200);
        await phone.Screen.Context.GrantPermissionsAsync(["geolocation", "microphone"]);
        await phone.Screen.Context.SetGeolocationAsync(
            new()
            {
                Longitude = at.GetProperty("lon").GetSingle(),
                Latitude = at.GetProperty("lat").GetSingle(),
                Accuracy = 12,
            }
        );
        await phone.Screen.Context.AddInitScriptAsync(Microphone);
        await phone.OpenAnew("/team#visits");
        await phone.Tap(Row(phone, id).Locator(".way"));
        await phone.Tap("[data-do=near]");
        await Expect(phone.Page.Locator("[data-do=near][aria-pressed=true]")).ToBeVisibleAsync();
        await phone.Tap("[data-do=files]");
        await phone.Tap("[data-do=voice]");
        // In a stairwell without network.
        await phone.Offline(true);
        await phone.Tap("[data-do=speak]");
        await Expect(phone.Page.Locator("[data-do=stop]")).ToContainTextAsync("1");
        await phone.Screen.Picture("visit-speaking", whole: true);
        await phone.Tap("[data-do=stop]");
        await Expect(phone.Page.Locator("audio")).ToBeVisibleAsync();
        await phone.Screen.Picture("visit-spoken", whole: true);
        await phone.Tap(Named(phone.Page.Locator("form.voice"), "上传"));
        await Expect(phone.Page.GetByText("未上传，有网就传").First).ToBeVisibleAsync();
        await phone.Screen.Picture("visit-spoken-unsent", whole: true);
        var files = $"/api/communities/{Community}/attachments/visit/{id}";
        (await secretary.Get(files)).Text.ShouldNotContain("audio/webm");
        await phone.Offline(false);
        await Until.TrueAsync(
            async () => (await secretary.Get(files)).Text.Contains("audio/webm", StringComparison.Ordinal),
            "the note is there"
        );
        await phone.Screen.Picture("visit-files", whole: true);
        (await phone.Screen.Unreachable(await phone.Page.Locator("main h2").First.InnerTextAsync(), 10)).ShouldBeEmpty();
        await using var sent = new Sent(phone.Page, "/make");
        await phone.Tap(Named(phone.Page.Locator("main"), "一切如常", exact: false));
        await Until.TrueAsync(
            async () => (await History(id)).Contains("\"nearDoor\":true", StringComparison.Ordinal),
            "it was told that one was there"
        );
        // The server can have it before the browser reports that it was sent.
        await Until.True(() => sent.Bodies.Count > 0, "it is seen leaving");
        var body = sent.Bodies.ShouldHaveSingleItem();
        foreach (var trace in (string[])["lon", "lat", "coord", "accuracy", "114.", "32."])
            body.ShouldNotContain(trace);
    }

    /// <summary>A microphone that hears a tone, also in a browser that has none.</summary>
    private const string Microphone = """
        navigator.mediaDevices.getUserMedia = async () => {
          const room = new AudioContext()
          const [tone, ear] = [room.createOscillator(), room.createMediaStreamDestination()]
          tone.connect(ear)
          tone.start()
          await room.resume()
          return ear.stream
        }
        """;

    /// <summary>Requests that a page posts to addresses with this end.</summary>
    private sealed class Sent : IAsyncDisposable
    {
        private readonly IPage _page;
        private readonly string _end;

        public Sent(IPage page, string end)
        {
            (_page, _end) = (page, end);
            page.Request += Note;
        }

        public List<string> Bodies { get; } = [];

        private void Note(object? sender, IRequest request)
        {
            if (request.Method == "POST" && new Uri(request.Url).AbsolutePath.EndsWith(_end, StringComparison.Ordinal))
                Bodies.Add(request.PostData ?? "");
        }

        public ValueTask DisposeAsync()
        {
            _page.Request -= Note;
            return ValueTask.CompletedTask;
        }
    }
}
