using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Foundation;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// Acts of the street for which the pages once had no button: shelters, absences, consents to be posted, filing and evaluating, an order's
/// answer, a scenario of one's own.
/// </summary>
[Collection(nameof(RegisterCollection))]
public sealed class ButtonsTests(Demo demo)
{
    private const string Yiyang = "411502001001",
        Name = "义阳社区";

    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<Screen> Desk(string account, string part) => await (await demo.Open(account, Device.Office)).Go($"/street#{part}");

    private static async Task Open(Screen screen, string part)
    {
        await Button(screen.Page.Locator(".communities"), Name).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = part }).ClickAsync();
        await Expect(screen.Page.Locator("#drawer-part [aria-busy]")).ToHaveCountAsync(0);
    }

    [Fact]
    [MainAct("/street#shelters")]
    public async Task A_shelter_is_opened_counted_and_closed_on_the_street_and_the_public_page_says_so()
    {
        await using var screen = await Desk("street", "shelters");
        var row = screen.Page.Locator(".shelters li").First;
        var name = await row.Locator("b").First.InnerTextAsync();
        await Button(row, $"开放 {name}").ClickAsync();
        var open = screen.Page.Locator(".shelters li").Filter(new() { HasText = name });
        await Expect(open).ToContainTextAsync("已开放");
        await open.Locator("[name=occupancy]").FillAsync("17");
        await Button(open, "报人数").ClickAsync();
        await Expect(open).ToContainTextAsync("17 /");
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();
        await screen.Picture("street-shelters");
        await using var public_ = await (await demo.Open(null, Device.Phone)).Go($"/public?community={Yiyang}");
        await Expect(public_.Page.Locator("body")).ToContainTextAsync(name);
        await open.Locator("[name=occupancy]").FillAsync("0");
        await Button(open, "报人数").ClickAsync();
        await Button(open, $"关闭 {name}").ClickAsync();
        await Expect(open).ToContainTextAsync("未开放");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_shelter_that_is_one_no_more_is_withdrawn_with_its_reason_and_leaves_the_public_page()
    {
        using var folder = new TempFolder();
        await using var own = await Demo.In(folder["data"]);
        await using var screen = await (await own.Open("street", Device.Office)).Go("/street#shelters");
        var row = screen.Page.Locator(".shelters li").First;
        var name = await row.Locator("b").First.InnerTextAsync();
        await Button(row, $"撤销 {name}").ClickAsync();
        await Expect(row.Locator("[name=reason]")).ToBeFocusedAsync();
        await screen.Picture("street-shelter-withdraw");
        // A place is not withdrawn without a reason.
        await Button(row, "确定撤销").ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await row.Locator("[name=reason]").FillAsync("房子要拆");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".shelters li").Filter(new() { HasText = name })).ToHaveCountAsync(0);
        await using var public_ = await (await own.Open(null, Device.Phone)).Go($"/public?community={Yiyang}");
        await Expect(public_.Page.Locator("main")).ToBeVisibleAsync();
        await Expect(public_.Page.Locator("body")).Not.ToContainTextAsync(name);
    }

    [Fact]
    [MainAct("#shelters")]
    public async Task The_secretary_opens_a_shelter_on_the_phone()
    {
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go("/team#shelters"));
        var row = phone.Page.Locator(".shelters li").Last;
        var name = await row.Locator("b").First.InnerTextAsync();
        await phone.Tap(Button(row, $"开放 {name}"));
        var open = phone.Page.Locator(".shelters li").Filter(new() { HasText = name });
        await Expect(open).ToContainTextAsync("已开放");
        await phone.Screen.Picture("team-shelters");
        await phone.Tap(Button(open, $"关闭 {name}"));
        await Expect(open).ToContainTextAsync("未开放");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Leave_and_the_consent_to_be_posted_are_written_down_on_the_roster()
    {
        using var secretary = await demo.SignIn("secretary");
        // A member at work who has not agreed yet, whatever other stories have left: a press on a given consent would take it back.
        var member = (await secretary.Get($"/api/communities/{Yiyang}/team?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Last(one => one.GetProperty("availability").GetString() == "on-post" && !one.GetProperty("posted").GetBoolean())
            .GetProperty("id")
            .GetString();
        await using var screen = await Desk("secretary", "communities");
        await Open(screen, "值班");
        await Button(screen.Page.Locator(".members"), "逐个看").ClickAsync();
        var row = screen.Page.Locator($".members li[data-member='{member}']");
        await row.Locator("[name=availability]").SelectOptionAsync("on-leave");
        await Until.TrueAsync(async () => (await Stands()).Item1 == "on-leave", "on leave");
        await row.Locator("[name=posted]").ClickAsync();
        async Task<(string?, bool)> Stands() =>
            (await secretary.Get($"/api/communities/{Yiyang}/team?limit=200"))
                .Is(200)["items"]
                .EnumerateArray()
                .Where(one => one.GetProperty("id").GetString() == member)
                .Select(one => (one.GetProperty("availability").GetString(), one.GetProperty("posted").GetBoolean()))
                .Single();
        await Until.TrueAsync(async () => await Stands() == ("on-leave", true), "on leave and posted");
        await screen.Picture("street-members");
        await row.Locator("[name=availability]").SelectOptionAsync("on-post");
        await row.Locator("[name=posted]").ClickAsync();
        await Until.TrueAsync(async () => await Stands() == ("on-post", false), "on post again and not posted");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_secretary_asks_for_the_end_of_what_is_kept_of_who_has_left_and_the_street_confirms()
    {
        using var keeper = await demo.SignIn("operator");
        (
            await keeper.Send(
                HttpMethod.Post,
                $"/api/imports/team?division={Yiyang}&file=left.csv",
                new StringContent(
                    $"member_id,name,role,phone,community_code,grid,building,unit,status\nM-LEFT,金拟鸣,志愿者,139-0000-0092,{Yiyang},,,,在岗\n",
                    null,
                    "text/csv"
                )
            )
        ).Is(200);
        var member = Derived.Register("member", Yiyang[..6], "M-LEFT");
        await using var screen = await Desk("secretary", "communities");
        await Open(screen, "值班");
        await Button(screen.Page.Locator(".members"), "逐个看").ClickAsync();
        var row = screen.Page.Locator($".members [data-member='{member}']");
        await row.Locator("details.erase summary").ClickAsync();
        await row.Locator("details.erase select").SelectOptionAsync("purpose-fulfilled");
        await screen.Picture("street-member-erase");
        await Button(row, "申请销毁").ClickAsync();
        await Expect(row.GetByRole(AriaRole.Status)).ToContainTextAsync("等另一人确认");

        await using var street = await Desk("street", "confirm");
        var one = street.Page.Locator("[data-confirmation]").Filter(new() { HasText = "销毁离队队员的资料" });
        await Button(one, "确认").ClickAsync();
        await Expect(one).ToHaveCountAsync(0);
        using var secretary = await demo.SignIn("secretary");
        // The server itself does the confirmed act, a moment later.
        await Until.TrueAsync(
            async () =>
                !(await secretary.Get($"/api/communities/{Yiyang}/team?limit=200"))
                    .Is(200)
                    .Text.Contains($"{member}", StringComparison.Ordinal),
            "the member is gone"
        );
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Everybody_says_on_their_own_phone_that_they_are_away_and_agrees_to_be_posted()
    {
        await using var phone = new Phone(await (await demo.Open("volunteer", Device.Phone)).Go("/team#tasks"));
        var own = phone.Page.Locator("section[aria-label='我的状态']");
        await phone.Tap(Button(own, "外出"));
        await Expect(own).ToContainTextAsync("任务不响您的手机");
        await phone.Tap(Button(own, "同意上墙"));
        await Expect(own).ToContainTextAsync("随时可以收回");
        await phone.AllSent();
        await phone.Screen.Picture("team-own");
        await phone.Page.ReloadAsync();
        await Expect(Button(own, "外出")).ToHaveAttributeAsync("aria-pressed", "true");
        await phone.Tap(Button(own, "在岗"));
        await phone.Tap(Button(own, "收回同意"));
        await phone.AllSent();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_plan_is_filed_under_its_number_and_evaluated_in_words()
    {
        await using var screen = await Desk("street", "communities");
        await Open(screen, "预案");
        var part = screen.Page.Locator("#drawer-part");
        await part.Locator("[name=reference]").FillAsync("浉应备2026-17");
        await part.GetByRole(AriaRole.Button, new() { Name = "备案" }).Or(Button(part, "改备案号")).First.ClickAsync();
        await Expect(part).ToContainTextAsync("✓ 浉应备2026-17");
        await part.Locator("[name=findings]").FillAsync("夜间值守缺一人，二楼喇叭听不清。");
        await Button(part, "已评估").ClickAsync();
        await Expect(part.Locator(".found")).ToContainTextAsync("二楼喇叭听不清");
        (await screen.Unreachable("街道台", 60)).ShouldBeEmpty();
        await screen.Picture("street-plan-evaluated");
    }

    [Fact]
    [MainAct("/street#received")]
    [MainAct("#orders")]
    public async Task An_order_stays_on_the_list_after_it_was_read_and_is_answered_from_the_phone_and_from_the_street()
    {
        using var duty = await demo.SignIn("duty");
        var text = "报夜间值守人数";
        var order = (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Yiyang, Yiyang[..9] },
                    text,
                    unreadSeconds = 0,
                    number = "浉应指〔2026〕7号",
                }
            )
        ).Is(201).String("id")!;
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go("/team#orders"));
        var row = phone.Page.Locator($".received [data-order='{order}']");
        await Expect(row).ToContainTextAsync("浉应指〔2026〕7号");
        await phone.Tap(Button(row, "已读"));
        await Expect(Button(row, "已读")).ToHaveCountAsync(0);
        await phone.AllSent();
        await Expect(row.Locator("small").First).ToContainTextAsync("已读");
        await row.Locator("textarea").FillAsync("四人在岗");
        await phone.Tap(row.Locator("button.primary"));
        await phone.AllSent();
        await Expect(row).ToContainTextAsync("四人在岗");
        await phone.Screen.Picture("team-orders");
        await using var street = await Desk("street", "received");
        var here = street.Page.Locator($".received [data-order='{order}']");
        await here.Locator("textarea").FillAsync("街道已汇总");
        await Button(here, "反馈").ClickAsync();
        await Expect(here).ToContainTextAsync("街道已汇总");
        await street.Picture("street-received");
        var lights = (await duty.Get($"/api/orders/{order}"))
            .Is(200)["receivers"]
            .EnumerateArray()
            .Select(one => one.GetProperty("feedback").GetString())
            .ToList();
        lights.ShouldBe(["四人在岗", "街道已汇总"], ignoreOrder: true);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_dead_line_is_said_on_the_street_and_on_the_phones_and_the_call_instead_is_written_down_there()
    {
        using var centre = new HttpClient
        {
            BaseAddress = new Uri(
                demo.Server.Lines.First(line => line.Contains("hotlines are simulated on", StringComparison.Ordinal))
                    .Split(' ')
                    .First(word => word.StartsWith("http", StringComparison.Ordinal))
                    .TrimEnd(',')
            ),
        };
        using var duty = await demo.SignIn("duty");
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "线断时的火",
                    priority = "life",
                    community = Yiyang,
                }
            )
        ).Is(201).String("id")!;
        await using var street = await Desk("street", "readiness");
        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?incident={fire}#tasks"));
        try
        {
            (await centre.PostAsync(new Uri("/control/down", UriKind.Relative), null)).EnsureSuccessStatusCode();
            await Expect(street.Page.Locator(".lines [data-line='119']")).ToContainTextAsync("119 线路中断");
            await Expect(street.Page.Locator(".lines [data-line='119'] a[href='tel:119']")).ToBeVisibleAsync();
            await Expect(secretary.Page.Locator(".lines [data-line='119']")).ToContainTextAsync("请拨 119");
            await using var volunteer = await (await demo.Open("volunteer", Device.Phone)).Go("/team");
            await Expect(volunteer.Page.Locator(".lines [data-line='119']")).ToContainTextAsync("线路中断");
            var offered = new List<string>();
            foreach (var text in (string[])["街道去电", "书记去电"])
                offered.Add(
                    (await duty.Post($"/api/incidents/{fire}/handovers", new { kind = "fire-rescue", text })).Is(201).String("id")!
                );
            await street.Page.Locator($".lines [data-handover='{offered[0]}'] button").ClickAsync();
            await street.Picture("street-line-down");
            await street.Page.Locator("dialog[open] button.primary").ClickAsync();
            await Expect(street.Page.Locator($".lines [data-handover='{offered[0]}']")).ToHaveCountAsync(0);
            await secretary.Screen.Picture("team-line-down");
            await secretary.Tap(secretary.Page.Locator($".lines [data-handover='{offered[1]}'] button"));
            await secretary.Tap(secretary.Page.Locator("dialog[open] button.primary"));
            await Expect(secretary.Page.Locator($".lines [data-handover='{offered[1]}']")).ToHaveCountAsync(0);
            foreach (var id in offered)
                await Until.TrueAsync(
                    async () =>
                        (await duty.Get($"/api/incidents/{fire}/handovers/{id}")).Is(200)["handover"].GetProperty("stage").GetString()
                        == "accepted",
                    "the call is written down"
                );
        }
        finally
        {
            await centre.PostAsync(new Uri("/control/up", UriKind.Relative), null);
        }
        await Expect(street.Page.Locator(".lines [data-line='119']")).ToHaveCountAsync(0);
        await Expect(secretary.Page.Locator(".lines [data-line='119']")).ToHaveCountAsync(0);
    }
}
