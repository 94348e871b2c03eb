using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// The phone in the hand: for either thumb, within reach, woken at night, and on a plain address of the house's own network.
/// </summary>
[Collection(nameof(FieldCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class InHandTests(Demo demo)
{
    [Fact]
    public async Task Safe_lies_under_the_left_thumb_of_who_wants_it_there_and_stays_there()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#doors"));
        await phone.Tap("a.door");
        (await Left()).ShouldBeGreaterThan(Device.Phone.Width / 2f - 20);
        await phone.Page.GotoAsync($"{field.Page}#doors");
        await phone.TapText("右手用");
        await phone.Page.ReloadAsync();
        await phone.Tap("a.door");
        (await Left()).ShouldBeLessThan(40);
        await phone.Screen.Picture("team-left-hand");

        async Task<float> Left()
        {
            var button = phone.Page.Locator("dialog button.safe");
            await Expect(button).ToBeVisibleAsync();
            return (await phone.Screen.Place(button)).X;
        }
    }

    [Fact]
    public async Task How_far_it_is_is_said_where_the_phone_knows_and_told_to_nobody()
    {
        var field = await Field.Fire(demo);
        var screen = await demo.Open("secretary", Device.Phone);
        await screen.Context.GrantPermissionsAsync(["geolocation"]);
        await screen.Context.SetGeolocationAsync(
            new()
            {
                Longitude = 114.068594f,
                Latitude = 32.128337f,
                Accuracy = 8,
            }
        );
        var told = 0;
        screen.Context.Request += (_, request) => told += request.Url.EndsWith("/api/me/position", StringComparison.Ordinal) ? 1 : 0;
        await using var phone = new Phone(await screen.Go(field.Page));
        await Expect(phone.Page.Locator("header")).ToContainTextAsync("离您 1.0 公里");
        (await phone.Page.Locator("header a.go").GetAttributeAsync("href")).ShouldBe("geo:32.119337,114.068594?q=32.119337,114.068594");
        told.ShouldBe(0);
    }

    [Fact]
    public async Task An_order_at_night_fills_the_phone_until_somebody_is_awake()
    {
        using var duty = await demo.SignIn("duty");
        var text = "山洪要来：现在叫全村";
        var order = (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Field.Community },
                    text,
                    unreadSeconds = 300,
                }
            )
        ).Is(201);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone, "dark")).Go("/team#who"));
        var wake = phone.Page.Locator(".wake", new() { HasText = text });
        await Expect(wake).ToContainTextAsync("没人应答");
        (await phone.Screen.Place(wake.Locator("button.primary"))).Height.ShouldBeGreaterThanOrEqualTo(84);
        (await phone.Screen.Unreachable(text, 20)).ShouldBeEmpty();
        await phone.Screen.Picture("team-wake-dark");
        await phone.Tap(wake.Locator("button.primary"));
        await Expect(wake).ToHaveCountAsync(0);
        await phone.AllSent();
        await Until.TrueAsync(
            async () =>
                (await duty.Get($"/api/orders/{order.String("id")}")).Is(200).Text.Contains("\"stage\":\"seen\"", StringComparison.Ordinal),
            "the order is answered"
        );
    }

    [Fact]
    public async Task On_plain_http_all_works_online_and_what_is_missing_is_said_in_words()
    {
        var field = await Field.Fire(demo);
        var screen = await demo.Open(null, Device.Phone, through: new UriBuilder(demo.Address) { Host = Demo.Elsewhere }.Uri);
        var faults = new List<string>();
        screen.Page.PageError += (_, fault) => faults.Add(fault);
        await using var phone = new Phone(await screen.Go($"/login?to={Uri.EscapeDataString($"{field.Page}#doors")}"));
        (await phone.Page.EvaluateAsync<bool>("isSecureContext")).ShouldBeFalse();
        await phone.Page.Locator("input[autocomplete=username]").FillAsync("secretary");
        await phone.Page.Locator("input[type=password]").FillAsync(Demo.Password);
        await phone.Tap("form button.primary");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("不是 https");
        (await phone.Screen.Unreachable("逐户", 40)).ShouldBeEmpty();
        await phone.Screen.Picture("team-insecure");
        await phone.Tap("a.door");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.Count(one => one.GetProperty("settled").GetBoolean()) == 1,
            "the door is told"
        );
        await phone.AllSent();
        await phone.Page.GotoAsync($"{field.Page}#tasks");
        await Expect(phone.Page.Locator("li.card").First).ToBeVisibleAsync();
        // An act made where nothing can be sealed lies in clear on the phone only until it is sent.
        await phone.KeepsNothing("acts", "kept");
        faults.ShouldBeEmpty();
    }
}
