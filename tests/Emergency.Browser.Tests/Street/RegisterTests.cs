using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>关爱: records are kept by hand, with the mouse and the keyboard. All persons are fictitious.</summary>
[Collection(nameof(RegisterCollection))]
public sealed class RegisterTests(Demo demo) : Registering(demo)
{
    [Fact]
    [TenMinutes(7)]
    [MainAct("/street#residents")]
    public async Task A_newcomer_is_added_with_five_fields_and_what_is_wrong_is_said_at_the_field()
    {
        var room = "9101";
        await using var screen = await Register("secretary");
        (await screen.Unreachable("义阳", 100)).ShouldBeEmpty();
        await screen.Picture("register-list");
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
        await screen.Picture("register-add");
        await screen.Page.FillAsync("[name=birth]", "1950-03-02");
        await screen.Page.FillAsync("[name=phone]", "139-0000-0207");
        await Button(screen, "独居老人").ClickAsync();
        await Button(screen, "要扶").ClickAsync();
        await Button(screen, "加上").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("已加上 卫试新");
        // Clicks: open, a written door, the refused try, a kind, a need, sent.
        (await Clicks(screen)).ShouldBeLessThanOrEqualTo(8);
        Told("a newcomer is added", begun);
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(Person(screen)).ToHaveCountAsync(0);
        await Find(screen, room);
        await Expect(Row(screen)).ToContainTextAsync("卫**");
        await Expect(Row(screen)).ToContainTextAsync("要扶");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
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
        // Found with the keyboard; clicks: open, the act, the reason, save.
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
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Two_desks_that_correct_one_phone_the_second_reads_what_the_first_wrote_and_loses_nothing()
    {
        var person = await Enter("卫试争", "9202");
        await using var screen = await Register("secretary", theme: "dark");
        await Find(screen, "9202");
        await Row(screen).PressAsync("Enter");
        await Button(screen, "改电话").ClickAsync();
        await screen.Page.FillAsync("[name=phones]", "139-0000-0303");
        using var street = await Demo.SignIn("street");
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
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task On_a_phone_nothing_stands_beyond_the_edge_and_every_act_is_reached()
    {
        var room = "9206";
        await Enter("卫试机", room);
        await using var screen = await Register("secretary", Device.Phone);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture("register-phone-list");
        await Find(screen, room);
        await Row(screen).GetByRole(AriaRole.Button).TapAsync();
        await Button(screen, "改登记").TapAsync();
        await Expect(screen.Page.Locator("[name=phones]")).ToBeVisibleAsync();
        await Button(screen, "要扶").TapAsync();
        await Expect(Person(screen)).ToContainTextAsync("会去掉：要扶");
        (await screen.Holds("document.querySelector('dialog.drawer').scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Unreachable("卫试机", 100)).ShouldBeEmpty();
        await screen.Picture("register-phone-edit");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
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

        // The street says yes, and the name is shown; taken back, it is hidden again.
        await using var street = await (await Demo.Open("street", Device.Office)).Go("/street#confirm");
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

        // A person is in danger now: the name opens once, and the street checks it afterwards.
        await Button(screen, "紧急看").ClickAsync();
        await screen.Page.FillAsync("[name=reason]", "孩子抽搐，找家长");
        await screen.Picture("register-child-emergency");
        await Person(screen).Locator(".reveal button.primary").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("前由街道或民政复核");
        await screen.Picture("register-child-emergency-open");
        var look = street.Page.Locator("[data-confirmation]").Filter(new() { HasText = "孩子抽搐" });
        await Expect(look).ToContainTextAsync("复核");
        await look.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(look).ToHaveCountAsync(0);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Who_stands_by_somebody_is_added_corrected_and_ended_and_a_guardian_waits_for_the_capacity_and_its_basis()
    {
        await Enter("卫试监", "9301");
        await using var screen = await Register("street");
        await Opened(screen, "9301");
        var cares = Person(screen).Locator(".cares");

        // Nobody has recorded that the old woman cannot decide for herself: she gets a contact to ring, not a guardian.
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

        // A capacity without its basis is refused.
        await Button(screen, "改登记").ClickAsync();
        await screen.Page.SelectOptionAsync("[name=capacity]", "limited");
        await Button(screen, "存，改 1 栏").ClickAsync();
        await Expect(Person(screen).Locator(".correct")).ToContainTextAsync("写明认定依据");
        await screen.Page.FillAsync("[name=basis]", "豫1502民特3号判决");
        await Button(screen, "存，改 2 栏").ClickAsync();
        await Expect(Person(screen)).ToContainTextAsync("存好了");
        await Named(screen);
        await Expect(cares.Locator("[data-role=guardian]")).ToContainTextAsync("卫拟儿");
        await Expect(cares).Not.ToContainTextAsync("能力没有记录");
        await Expect(Person(screen)).ToContainTextAsync("限制 豫1502民特3号判决");

        // An entrusted carer has a term, and the date of the parents' written consent.
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
    [Long("a whole story: the main acts of its pages are quick")]
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

        await using var civil = await (await Demo.Open("civil", Device.Laptop)).Go("/command");
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
    [Long("a whole story: the main acts of its pages are quick")]
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
