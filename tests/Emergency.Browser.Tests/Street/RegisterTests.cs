using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>关爱: the register is kept by hand, with the mouse and the keyboard. All persons are fictitious.</summary>
[Collection(nameof(StreetCollection))]
public sealed class RegisterTests(Demo demo)
{
    private const string Community = "411502001001",
        Other = "411502001018",
        Residents = $"/api/communities/{Community}/residents";

    private async Task<Screen> Register(string account, Device? device = null, string? theme = null, string community = Community)
    {
        var screen = await demo.Open(account, device ?? Device.Office, theme);
        await screen.Page.AddInitScriptAsync(
            "addEventListener('click', (event) => { if (event.isTrusted && event.detail) sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1) }, true)"
        );
        await screen.Go($"/street?community={community}#residents");
        await Expect(screen.Page.Locator(".residents tbody tr.row").First).ToBeVisibleAsync();
        return screen;
    }

    private static async Task<int> Clicks(Screen screen) =>
        await screen.Page.EvaluateAsync<int>("Number(sessionStorage.getItem('clicks')) || 0");

    private static Task Count(Screen screen) => screen.Page.EvaluateAsync("sessionStorage.removeItem('clicks')");

    /// <summary>How long it took the browser, for who reads the log: a machine's time holds nothing.</summary>
    private static void Told(string what, long begun) =>
        TestContext.Current.SendDiagnosticMessage(
            $"{what} in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
        );

    private static ILocator Button(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Tab(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex($"^{name}", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    private static ILocator Person(Screen screen) => screen.Page.Locator("dialog.drawer");

    /// <summary>Somebody of a test's own, behind a door of their own.</summary>
    private async Task<Guid> Enter(string name, string room, string community = Community)
    {
        using var secretary = await demo.SignIn("street");
        return (
            await secretary.Post(
                $"/api/communities/{community}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn = 1944,
                        kinds = new[] { "elder-alone" },
                        needs = new[] { "support", "medicine" },
                        mobility = "需协助",
                        phones = new[] { "139-0000-0142" },
                        building = "拟楼",
                        unit = "1单元",
                        room,
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetGuid();
    }

    /// <summary>Found by the door: the name is masked.</summary>
    private static async Task Find(Screen screen, string room)
    {
        await screen.Page.Locator(".data-table input[type=search]").FillAsync($"拟楼 {room}");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
    }

    private static ILocator Row(Screen screen) => screen.Page.Locator(".residents tbody tr.row").First;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task A_newcomer_is_added_with_five_fields_and_what_is_wrong_is_said_at_the_field(string theme)
    {
        var room = theme == "light" ? "9101" : "9102";
        await using var screen = await Register("secretary", theme: theme);
        (await screen.Unreachable("义阳", 100)).ShouldBeEmpty();
        await screen.Picture($"register-list-{theme}");
        await Count(screen);
        var begun = TimeProvider.System.GetTimestamp();
        await Button(screen, "加一人").ClickAsync();
        await Button(screen, "写门牌").ClickAsync();
        await Expect(screen.Page.Locator(".add .fields > *")).ToHaveCountAsync(5);
        await screen.Page.FillAsync("[name=building]", "拟楼");
        await screen.Page.FillAsync("[name=room]", room);
        await screen.Page.FillAsync("[name=name]", "卫试新");
        await screen.Page.FillAsync("[name=birth]", "去年");
        await screen.Page.FillAsync("[name=phone]", "12ab");
        await Button(screen, "加上").ClickAsync();
        foreach (var sentence in (string[])["写年份（1950）或日期（1950-03-02）", "至少选一类", "电话只写数字，5 到 20 位"])
            await Expect(Person(screen)).ToContainTextAsync(sentence);
        await Expect(screen.Page.Locator("[name=birth]")).ToBeFocusedAsync();
        (await screen.Unreachable("加一人", 100)).ShouldBeEmpty();
        await screen.Picture($"register-add-{theme}");
        await screen.Page.FillAsync("[name=birth]", "1950-03-02");
        await screen.Page.FillAsync("[name=phone]", "139-0000-0207");
        await Button(screen, "独居老人").ClickAsync();
        await Button(screen, "要扶").ClickAsync();
        await Button(screen, "加上").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("已加上 卫试新");
        // Open, a written door, the refused try, a kind, a need, sent.
        (await Clicks(screen)).ShouldBeLessThanOrEqualTo(8);
        Told("a newcomer is added", begun);
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(Person(screen)).ToHaveCountAsync(0);
        await Find(screen, room);
        await Expect(Row(screen)).ToContainTextAsync("卫**");
        await Expect(Row(screen)).ToContainTextAsync("要扶");
    }

    [Fact]
    public async Task A_phone_is_corrected_in_four_clicks_and_the_history_says_from_what_to_what_by_whom_and_why()
    {
        await Enter("卫试电", "9201");
        await using var screen = await Register("street");
        await Count(screen);
        var begun = TimeProvider.System.GetTimestamp();
        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.TypeAsync("拟楼 9201");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "改电话").ClickAsync();
        await Expect(screen.Page.Locator("[name=phones]")).ToBeFocusedAsync();
        await screen.Page.Keyboard.PressAsync("Control+A");
        await screen.Page.Keyboard.TypeAsync("139-0000-0207");
        await Button(screen, "本人当面说").ClickAsync();
        await screen.Picture("register-phone-light");
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        // Found with the keyboard; opened, the act, why, saved.
        (await Clicks(screen)).ShouldBeLessThanOrEqualTo(4);
        Told("a phone is corrected", begun);
        await Button(screen, "改动").ClickAsync();
        var last = Person(screen).Locator(".timeline li").First;
        foreach (var part in (string[])["改登记", "139-0000-0142", "139-0000-0207", "本人当面说", "街道应急办"])
            await Expect(last).ToContainTextAsync(part);
        (await screen.Unreachable("卫**", 60)).ShouldBeEmpty();
        await screen.Picture("register-history-light");
    }

    [Fact]
    public async Task Two_desks_that_correct_one_phone_the_second_reads_what_the_first_wrote_and_loses_nothing()
    {
        var person = await Enter("卫试争", "9202");
        await using var screen = await Register("secretary", theme: "dark");
        await Find(screen, "9202");
        await Row(screen).PressAsync("Enter");
        await Button(screen, "改电话").ClickAsync();
        await screen.Page.FillAsync("[name=phones]", "139-0000-0303");
        using var street = await demo.SignIn("street");
        (
            await street.Post(
                $"{Residents}/{person}/correct",
                new
                {
                    was = new { phones = new[] { "139-0000-0142" } },
                    now = new { phones = new[] { "139-0000-0302" } },
                    why = "家人说",
                }
            )
        ).Is(200);
        await Button(screen, "存，改 1 栏").ClickAsync();
        var told = screen.Page.Locator(".meanwhile");
        foreach (var part in (string[])["刚才别人也改了这里", "街道", "139-0000-0142", "139-0000-0302"])
            await Expect(told).ToContainTextAsync(part);
        await Expect(screen.Page.Locator("[name=phones]")).ToHaveValueAsync("139-0000-0303");
        (await screen.Unreachable("卫试争", 60)).ShouldBeEmpty();
        await screen.Picture("register-meanwhile-dark");
        await Button(screen, "仍用我写的").ClickAsync();
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        (await street.Post($"{Residents}/{person}/reveal", new { reason = "核对" }))
            .Is(200)["phones"][0]
            .GetString()
            .ShouldBe("139-0000-0303");
    }

    [Fact]
    public async Task Who_moves_away_is_in_no_list_of_today_stands_among_those_who_left_and_comes_back()
    {
        await Enter("卫试离", "9203");
        await using var screen = await Register("secretary");
        await Find(screen, "9203");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "搬走 / 去世").ClickAsync();
        await screen.Page.FillAsync("[name=where]", "女儿家");
        await screen.Picture("register-leave-light");
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Tab(screen, "已离开").ClickAsync();
        await Find(screen, "9203");
        await Expect(Row(screen)).ToContainTextAsync("搬走");
        await screen.Picture("register-left-light");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "又回来了").ClickAsync();
        await Button(screen, "记下回来").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Tab(screen, "名单").ClickAsync();
        await Find(screen, "9203");
    }

    [Fact]
    public async Task Somebody_is_given_to_another_community_which_takes_them_behind_a_door()
    {
        await Enter("卫试转", "9204");
        await using var screen = await Register("secretary");
        await Find(screen, "9204");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "转给别的社区").ClickAsync();
        await screen.Page.Locator("[name=to]").FillAsync("中山");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Button(screen, "转给").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Tab(screen, "转入转出").ClickAsync();
        await Expect(screen.Page.Locator(".going li")).ToContainTextAsync("卫**");
        await screen.Picture("register-going-light");

        await using var other = await Register("street", theme: "dark", community: Other);
        await Tab(other, "转入转出").ClickAsync();
        await Expect(other.Page.Locator(".coming li")).ToContainTextAsync("义阳社区");
        await other.Picture("register-coming-dark");
        await Button(other, "接收").ClickAsync();
        await Button(other, "写门牌").ClickAsync();
        await other.Page.FillAsync("[name=building]", "拟新楼");
        await Person(other).GetByRole(AriaRole.Button, new() { Name = "接收", Exact = true }).ClickAsync();
        await Expect(other.Page.Locator(".coming li")).ToHaveCountAsync(0);
        await Tab(other, "名单").ClickAsync();
        await other.Page.Locator(".data-table input[type=search]").FillAsync("拟新楼");
        await other.Page.Keyboard.PressAsync("Enter");
        await Expect(other.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
        await Tab(screen, "已离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody")).ToContainTextAsync("已由 中山社区");
    }

    [Fact]
    public async Task A_household_is_split_and_merged_again_and_a_contact_is_added()
    {
        await using var screen = await Register("secretary");
        await Tab(screen, "户").ClickAsync();
        await Button(screen, "加一户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试户");
        await screen.Page.FillAsync("[name=building]", "拟户楼");
        await screen.Page.FillAsync("[name=room]", "301");
        await screen.Page.FillAsync("[name=members]", "4");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "加一户", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToHaveCountAsync(0);
        var rows = screen.Page.Locator(".homes tbody tr.row");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟户楼");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "分户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试二");
        await screen.Page.FillAsync("[name=room]", "302");
        await screen.Picture("register-split-light");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "分户", Exact = true }).Last.ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(rows).ToHaveCountAsync(2);
        await rows.Filter(new() { HasText = "302" }).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "并户").ClickAsync();
        await screen.Page.Locator("[name=into]").FillAsync("拟户楼 301");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "并户", Exact = true }).Last.ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("4");

        await Enter("卫试友", "9205");
        await Tab(screen, "名单").ClickAsync();
        await Find(screen, "9205");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "加联系人").ClickAsync();
        await screen.Page.FillAsync("[name=name]", "卫拟女");
        await screen.Page.FillAsync("[name=phones]", "139-0000-0404");
        await screen.Picture("register-guardian-light");
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Button(screen, "加联系人").ClickAsync();
        await Expect(Person(screen).Locator(".guardians li")).ToContainTextAsync("卫拟女");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task On_a_phone_nothing_stands_beyond_the_edge_and_every_act_is_reached(string theme)
    {
        var room = theme == "light" ? "9206" : "9207";
        await Enter("卫试机", room);
        await using var screen = await Register("secretary", Device.Phone, theme);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture($"register-phone-list-{theme}");
        await Find(screen, room);
        await Row(screen).GetByRole(AriaRole.Button).TapAsync();
        await Button(screen, "改登记").TapAsync();
        await Expect(screen.Page.Locator("[name=phones]")).ToBeVisibleAsync();
        await Button(screen, "要扶").TapAsync();
        await Expect(Person(screen)).ToContainTextAsync("会去掉：要扶");
        (await screen.Holds("document.querySelector('dialog.drawer').scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Unreachable("卫试机", 100)).ShouldBeEmpty();
        await screen.Picture($"register-phone-edit-{theme}");
    }

    [Fact]
    public async Task A_child_s_record_does_not_open_and_the_street_is_asked_to_approve_it_where_that_is_said()
    {
        await using var screen = await Register("secretary");
        await screen.Page.SelectOptionAsync("[name=kind]", "left-behind-minor");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "改登记").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("孩子的登记要街道批准后才能打开");
        await Button(screen, "请街道批准看").ClickAsync();
        await screen.Page.FillAsync("[name=reason]", "每月探访");
        await screen.Picture("register-child-light");
        await Button(screen, "送街道批").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("已送街道");

        // The street says yes, and the name is read; taken back, it is closed again.
        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#confirm");
        var asked = street.Page.Locator("[data-confirmation]").Filter(new() { HasText = "每月探访" });
        await Expect(asked).ToBeVisibleAsync();
        await street.Picture("street-confirm-minors");
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(asked).ToHaveCountAsync(0);
        await screen.Page.Keyboard.PressAsync("Escape");
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Named(screen);
        await Expect(Person(screen)).ToContainTextAsync("秒后遮住");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Tab(screen, "看孩子姓名").ClickAsync();
        await screen.Picture("register-approvals");
        await Button(screen, "撤销").First.ClickAsync();
        await Expect(Button(screen, "撤销")).ToHaveCountAsync(0);
        await Tab(screen, "名单").ClickAsync();
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "改登记").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("孩子的登记要街道批准后才能打开");
    }

    /// <summary>Opens somebody's record from the list.</summary>
    private static async Task Opened(Screen screen, string room)
    {
        await Find(screen, room);
        await Row(screen).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Person(screen)).ToBeVisibleAsync();
    }

    private static async Task Named(Screen screen)
    {
        await Button(screen, "看姓名").ClickAsync();
        await screen.Page.FillAsync("[name=reason]", "核对联系人");
        await Person(screen).Locator(".reveal").GetByRole(AriaRole.Button, new() { Name = "看姓名", Exact = true }).ClickAsync();
        await Expect(Person(screen).Locator(".cares")).ToBeVisibleAsync();
    }

    private static string In(int days) =>
        Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Who_stands_by_somebody_is_added_corrected_and_ended_and_a_guardian_waits_for_the_capacity_and_its_basis()
    {
        await Enter("卫试监", "9301");
        await using var screen = await Register("street");
        await Opened(screen, "9301");
        var cares = Person(screen).Locator(".cares");

        // Nobody has recorded that the old woman cannot decide for herself: no guardian yet, somebody to ring.
        await Button(screen, "加联系人").ClickAsync();
        await screen.Page.Locator(".guardians [name=role]").SelectOptionAsync("监护人");
        await screen.Page.FillAsync(".guardians [name=name]", "卫拟儿");
        await screen.Page.FillAsync(".guardians [name=phones]", "139-0000-0411");
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Named(screen);
        await Expect(cares.Locator("[data-role=contact]")).ToContainTextAsync("卫拟儿");
        await Expect(cares.Locator("[data-role=contact]")).ToContainTextAsync("能力没有记录，先当紧急联系人");
        await Expect(cares.Locator("[data-role=guardian]")).ToContainTextAsync("没有判决、鉴定就不写监护人");
        await screen.Picture("register-guardian-unknown", whole: true);

        // A capacity without what it rests on is not taken.
        await Button(screen, "改登记").ClickAsync();
        await screen.Page.SelectOptionAsync("[name=capacity]", "limited");
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen).Locator(".correct")).ToContainTextAsync("写凭什么认定");
        await screen.Page.FillAsync("[name=basis]", "豫1502民特3号判决");
        await Button(screen, "存，改 2 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Named(screen);
        await Expect(cares.Locator("[data-role=guardian]")).ToContainTextAsync("卫拟儿");
        await Expect(cares).Not.ToContainTextAsync("能力没有记录");
        await Expect(Person(screen)).ToContainTextAsync("限制 豫1502民特3号判决");

        // An entrusted carer has a term, and when parents said so in writing.
        await Button(screen, "加联系人").ClickAsync();
        await screen.Page.Locator(".guardians [name=role]").SelectOptionAsync("委托照护人");
        await screen.Page.FillAsync(".guardians [name=name]", "卫拟婶");
        await screen.Page.FillAsync(".guardians [name=phones]", "139-0000-0412");
        foreach (var day in (string[])["from", "to"])
            await Expect(screen.Page.Locator($".guardians [name={day}]")).ToHaveAttributeAsync("required", "");
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen).Locator(".guardians")).ToContainTextAsync("委托照护要写从哪天到哪天");
        await screen.Page.FillAsync(".guardians [name=from]", In(-10));
        await screen.Page.FillAsync(".guardians [name=to]", In(-20));
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen).Locator(".guardians")).ToContainTextAsync("结束不能早于开始");
        await screen.Page.FillAsync(".guardians [name=to]", In(200));
        await screen.Page.FillAsync(".guardians [name=notice]", In(-9));
        await screen.Picture("register-carer-add", whole: true);
        await Button(screen, "加上联系人").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Button(screen, "加联系人").ClickAsync();
        var carer = Person(screen).Locator(".guardians li").Filter(new() { HasText = "卫拟婶" });
        await Expect(carer).ToContainTextAsync("委托照护人");
        await carer.GetByRole(AriaRole.Button, new() { Name = "改", Exact = true }).ClickAsync();
        await Expect(screen.Page.Locator(".guardians [name=name]")).ToHaveValueAsync("卫拟婶");
        await screen.Page.FillAsync(".guardians [name=phones]", "139-0000-0413");
        await Button(screen, "家人说").ClickAsync();
        await Button(screen, "存联系人").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Named(screen);
        await Expect(cares.Locator("[data-role=carer] a[href='tel:139-0000-0413']")).ToHaveCountAsync(1);
        await Expect(cares.Locator("[data-role=carer]")).ToContainTextAsync("书面告知");
        (await screen.Unreachable("卫试监", 80)).ShouldBeEmpty();
        await screen.Picture("register-cares", whole: true);

        await Button(screen, "加联系人").ClickAsync();
        await carer.GetByRole(AriaRole.Button, new() { Name = "结束", Exact = true }).ClickAsync();
        await screen.Page.FillAsync(".guardians [name=day]", In(-1));
        await Person(screen).Locator(".guardians form").GetByRole(AriaRole.Button, new() { Name = "结束", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Button(screen, "加联系人").ClickAsync();
        await Expect(carer).ToContainTextAsync("已到期");
        await Expect(carer.GetByRole(AriaRole.Button, new() { Name = "结束", Exact = true })).ToBeDisabledAsync();
        await Named(screen);
        await Expect(cares).Not.ToContainTextAsync("卫拟婶");
        await Button(screen, "改动").ClickAsync();
        foreach (var part in (string[])["联系人到期", "改联系人", "加联系人", "家人说"])
            await Expect(Person(screen).Locator(".timeline")).ToContainTextAsync(part);
    }

    [Fact]
    public async Task Who_dies_goes_into_an_institution_is_born_or_moves_to_another_door_stands_where_they_belong()
    {
        await Enter("卫试逝", "9311");
        await Enter("卫试院", "9312");
        await Enter("卫试搬", "9313");
        await using var screen = await Register("secretary");
        await Opened(screen, "9311");
        await Button(screen, "搬走 / 去世").ClickAsync();
        await Button(screen, "去世").ClickAsync();
        await Expect(screen.Page.Locator("[name=where]")).ToHaveCountAsync(0);
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
        await Opened(screen, "9312");
        await Button(screen, "搬走 / 去世").ClickAsync();
        await Button(screen, "住进机构").ClickAsync();
        await screen.Page.FillAsync("[name=where]", "拟寿养老院");
        await Button(screen, "记下离开").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);

        await Opened(screen, "9313");
        await Button(screen, "搬到别的门").ClickAsync();
        await Button(screen, "写门牌").ClickAsync();
        await screen.Page.FillAsync("[name=room]", "9314");
        await Button(screen, "本人当面说").ClickAsync();
        await screen.Picture("register-door");
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Find(screen, "9314");
        await Expect(Row(screen)).ToContainTextAsync("卫**");

        await Button(screen, "加一人").ClickAsync();
        await Button(screen, "出生了").ClickAsync();
        await Button(screen, "写门牌").ClickAsync();
        await screen.Page.FillAsync("[name=building]", "拟楼");
        await screen.Page.FillAsync("[name=room]", "9315");
        await screen.Page.FillAsync("[name=name]", "卫拟婴");
        await screen.Page.FillAsync("[name=birth]", In(-3));
        await Button(screen, "留守未成年人").ClickAsync();
        await Button(screen, "婴儿").ClickAsync();
        await Button(screen, "加上").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("已加上 卫拟婴");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Find(screen, "9315");
        foreach (var part in (string[])["孩子 0 岁", "婴儿"])
            await Expect(Row(screen)).ToContainTextAsync(part);

        await Tab(screen, "已离开").ClickAsync();
        await Find(screen, "9311");
        await Expect(Row(screen)).ToContainTextAsync("去世");
        await Find(screen, "9312");
        await Expect(Row(screen)).ToContainTextAsync("住进机构");
        await screen.Picture("register-left-ways");

        await Tab(screen, "户").ClickAsync();
        await Button(screen, "加一户").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "卫试头");
        await screen.Page.FillAsync("[name=building]", "拟头楼");
        await screen.Page.FillAsync("[name=room]", "401");
        await Person(screen).GetByRole(AriaRole.Button, new() { Name = "加一户", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToHaveCountAsync(0);
        var home = screen.Page.Locator(".homes tbody tr.row");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟头楼");
        await Expect(home).ToContainTextAsync("卫**");
        await home.GetByRole(AriaRole.Button).ClickAsync();
        await Button(screen, "改这一户、换户主").ClickAsync();
        await screen.Page.FillAsync("[name=head]", "柏拟头");
        await screen.Page.FillAsync("[name=members]", "3");
        await screen.Picture("register-home-edit");
        await Person(screen).Locator("form").GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(home).ToContainTextAsync("柏**");
        await Expect(home).ToContainTextAsync("3");
    }

    [Fact]
    public async Task A_giving_is_sent_back_with_a_reason_and_another_is_taken_back()
    {
        await Enter("卫试退", "9321");
        await using var screen = await Register("secretary");
        async Task Give()
        {
            await Opened(screen, "9321");
            await Button(screen, "转给别的社区").ClickAsync();
            await screen.Page.Locator("[name=to]").FillAsync("中山");
            await screen.Page.Keyboard.PressAsync("Enter");
            await Button(screen, "转给").ClickAsync();
            await Expect(Person(screen)).ToContainTextAsync("存好了");
            await screen.Page.Keyboard.PressAsync("Escape");
        }
        await Give();
        await using var other = await Register("street", community: Other);
        await Tab(other, "转入转出").ClickAsync();
        var coming = other.Page.Locator(".coming li");
        await coming.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await coming.Locator("[name=why]").FillAsync("人不住这里");
        await other.Picture("register-give-back");
        await coming.Locator("form").GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Expect(coming).ToHaveCountAsync(0);

        await Give();
        await Tab(screen, "转入转出").ClickAsync();
        var going = screen.Page.Locator(".going li");
        await going.GetByRole(AriaRole.Button, new() { Name = "收回", Exact = true }).ClickAsync();
        await Expect(going).ToHaveCountAsync(0);
        await other.Page.ReloadAsync();
        await Tab(other, "转入转出").ClickAsync();
        await Expect(other.Page.Locator(".coming")).ToContainTextAsync("没有人等着转来");
        await Tab(screen, "名单").ClickAsync();
        await Opened(screen, "9321");
        await Button(screen, "改动").ClickAsync();
        foreach (var part in (string[])["收回转出", "被退回", "人不住这里"])
            await Expect(Person(screen).Locator(".timeline")).ToContainTextAsync(part);
    }

    [Fact]
    public async Task A_helper_is_paired_a_record_is_held_and_freed_and_destroyed_when_civil_affairs_agree()
    {
        await Enter("卫试存", "9331");
        await using var screen = await Register("street");
        await Opened(screen, "9331");
        var keep = Person(screen).Locator(".keep");
        await keep.Locator("[name=helper]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var helper = await keep.Locator("[name=helper]").InputValueAsync();
        await keep.Locator("[data-act=pair]").ClickAsync();
        await Expect(keep.Locator("[data-act=pair]")).ToBeDisabledAsync();

        await keep.Locator("[name=hold]").FillAsync(In(300));
        await keep.Locator("[data-act=hold]").ClickAsync();
        await Expect(keep.Locator(".held")).ToContainTextAsync("这之前谁也不能销毁");
        await Expect(keep.Locator(".erase")).ToHaveCountAsync(0);
        await screen.Picture("register-held", whole: true);
        await keep.Locator("[data-act=free]").ClickAsync();
        await Expect(keep.Locator(".held")).ToHaveCountAsync(0);
        await screen.Page.ReloadAsync();
        await Opened(screen, "9331");
        await Expect(keep.Locator("[name=helper]")).ToHaveValueAsync(helper);

        await keep.Locator(".erase summary").ClickAsync();
        await keep.Locator(".erase select").SelectOptionAsync("purpose-fulfilled");
        await keep.Locator(".erase button").ClickAsync();
        await Expect(keep.Locator(".erase [role=status]")).ToContainTextAsync("等另一人确认");
        await screen.Picture("register-erase", whole: true);

        await using var civil = await (await demo.Open("civil", Device.Laptop)).Go("/command");
        await civil.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var asked = civil.Page.Locator("[data-confirmation]").Filter(new() { HasText = "目的已实现" }).First;
        await civil.Picture("command-erase-person");
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(civil.Page.Locator("[data-confirmation]").Filter(new() { HasText = "目的已实现" })).ToHaveCountAsync(0);
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("拟楼 9331");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_filter_stands_in_the_address_and_no_name_or_number_does()
    {
        await using var screen = await Register("street");
        await screen.Page.SelectOptionAsync("[name=kind]", "elder-alone");
        await Until.True(() => screen.Page.Url.Contains("elder-alone", StringComparison.Ordinal), "the filter is in the address");
        await screen.Page.Locator(".data-table input[type=search]").FillAsync("卫");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Expect(screen.Page.Locator(".residents .count")).ToContainTextAsync("已记一笔");
        await screen.Page.ReloadAsync();
        await Expect(screen.Page.Locator("[name=kind]")).ToHaveValueAsync("elder-alone");
        Uri.UnescapeDataString(screen.Page.Url).ShouldNotContain("卫");
    }
}
