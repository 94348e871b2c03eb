using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>
/// Each follow-up that the form of a visit announces stands afterwards on its receiver's page. All persons are fictitious.
/// </summary>
[Collection(nameof(FieldCollection))]
public sealed class VisitFollowTests(Demo demo) : Visiting(demo)
{
    private Task<Guid> Followed(string name, string room, string[] kinds, string[] needs, int born = 1944, string building = "续楼") =>
        Asked(name, room, kinds, needs, born, building, "139-0000-0147");

    private Task<Guid> Elder(string name, string room, params string[] needs) => Followed(name, room, ["elder-alone"], needs);

    private async Task<bool> Has(Guid id, string what) => (await History(id)).Contains(what, StringComparison.Ordinal);

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_is_told_to_the_secretary_stands_on_today_opens_the_person_and_goes_when_it_is_seen()
    {
        var id = await Elder("蓟拟粮", "9201", "support");
        await using var phone = await Walk("grid", id);
        await phone.Tap(Row(phone, id).Locator(".way"));
        await Press(phone, "有事要办");
        await phone.Tap("[data-value=food]");
        await phone.Tap("[data-value=house]");
        await phone.Page.Locator("input[name=hazard]").FillAsync("续楼楼道电线垂下来");
        await phone.Screen.Picture("visit-follows", whole: true);
        await Press(phone, "记下并通知");
        await Until.TrueAsync(() => Has(id, "visits.made.v1"), "the visit is there");

        await using var screen = await (await Demo.Open("secretary", Device.Office)).Go("/street");
        var line = screen.Page.Locator(".today li[data-kind=visit-asks]");
        await Expect(line).ToContainTextAsync("探访带回的事");
        await screen.Picture("visit-asks-today");
        await line.Locator("a.button").ClickAsync();
        await Expect(screen.Page.Locator("button[name=visitAsks]")).ToHaveAttributeAsync("aria-pressed", "true");
        await screen.Page.Locator(".residents tbody tr.row").Filter(new() { HasText = "9201" }).ClickAsync();
        var asks = screen.Page.Locator("dialog.drawer [data-asks]");
        await Expect(asks).ToContainTextAsync("有事告诉您");
        await Expect(screen.Page.Locator("dialog.drawer [data-entry='visits.made.v1']")).ToContainTextAsync("没吃的");
        await screen.Picture("visit-asks-person");
        await asks.Locator("[data-do=seen]").ClickAsync();
        await Expect(screen.Page.Locator(".residents tbody tr.row").Filter(new() { HasText = "9201" })).ToHaveCountAsync(0);

        await screen.Go($"/street?community={Community}#hazards");
        await Expect(screen.Page.Locator("main")).ToContainTextAsync("续楼楼道电线垂下来");
        await screen.Picture("visit-hazard");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_telephone_that_has_changed_is_asked_of_the_secretary_and_a_call_is_kept_only_if_the_visitor_wants_it()
    {
        var id = await Elder("蓟拟话", "9202", "support");
        await using var phone = await Walk("grid", id);
        // Nobody is really rung.
        await phone.Page.EvaluateAsync(
            "document.addEventListener('click', (press) => press.target.closest('a[href^=tel]') && press.preventDefault())"
        );
        await phone.Tap(Row(phone, id).Locator(".way"));
        await Expect(phone.Page.Locator("[data-do=called]")).ToHaveCountAsync(0);
        await phone.Tap("[data-value=phone]");
        await Expect(phone.Page.Locator("[data-do=called]")).ToHaveCountAsync(0);
        await phone.Tap("main .dials a[href='tel:139-0000-0147']");
        await phone.Tap("[data-do=called]");
        await phone.Tap(phone.Page.Locator("[data-value=changed]").First);
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("请书记改登记");
        await phone.Screen.Picture("visit-called", whole: true);
        await phone.Tap("button.usual");
        await Until.TrueAsync(() => Has(id, "\"byCall\":true"), "it was told that one has rung");
        using var secretary = await Demo.SignIn("secretary");
        (await secretary.Get($"{Visits}/{id}")).Is(200)["asks"][0].GetProperty("follow").GetString().ShouldBe("need-changed");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_doctor_who_is_asked_for_sees_it_first_among_the_patients()
    {
        var id = await Followed("蓟拟医", "9203", ["escort", "elder-alone"], ["support"]);
        await using var phone = await Walk("grid", id);
        await phone.Tap(Row(phone, id).Locator(".way"));
        await Press(phone, "有事要办");
        await phone.Tap("[data-value=medicine]");
        await Press(phone, "记下并通知");
        await Until.TrueAsync(() => Has(id, "medicine"), "the visit is there");
        await using var clinic = await (await Demo.Open("clinic", Device.Office)).Go("/clinic");
        var patient = clinic.Page.Locator($"[data-patient='{id}']");
        await Expect(patient).ToContainTextAsync("社区请您去看");
        await clinic.Picture("clinic-asked", whole: true);
        (await patient.InnerTextAsync()).ShouldNotContain("药快没了");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_childs_six_questions_say_what_follows_and_whom_to_ring_and_a_strained_carer_is_checked()
    {
        var id = await Followed("蓟拟童", "9204", ["left-behind-minor"], [], born: 2018);
        using (var secretary = await Demo.SignIn("secretary"))
            (
                await secretary.Post(
                    $"/api/communities/{Community}/residents/{id}/guardians",
                    new
                    {
                        guardian = new
                        {
                            name = "蓟拟父",
                            role = "监护人",
                            relation = "父亲",
                            phones = new[] { "139-0000-0148" },
                        },
                    }
                )
            ).Status.ShouldBeOneOf(200, 201);
        await using var phone = await Walk("child", id);
        await phone.Tap(Row(phone, id).Locator(".way"));
        var questions = phone.Page.Locator("main section.card").Filter(new() { Has = phone.Page.Locator("[data-value]") });
        await Expect(questions).ToHaveCountAsync(6);
        await Expect(Named(phone.Page.Locator("main"), "记下")).ToBeDisabledAsync();
        string[] answers = ["yes", "good", "no", "strained", "yes", "no"];
        foreach (var (question, answer) in answers.Index())
            await phone.Tap(questions.Nth(question).Locator($"[data-value={answer}]"));
        await Expect(questions.Nth(2)).ToContainTextAsync("打给监护人");
        await Expect(questions.Nth(3)).ToContainTextAsync("检查委托照护");
        await Expect(phone.Page.Locator("[data-do=kin]")).ToHaveAttributeAsync("href", "tel:139-0000-0148");
        await phone.Screen.Picture("visit-child", whole: true);
        await Press(phone, "记下");
        await Until.TrueAsync(() => Has(id, "strained"), "what was found is there");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Who_is_in_hospital_is_not_visited_until_they_are_home()
    {
        var id = await Elder("蓟拟院", "9205", "support");
        await using var phone = await Walk("grid", id);
        await phone.Tap(Row(phone, id).Locator(".way"));
        await Press(phone, "没见到");
        await phone.Tap("[data-value=hospital]");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("出院后一天内去看");
        await Press(phone, "先记下");
        await Until.TrueAsync(() => Has(id, "visits.paused.v1"), "visits rest");
        await phone.OpenAnew("/team#visits");
        await Expect(phone.Page.Locator("h2", new() { HasText = "今日探访" })).ToBeVisibleAsync();
        await Expect(Row(phone, id)).ToHaveCountAsync(0);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_door_is_handed_to_somebody_else_and_the_desk_takes_it_over()
    {
        var id = await Elder("蓟拟交", "9206", "support");
        using var secretary = await Demo.SignIn("secretary");
        var team = (await secretary.Get($"/api/communities/{Community}/team?limit=200")).Is(200)["items"].EnumerateArray().ToList();
        var other = team.First(one =>
                one.GetProperty("role").GetString() == "building-chief" && one.GetProperty("availability").GetString() == "on-post"
            )
            .GetProperty("id")
            .GetGuid();
        await using var phone = await Walk("grid", id);
        await phone.Tap(Row(phone, id).Locator(".way"));
        await Press(phone, "没见到");
        await Press(phone, "转给…");
        await phone.Screen.Pick("walker", other.ToString());
        await phone.Screen.Picture("visit-hand", whole: true);
        await Press(phone, "转给…");
        await Until.TrueAsync(
            async () => (await secretary.Get($"{Visits}/{id}")).Is(200).Text.Contains($"\"hand\":\"{other}\"", StringComparison.Ordinal),
            "it is handed over"
        );
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_walk_is_printed_from_the_phone()
    {
        var id = await Elder("蓟拟印", "9207", "support");
        await using var phone = await Walk("grid", id);
        await phone.Page.EvaluateAsync("window.print = () => (window.printed = true)");
        await Press(phone, "打印名单");
        (await phone.Page.EvaluateAsync<bool>("window.printed === true")).ShouldBeTrue();
    }

    [Fact]
    [MainAct("/street#visits")]
    public async Task When_power_fails_the_desk_asks_for_visits_of_who_needs_it_and_says_how_many()
    {
        var id = await Followed("蓟拟氧", "9208", ["elder-alone"], ["oxygen"], building: "停电楼");
        await using var screen = await (await Demo.Open("secretary", Device.Office)).Go($"/street?community={Community}#visits");
        await screen.Page.Locator("[data-do=cut]").ClickAsync();
        await screen.Page.Locator("select[name=cut-building]").SelectOptionAsync("停电楼");
        await screen.Page.Locator("select[name=cut-hours]").SelectOptionAsync("4");
        await screen.Picture("visits-power-cut");
        await Named(screen.Page.Locator("form.cut"), "请人去看").ClickAsync();
        await Expect(screen.Page.Locator("form.cut")).ToContainTextAsync("已请人去看 1 户");
        await Expect(screen.Page.Locator("aside.side")).ToContainTextAsync("停电 · 1 户");
        await using var phone = await Walk("grid", id);
        await Expect(Row(phone, id)).ToContainTextAsync("停电");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_list_of_people_is_narrowed_to_whose_visit_is_due()
    {
        await Elder("蓟拟期", "9209", "support");
        await using var screen = await (await Demo.Open("secretary", Device.Office)).Go($"/street?community={Community}#residents");
        await screen.Page.Locator("button[name=visitDue]").ClickAsync();
        await Expect(screen.Page.Locator("button[name=visitDue]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(screen.Page.Locator(".residents tbody tr.row").Filter(new() { HasText = "9209" })).ToHaveCountAsync(1);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_clinics_day_is_written_by_hand_and_an_earlier_month_and_the_street_are_looked_at()
    {
        var id = await Elder("蓟拟卫", "9210", "support");
        await using (var screen = await (await Demo.Open("secretary", Device.Office)).Go($"/street?community={Community}#residents"))
        {
            await screen.Page.Locator(".data-table input[type=search]").FillAsync("续楼 9210");
            await screen.Page.Keyboard.PressAsync("Enter");
            await Expect(screen.Page.Locator(".residents tbody tr.row")).ToHaveCountAsync(1);
            await screen.Page.Locator(".residents tbody tr.row").ClickAsync();
            var visits = screen.Page.Locator("dialog.drawer .visits");
            await Named(visits, "卫生院日子").ClickAsync();
            await visits.Locator("input[name=clinic]").FillAsync("2036-05-20");
            await Named(visits, "记下").ClickAsync();
            await Until.TrueAsync(() => Has(id, "2036-05-20"), "the day is there");

            await screen.Go($"/street?community={Community}#visits");
            await Expect(screen.Page.Locator("aside.side")).ToContainTextAsync("续楼");
            await screen.Page.Locator("select[name=month]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await Expect(screen.Page.Locator("[data-past]")).ToBeVisibleAsync();
            await screen.Picture("visits-past");
        }
        await using var street = await (await Demo.Open("street", Device.Office)).Go("/street#visits");
        await Expect(street.Page.Locator(".visits")).ToContainTextAsync("七天以上没见到");
        await street.Page.Locator(".visits tbody tr.row").First.ClickAsync();
        await Expect(street.Page.Locator(".visits .month")).ToBeVisibleAsync();
    }
}
