using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A warning wakes a village: from the desk's one press to the answer, and to its lifting.</summary>
[Collection(nameof(FieldCollection))]
public sealed class WarningDeskTests(Demo demo)
{
    private const string Village = "411502001001",
        Name = "义阳社区",
        Second = "411502001003";
    private static int _last;

    /// <summary>A warning of the weather office for one community.</summary>
    private static async Task<(string Id, string Headline)> Cap(
        Api duty,
        string type = "Alert",
        string sender = "yujing@example.org",
        string? references = null,
        bool both = false,
        IReadOnlyList<string>? divisions = null
    )
    {
        var (number, now) = (Interlocked.Increment(ref _last), TimeProvider.System.GetUtcNow());
        var headline = $"第{number}次暴雨红色预警，低洼住户立即转移";
        var info =
            type == "Cancel"
                ? ""
                : $"""
                    <info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Extreme</severity><certainty>Likely</certainty>
                    <effective>{now:yyyy-MM-ddTHH:mm:sszzz}</effective><expires>{now.AddHours(
                        6
                    ):yyyy-MM-ddTHH:mm:sszzz}</expires><headline>{headline}</headline><instruction>一楼和地下室的人马上走</instruction>
                    <area><areaDesc>{Name}</areaDesc>{string.Concat(
                        (divisions ?? (both ? [Village, Second] : [Village])).Select(code =>
                            $"<geocode><valueName>行政区划代码</valueName><value>{code}</value></geocode>"
                        )
                    )}</area></info>
                    """;
        var message = $"""
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>W-{number}</identifier><sender>{sender}</sender><sent>{now:yyyy-MM-ddTHH:mm:sszzz}</sent><status>Actual</status><msgType>{type}</msgType><scope>Public</scope>
            {(references is null ? "" : $"<references>{references}</references>")}{info}</alert>
            """;
        var taken = (
            await duty.Send(HttpMethod.Post, "/api/cap", new StringContent(message, System.Text.Encoding.UTF8, "application/cap+xml"))
        ).Is(201);
        return (taken.String("id")!, type == "Cancel" ? $"{now:yyyy-MM-ddTHH:mm:sszzz}" : headline);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task One_press_calls_the_village_a_voice_answers_and_lifting_tells_it()
    {
        var api = await demo.SignIn("duty");
        await using var desk = await (await demo.Open("duty", Device.Desk, "dark")).Go("/command");
        var (id, headline) = await Cap(api);
        var card = desk.Page.Locator($".warning-cards [data-warning='{id}']");
        await Expect(card).ToContainTextAsync("暴雨红色预警");
        await Expect(card).ToContainTextAsync("没确认");
        await desk.Picture("command-warning-arrived");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "确认并叫应 1 村" }).ClickAsync();
        await Expect(card).ToContainTextAsync("已应答 0 / 2");
        await card.ClickAsync();
        var row = desk.Page.Locator($"tr:has([data-call='{Village}'])").First;
        await Expect(row).ToContainTextAsync("响铃中");
        await Expect(desk.Page.Locator("aside.right h2")).ToHaveTextAsync(headline);
        await desk.Picture("warning-desk-calling");
        await Expect(row).ToContainTextAsync("值班应答");
        await Expect(row).ToContainTextAsync("电话按键");
        await row.GetByText("更多…").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "铜锣 ✓" }).ClickAsync();
        await Expect(row.Locator(".proofs .good")).ToHaveCountAsync(1);
        await row.GetByRole(AriaRole.Button, new() { Name = "放喇叭" }).ClickAsync();
        var sheet = desk.Page.Locator("dialog[open]");
        await Expect(sheet.Locator("[name=broadcast]")).ToHaveValueAsync($"{headline}。一楼和地下室的人马上走");
        await Expect(sheet).ToContainTextAsync("不能收回");
        await Expect(sheet).ToContainTextAsync(Name);
        await desk.Picture("warning-desk-broadcast");
        await sheet.Locator("[name=broadcast]").FillAsync($"{headline}。去学校，不要过桥");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "放", Exact = true }).ClickAsync();
        await Expect(row.Locator("[data-broadcast]")).ToContainTextAsync("放了");
        await Expect(row.Locator(".proofs .good")).ToHaveCountAsync(2);
        (await desk.Unreachable("叫应", 40)).ShouldBeEmpty();
        await desk.Picture("warning-desk-answered");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除…" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除，告诉 2 处" }).ClickAsync();
        await Expect(desk.Page.GetByText("解除，告诉叫过的人")).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("aside.right .rf").First).ToHaveTextAsync("已解除");
        await desk.Picture("warning-desk-lifted");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_map_shows_who_is_called_and_it_is_lifted_village_by_village()
    {
        var api = await demo.SignIn("duty");
        var (id, headline) = await Cap(api, both: true);
        (await api.Post($"/api/warnings/{id}/confirm", new { })).Is(200);
        await using var desk = await (await demo.Open("duty", Device.Desk, "dark")).Go($"/warnings#warning={id}");
        await Expect(desk.Page.Locator("aside.right h2")).ToHaveTextAsync(headline);
        await Expect(desk.Page.Locator($"tr:has([data-call='{Second}'])").First).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("m");
        var mark = desk.Page.Locator($".call-map [data-mark='{Second}']");
        await Expect(mark).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".call-map [data-mark]")).ToHaveCountAsync(2);
        await desk.Picture("warning-calling-map");
        await mark.ClickAsync();
        await Expect(desk.Page.Locator($"tr:has([data-call='{Second}'])").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".call-map")).ToHaveCountAsync(0);

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除…" }).ClickAsync();
        await desk.Page.Locator(".lift label").Filter(new() { HasText = Name }).ClickAsync();
        await desk.Picture("warning-lift");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除 1 村，1 村继续" }).ClickAsync();
        await Expect(desk.Page.Locator(".lift")).ToContainTextAsync("已解除：");
        await Expect(desk.Page.Locator($".warning-cards [data-warning='{id}']")).ToContainTextAsync("1 村已解除");
        var warning = (await api.Get($"/api/warnings/{id}")).Is(200)["warning"];
        (warning.GetProperty("stage").GetString(), warning.GetProperty("liftedFor").EnumerateArray().Single().GetString()).ShouldBe(
            ("in-force", Second)
        );
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除…" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除，告诉 2 处" }).ClickAsync();
        await Expect(desk.Page.Locator("aside.right .rf").First).ToHaveTextAsync("已解除");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Another_senders_cancellation_is_a_question_that_the_desk_declines()
    {
        var api = await demo.SignIn("duty");
        var (id, headline) = await Cap(api);
        var sent = (await api.Get($"/api/warnings/{id}")).Is(200)["message"];
        await Cap(
            api,
            "Cancel",
            "stranger@example.com",
            $"{sent.GetProperty("sender").GetString()},{sent.GetProperty("identifier").GetString()},{sent.GetProperty("sent").GetDateTimeOffset():yyyy-MM-ddTHH:mm:sszzz}"
        );
        await using var desk = await (await demo.Open("duty", Device.Desk, "light")).Go($"/warnings#warning={id}");
        await Expect(desk.Page.Locator("aside.right h2")).ToHaveTextAsync(headline);
        await Expect(desk.Page.GetByText("有消息要取消这条预警")).ToBeVisibleAsync();
        await Expect(desk.Page.Locator("h1")).ToContainTextAsync("预警台");
        await desk.Picture("warning-desk-asked");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "不采纳" }).ClickAsync();
        await Expect(desk.Page.GetByText("有消息要取消这条预警")).ToHaveCountAsync(0);
        (await api.Get($"/api/warnings/{id}")).Is(200)["warning"].GetProperty("stage").GetString().ShouldBe("in-force");
        (await api.Post($"/api/warnings/{id}/lift", new { })).Is(200);
    }

    [Fact]
    [MainAct("/warnings")]
    public async Task A_warning_told_by_telephone_is_written_and_confirmed_by_hand()
    {
        await using var desk = await (await demo.Open("duty", Device.Desk, "light")).Go("/warnings");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "写一条预警" }).ClickAsync();
        var headline = $"上游来水，第{Interlocked.Increment(ref _last)}次，马上转移";
        await desk.Page.FillAsync("[name=headline]", headline);
        await desk.Page.FillAsync("[name=find]", Name[..2]);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = $"+ {Name}" }).ClickAsync();
        await desk.Picture("warning-desk-write");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "写好了" }).ClickAsync();
        await Expect(desk.Page.Locator("aside.right h2")).ToHaveTextAsync(headline);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "只确认，不叫应" }).ClickAsync();
        await Expect(desk.Page.GetByText("还没有叫人")).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除…" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除，告诉 0 处" }).ClickAsync();
        await Expect(desk.Page.GetByText("这条预警已经结束")).ToBeVisibleAsync();
    }

    [Fact]
    [MainAct("/street#calls")]
    public async Task The_street_writes_down_how_a_village_was_woken()
    {
        var api = await demo.SignIn("duty");
        var (id, _) = await Cap(api);
        (await api.Post($"/api/warnings/{id}/confirm", new { except = new[] { Village[..9] } })).Is(200);
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#calls");
        var row = desk.Page.Locator($"tr:has([data-call='{Village}'])").First;
        await row.GetByText("更多…").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "铜锣 ✓" }).ClickAsync();
        await Expect(row.Locator(".proofs .good")).ToHaveCountAsync(1);
        (await api.Post($"/api/warnings/{id}/lift", new { })).Is(200);
    }

    [Theory]
    [InlineData("zh-CN", 1440, 46)]
    [InlineData("en", 1440, 46)]
    public async Task Many_places_stand_in_rows_of_one_line_with_their_acts_whole(string language, int width, int most)
    {
        var api = await demo.SignIn("duty");
        var (id, _) = await Cap(api, divisions: ["411502001", "411502002"]);
        (await api.Post($"/api/warnings/{id}/confirm", new { })).Is(200);
        await using var desk = await (await demo.Open("duty", new(width, 900, false))).Go($"/warnings?lang={language}#warning={id}");
        await Expect(desk.Page.Locator(".calls tr.row").Nth(15)).ToBeAttachedAsync();
        await desk.Picture($"warning-many-{language}");
        var faults = await desk.Faults(
            $$"""
            (() => {
              const box = document.querySelector('.calls').getBoundingClientRect()
              const rows = [...document.querySelectorAll('.calls tr.row')]
              const faults = rows.flatMap((row) => {
                const name = row.querySelector('.name').textContent
                const acts = [...row.querySelectorAll('.acts > .button, .told summary')]
                const cut = acts.filter((one) => one.getBoundingClientRect().right > box.right + 1)
                return [
                  ...(row.getBoundingClientRect().height > {{most}} ? [`${name} is ${Math.round(row.getBoundingClientRect().height)} high`] : []),
                  ...cut.map((one) => `${name}: ${one.textContent.trim()} is cut off`),
                  ...(acts.length > 2 ? [`${name} offers ${acts.length} acts`] : []),
                ]
              })
              const scroller = document.querySelector('.calls .scroller')
              if (scroller.scrollWidth > scroller.clientWidth + 1) faults.push(`${scroller.scrollWidth} wide on ${scroller.clientWidth}`)
              return faults
            })()
            """
        );
        faults.ShouldBeEmpty();
        (await api.Post($"/api/warnings/{id}/lift", new { })).Is(200);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(320, 640)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Who_is_called_wakes_with_one_tap_and_tells_how_the_village_was_woken(int width, int height)
    {
        var api = await demo.SignIn("duty");
        await using var phone = await (await demo.Open("secretary", new(width, height, true), "dark")).Go("/team");
        var (id, headline) = await Cap(api);
        // A finger already on its way when the alarm appears finds nothing to press. Checked behind all observers of the page and before
        // the first frame: a slow machine can take longer for two frames than a finger for its way.
        await phone.Page.EvaluateAsync(
            @"() => new MutationObserver((_, seen) => {
                const key = document.querySelector('.wake .primary')
                if (!key) return
                seen.disconnect()
                queueMicrotask(() => {
                  const { x, y } = key.getBoundingClientRect()
                  document.body.dataset.hit = document.elementFromPoint(x + 20, y + 20)?.closest('button') ? 'a key' : 'nothing'
                })
              }).observe(document.body, { childList: true, subtree: true })"
        );
        (await api.Post($"/api/warnings/{id}/confirm", new { except = new[] { Village[..9] } })).Is(200);
        var card = phone.Page.Locator(".wake").Filter(new() { HasText = headline });
        await Expect(card).ToBeVisibleAsync();
        await Expect(phone.Page.Locator("body")).ToHaveAttributeAsync("data-hit", "nothing");
        await card.GetByRole(AriaRole.Button, new() { Name = "先别响" }).TapAsync();
        await Expect(card).ToContainTextAsync("已静音");
        await phone.Picture($"team-wake-warning-{width}");
        await card.GetByRole(AriaRole.Button, new() { Name = "叫副职" }).TapAsync();
        await Until.TrueAsync(
            async () =>
                (await api.Get($"/api/calls?matter={id}")).Is(200)["items"][0].GetProperty("light").GetProperty("rings").GetArrayLength()
                == 2,
            "the deputy is rung"
        );
        await card.GetByRole(AriaRole.Button, new() { Name = "我醒了，我来" }).TapAsync();
        // Another story's warning can still stand beside it.
        var call = (await api.Get($"/api/calls?matter={id}")).Is(200)["items"][0].GetProperty("light").GetProperty("id").GetString();
        var village = phone.Page.Locator($".village[data-told='{call}']");
        await Expect(village).ToContainTextAsync("县里看到了");
        await village.GetByRole(AriaRole.Button, new() { Name = "喇叭放了" }).TapAsync();
        await village.GetByRole(AriaRole.Button, new() { Name = "敲门…" }).TapAsync();
        await phone.Page.FillAsync("[name=knocked]", "9");
        await phone.Page.FillAsync("[name=of]", "31");
        await village.GetByRole(AriaRole.Button, new() { Name = "记下" }).TapAsync();
        await Expect(village).ToContainTextAsync("敲门 9/31 户");
        (await phone.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await phone.Picture($"team-village-{width}");
        var light = (await api.Get($"/api/calls?matter={id}")).Is(200)["items"][0].GetProperty("light");
        (light.GetProperty("heard").GetProperty("means").GetString(), light.GetProperty("proofs").GetArrayLength()).ShouldBe(("app", 2));
        (await api.Post($"/api/warnings/{id}/lift", new { })).Is(200);
        await Expect(phone.Page.GetByText("预警解除了").First).ToBeVisibleAsync();
    }
}
