using System.Text.Json;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>A demo in a browser that shows notices; the one without windows shows none.</summary>
public sealed class NoticesDemo : Demo
{
    protected override IReadOnlyList<string> Browsers => ["/usr/bin/chromium"];
}

/// <summary>Notices: a user's choices, and a push that comes while nobody looks at the page.</summary>
[Long("a browser and a demo of its own")]
public sealed class NoticeTests(NoticesDemo demo) : IClassFixture<NoticesDemo>
{
    [Fact]
    public async Task Somebody_chooses_when_what_can_wait_stays_quiet_and_finds_it_again()
    {
        await using var phone = new Phone(await (await demo.Open("unit", Device.Phone)).Go("/team"));
        await phone.TapText("我的账号");
        await phone.Tap("dialog summary:has-text('怎么叫到我')");
        await Expect(phone.Page.Locator("dialog .notices")).ToBeVisibleAsync();
        await phone.Page.GetByLabel("先用（没有回应再用其余的）").SelectOptionAsync("sms");
        await Until.TrueAsync(async () => First(await Notices()) == "sms", "texts are tried first");
        await phone.Page.GetByLabel("短信", new() { Exact = true }).UncheckAsync();
        await Expect(phone.Page.GetByText("✓ 已记下")).ToBeVisibleAsync();
        await phone.Page.GetByLabel("从几点").SelectOptionAsync("21");
        await Until.TrueAsync(async () => (await Notices()).GetProperty("quietFrom").GetInt32() == 21, "the hour is kept");
        await phone.Screen.Picture("phone-notices");
        (await Notices()).GetProperty("sms").GetBoolean().ShouldBeFalse();
        First(await Notices()).ShouldBeNull("what does not come is not tried first");
        await phone.Page.GetByLabel("安静时段不打扰").UncheckAsync();
        await Expect(phone.Page.GetByLabel("从几点")).ToHaveCountAsync(0);
        await phone.Page.GetByLabel("短信", new() { Exact = true }).CheckAsync();
        await Until.TrueAsync(async () => (await Notices()).GetProperty("sms").GetBoolean(), "and so is the text");

        static string? First(JsonElement notices) => notices.TryGetProperty("first", out var first) ? first.GetString() : null;
        async Task<JsonElement> Notices() =>
            (await phone.Page.EvaluateAsync("fetch('/api/session/notices').then((answer) => answer.json())"))!.Value;
    }

    [Fact]
    public async Task A_push_shows_what_is_called_while_the_page_is_not_looked_at_and_the_same_call_again_takes_its_place()
    {
        await using var phone = new Phone(await (await demo.Open("grid", Device.Phone)).Go("/team"));
        await phone.Screen.Context.GrantPermissionsAsync(["notifications"]);
        var line = await phone.Screen.Context.NewCDPSessionAsync(phone.Page);
        // The window can be another story's: its former worker is reported too, as deleted.
        var (registered, registration) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), "");
        line.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
        {
            foreach (var one in told!.Value.GetProperty("registrations").EnumerateArray())
                if (
                    one.GetProperty("scopeURL").GetString()!.EndsWith("/team", StringComparison.Ordinal)
                    && !one.GetProperty("isDeleted").GetBoolean()
                )
                {
                    registration = one.GetProperty("registrationId").GetString()!;
                    registered.TrySetResult();
                }
        };
        await line.SendAsync("ServiceWorker.enable");
        (await phone.Screen.Holds("navigator.serviceWorker.getRegistration('/team').then((one) => Boolean(one?.active))")).ShouldBeTrue();
        await registered.Task.WaitAsync(Until.AtMost, TimeProvider.System);
        await Push("{\"call\":\"one\",\"title\":\"应急叫应\",\"body\":\"您有一项救人任务，请马上打开查看。\"}");
        (await phone.Screen.Holds(Shown("one.length === 1 && one[0].body.includes('救人任务')"))).ShouldBeTrue("the push is shown");
        await Push("{\"call\":\"one\",\"title\":\"应急叫应\",\"body\":\"您所在的地方有预警，请马上打开查看。\"}");
        (await phone.Screen.Holds(Shown("one.length === 1 && one[0].body.includes('预警')"))).ShouldBeTrue("the same call takes its place");
        await Push("no JSON");
        (await phone.Screen.Holds(Shown("one.length === 2 && one.some((it) => it.title === '应急叫应' && !it.body)"))).ShouldBeTrue(
            "what cannot be read still wakes"
        );

        Task Push(string data) =>
            line.SendAsync(
                "ServiceWorker.deliverPushMessage",
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["origin"] = new Uri(phone.Page.Url).GetLeftPart(UriPartial.Authority),
                    ["registrationId"] = registration,
                    ["data"] = data,
                }
            );
        static string Shown(string holds) =>
            $"navigator.serviceWorker.getRegistration('/team').then((it) => it.getNotifications()).then((one) => {holds})";
    }
}
