using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Entrusting;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Wording.Papers;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Entrusting;

public sealed class EntrustmentTests(Borough borough)
{
    private const string Code = Borough.Community,
        ChildName = "卜拟童",
        CarerName = "卜拟爷";
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    /// <summary>A child of this test alone, entrusted by hand.</summary>
    private async Task<PersonId> Entrusted(string name, int years = 7, bool carer = true)
    {
        var child = BoroughRegisters.Someone($"entrusted-{name}");
        await BoroughRegisters.Record(borough, child, null, ChildName, Today.AddYears(-years), 0.006, "left-behind-minor");
        if (!carer)
            return child;
        var guardian = new
        {
            role = "委托照护人",
            name = CarerName,
            relation = "祖父",
            phones = new[] { "13900000077" },
            from = Today.AddDays(-60),
            to = Today.AddDays(74),
        };
        (await (await borough.Secretary()).Post($"/api/communities/{Code}/residents/{child}/guardians", new { guardian })).Is(200);
        await Until.True(() => Known(child) is { Next: not null }, "a check is planned");
        return child;
    }

    private EntrustmentKnown? Known(PersonId child) => borough.Folding.Now.Of<EntrustmentsKnown>().Find(Code, child);

    private static string Of(PersonId child, string act = "") => $"/api/communities/{Code}/entrustments/{child}{act}";

    private static object Checked(string judgement, string body = "good", string school = "attends") =>
        new
        {
            judgement,
            note = "夜里睡得沉",
            answers = new[]
            {
                new { fact = "body", answer = body },
                new { fact = "watched", answer = "good" },
                new { fact = "money", answer = "comes" },
                new { fact = "parents", answer = "none" },
                new { fact = "school", answer = school },
                new { fact = "home", answer = "safe" },
            },
        };

    [Fact]
    public async Task Who_is_entrusted_by_hand_is_checked_and_stands_in_the_list_by_door_and_age_without_a_name()
    {
        var child = await Entrusted("listed");
        Known(child)!.Next!.Reason.ShouldBe(CheckReason.Start);
        var list = (await (await borough.Secretary()).Get($"/api/communities/{Code}/entrustments")).Is(200);
        var row = list["items"].EnumerateArray().Single(item => item.GetProperty("personId").GetGuid() == child.Value);
        row.GetProperty("age").GetInt32().ShouldBe(7);
        row.GetProperty("carer").GetString().ShouldBe("卜**");
        list.Text.ShouldNotContain(ChildName);
        list.Text.ShouldNotContain(CarerName);
        (await (await borough.GridChief()).Get($"/api/communities/{Code}/entrustments")).Is(403);
        (await (await borough.StreetOfficer()).Get($"/api/streets/{Borough.Street}/entrustments")).Is(200).Text.ShouldNotContain(ChildName);
    }

    [Fact]
    public async Task A_failing_carer_is_written_to_with_clocks_and_the_papers_say_what_the_check_found_and_name_no_child_unapproved()
    {
        var (child, secretary) = (await Entrusted("failing"), await borough.Secretary());
        var made = (await secretary.Post(Of(child, "/check"), Checked("failing", body: "bad", school: "notTold"))).Is(200);
        var card = (await secretary.Get(Of(child), made)).Is(200);
        card["letters"].EnumerateArray().Select(letter => letter.GetProperty("stage").GetString()).ShouldAllBe(stage => stage == "owed");
        card["child"].GetProperty("judgement").GetString().ShouldBe("failing");
        card["weeks"].EnumerateArray().Last().GetProperty("spoke").GetBoolean().ShouldBeFalse();
        card.Text.ShouldNotContain(ChildName);
        var page = (await secretary.Get(Of(child, "/letters/carer/paper"), made)).Is(200).Text;
        page.ShouldContain("照护人身体很差");
        page.ShouldContain("夜里睡得沉");
        page.ShouldNotContain(ChildName);
        (await secretary.Get(Of(child, "/letters/carer/paper?lang=fr"))).Is(400);
        Document(await secretary.File(Of(child, "/letters/department/paper.docx"))).ShouldContain("照护人不行");
        (await secretary.Post(Of(child, "/letters/carer/answer"), new { answer = "好" })).Code.ShouldBe("entrustment.not-sent");
        (await secretary.Post(Of(child, "/letters/carer/send"), new { way = "handed", proof = Guid.CreateVersion7() })).Code.ShouldBe(
            "entrustment.unknown-proof"
        );
        (await secretary.Post(Of(child, "/letters/carer/send"), new { way = "handed", words = "请姑姑来住" })).Is(200);
        var answered = (await secretary.Post(Of(child, "/letters/carer/answer"), new { answer = "姑姑来了" })).Is(200);
        (await secretary.Get(Of(child, "/letters/carer/paper"), answered)).Is(200).Text.ShouldContain("请姑姑来住");
        var letter = (await secretary.Get(Of(child), answered)).Is(200)["letters"].EnumerateArray().First();
        (letter.GetProperty("stage").GetString(), letter.GetProperty("answer").GetString()).ShouldBe(("answered", "姑姑来了"));
    }

    [Fact]
    public async Task That_parents_rang_is_noted_for_its_week_and_corrected_and_only_for_the_weeks_that_are_shown()
    {
        var (child, secretary) = (await Entrusted("rung"), await borough.Secretary());
        var monday = Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7));
        async Task<bool?[]> Weeks(Answer after) =>
            [
                .. (await secretary.Get(Of(child), after))
                    .Is(200)["weeks"]
                    .EnumerateArray()
                    .Select(week => week.TryGetProperty("spoke", out var spoke) ? spoke.GetBoolean() : (bool?)null),
            ];
        // Sunday belongs to the week that began on the Monday before.
        var noted = (await secretary.Post(Of(child, "/contact"), new { day = monday.AddDays(-1), spoke = true })).Is(200);
        var weeks = await Weeks(noted);
        weeks.Length.ShouldBe(12);
        weeks[10].ShouldBe(true);
        weeks.Where((_, at) => at != 10).ShouldAllBe(week => week == null);
        // The oldest week shown is noted too.
        (await secretary.Post(Of(child, "/contact"), new { day = monday.AddDays(-77), spoke = false })).Is(200);
        var corrected = (await secretary.Post(Of(child, "/contact"), new { day = monday.AddDays(-7), spoke = false })).Is(200);
        weeks = await Weeks(corrected);
        (weeks[0], weeks[10]).ShouldBe((false, false));

        (await secretary.Post(Of(child, "/contact"), new { day = Today.AddDays(1), spoke = true })).Is(400);
        (await secretary.Post(Of(child, "/contact"), new { day = Today.AddDays(-84), spoke = true })).Is(400);
        (await secretary.Post(Of(child, "/contact"), new { day = monday })).Is(400).Arguments.ShouldBe(["$.spoke: needed"]);
        (await (await borough.GridChief()).Post(Of(child, "/contact"), new { day = monday, spoke = true })).Is(403);
        (await Weeks(corrected)).ShouldBe(weeks);
    }

    [Fact]
    public async Task A_report_needs_its_first_line_and_no_entrustment_is_made_once_and_only_added_to()
    {
        var (child, director) = (await Entrusted("harm", carer: false), await borough.As(Role.ChildDirector, Code));
        var body = new
        {
            seen = "身上有伤，不敢说",
            where = "今天 10:52",
            to = new[] { "police", "civil-affairs" },
            policeFirst = true,
        };
        (await director.Post(Of(child, "/report"), new { to = new[] { "police" } })).Is(400);
        var first = (await director.Post(Of(child, "/report"), body, $"report-{child}")).Is(200);
        (await director.Post(Of(child, "/report"), body, $"report-{child}")).Is(200).Position.ShouldBe(first.Position);
        var report = first["reportId"].GetGuid();
        var added = (await director.Post(Of(child, $"/report/{report}/add"), new { text = "孩子已到姑姑家" })).Is(200);
        var reports = (await director.Get(Of(child), added)).Is(200)["reports"];
        reports.GetArrayLength().ShouldBe(1);
        reports[0].GetProperty("added")[0].GetProperty("text").GetString().ShouldBe("孩子已到姑姑家");
        var paper = (await director.Get(Of(child, $"/report/{report}/paper"), added)).Is(200).Text;
        paper.ShouldContain("身上有伤");
        paper.ShouldNotContain(ChildName);
        (await director.Post(Of(child, $"/report/{Guid.CreateVersion7()}/add"), new { text = "x" })).Code.ShouldBe(
            "entrustment.unknown-report"
        );
        (await (await borough.GridChief()).Post(Of(child, "/report"), body)).Is(403);
    }

    [Fact]
    public async Task A_visit_that_finds_the_carer_failing_asks_for_a_check_and_signs_of_harm_ask_for_the_report()
    {
        var (carer, harm) = (await Entrusted("visit-carer"), await Entrusted("visit-harm", carer: false));
        var director = await borough.As(Role.ChildDirector, Code);
        (await director.Post($"/api/communities/{Code}/visits/{carer}/make", Answered("carer", "failing"))).Is(200);
        (await director.Post($"/api/communities/{Code}/visits/{harm}/make", Answered("harm", "yes"))).Is(200);
        await Until.True(() => Known(carer) is { Next.Reason: CheckReason.Sign, Asked: null }, "a check is asked for");
        await Until.True(() => Known(harm) is { Next.Reason: CheckReason.Sign, Asked: not null }, "the report is owed");
        var card = (await director.Get(Of(harm))).Is(200);
        card["child"].GetProperty("report").GetBoolean().ShouldBeTrue();
        (await director.Post(Of(harm, "/report"), new { seen = "有伤", to = new[] { "police" } })).Is(200);
        await Until.True(() => Known(harm) is { Asked: null, Awaited.Count: 1 }, "the clock has stopped");

        static object Answered(string question, string answer) => new { means = "door", answers = new[] { new { question, answer } } };
    }

    [Fact]
    public async Task Letters_reports_and_proofs_of_a_child_whose_key_is_destroyed_are_gone_and_the_lists_go_on()
    {
        var (child, secretary) = (await Entrusted("destroyed"), await borough.Secretary());
        (await secretary.Post(Of(child, "/check"), Checked("failing", body: "bad"))).Is(200);
        (await secretary.Post(Of(child, "/letters/carer/send"), new { way = "handed", words = "请姑姑来住" })).Is(200);
        (await secretary.Post(Of(child, "/letters/carer/answer"), new { answer = "姑姑来了" })).Is(200);
        string[] papers = ["", "/letters/carer/paper", "/letters/carer/paper.docx", "/letters/department/paper"];
        foreach (var paper in papers.Where(paper => !paper.EndsWith("docx", StringComparison.Ordinal)))
            (await secretary.Get(Of(child, paper))).Is(200);
        var asked = (
            await (await borough.StreetOfficer()).Post($"/api/communities/{Code}/residents/{child}/erase", new { basis = "term-over" })
        ).Is(202);
        var civil = await borough.As(Role.CivilAffairs, Borough.County);
        await Until.TrueAsync(
            async () =>
                (await civil.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200).String("stage") == "done",
            "it is done"
        );
        await Until.True(() => Known(child) is null, "nobody follows the care any more");
        foreach (var paper in papers)
        {
            var gone = await secretary.Get(Of(child, paper));
            (gone.Status, gone.Code).ShouldBe((404, "entrustment.unknown"), paper);
        }
        (await secretary.Post(Of(child, "/letters/carer/send"), new { way = "handed" })).Code.ShouldBe("entrustment.unknown");
        (await secretary.Get($"/api/communities/{Code}/entrustments")).Is(200).Text.ShouldNotContain(child.ToString());
    }

    [Fact]
    public async Task Whose_key_is_gone_who_has_left_and_who_is_of_age_is_nobody_here()
    {
        var (left, grown) = (await Entrusted("left"), await Entrusted("grown", years: 30, carer: false));
        var secretary = await borough.Secretary();
        (await secretary.Post($"/api/communities/{Code}/residents/{left}/leave", new { how = "moved", day = Today })).Is(200);
        await Until.True(() => Known(left) is null, "it has ended");
        (await secretary.Get(Of(left))).Code.ShouldBe("entrustment.unknown");
        (await secretary.Post(Of(left, "/check"), Checked("good"))).Code.ShouldBe("entrustment.unknown");
        (await secretary.Post(Of(grown, "/check"), Checked("good"))).Code.ShouldBe("entrustment.only-minors");
        (await secretary.Post(Of(grown, "/check"), new { judgement = "good" })).Is(400);
        (await (await borough.As(Role.Secretary, Borough.Neighbour)).Get(Of(grown))).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task What_is_due_to_carers_and_parents_is_printed_at_once_each_on_its_own_sheet_and_recorded()
    {
        var (first, second) = (await Entrusted("printed-1"), await Entrusted("printed-2"));
        var secretary = await borough.Secretary();
        (await secretary.Post(Of(second, "/check"), Checked("strained"))).Is(200);
        await Until.True(() => Known(second) is { Letters.Count: > 0 }, "letters are owed");
        var papers = (await secretary.Get($"/api/communities/{Code}/entrustments")).Is(200)["papers"].GetInt32();
        var address = $"/api/communities/{Code}/entrustments/letters/paper";
        var page = (await secretary.Get(address)).Is(200).Text;
        page.Split("<article>").Length.ShouldBe(papers + 1);
        foreach (var title in (string[])["学期检查告知书", "给父母或者其他监护人的学期告知书", "督促书", "还没有收到书面委托"])
            page.ShouldContain(title);
        page.ShouldNotContain(ChildName);
        page.ShouldNotContain("{");
        Document(await secretary.File($"{address}.docx")).ShouldContain("学期检查告知书");
        var prints = 0;
        await foreach (var happened in borough.Feed.Stream(Entities.Audit(Entities.Live, Today, Borough.County), await borough.Feed.Head()))
            if (happened.Event is AccessRecorded { Purpose: AccessPurpose.Print } access && access.By.Account == secretary.Account)
                prints += access.Persons.Contains(first) && access.Persons.Contains(second) ? 1 : 0;
        prints.ShouldBe(2);
        var street = await borough.StreetOfficer();
        (await street.Get($"/api/streets/{Borough.Street}/entrustments")).Is(200)["papers"].GetInt32().ShouldBeGreaterThanOrEqualTo(papers);
        (await street.Get($"/api/streets/{Borough.Street}/entrustments/letters/paper")).Is(200).Text.ShouldContain("督促书");
        (await street.Get($"/api/streets/{Borough.Street}/entrustments/letters/paper?lang=xx")).Is(400);
        (await secretary.Get($"/api/streets/{Borough.Street}/entrustments/letters/paper")).Is(403);
        (await (await borough.GridChief()).Get(address)).Is(403);
        (
            await (await borough.As(Role.Secretary, Borough.Neighbour)).Get(
                $"/api/communities/{Borough.Neighbour}/entrustments/letters/paper"
            )
        )
            .Is(404)
            .Code.ShouldBe("entrustment.none-due");
    }

    [Fact]
    public async Task Police_answer_a_report_by_a_link_civil_affairs_by_their_account_and_the_committee_notes_what_came_on_paper()
    {
        var (child, director) = (await Entrusted("answered", carer: false), await borough.As(Role.ChildDirector, Code));
        var body = new { seen = $"{ChildName}身上有伤", to = new[] { "police", "civil-affairs", "education" } };
        var report = (await director.Post(Of(child, "/report"), body)).Is(200)["reportId"].GetGuid();
        var there = Of(child, $"/report/{report}");
        async Task<System.Text.Json.JsonElement> Receiver(string to) =>
            (await director.Get(Of(child)))
                .Is(200)["reports"][0]
                .GetProperty("receivers")
                .EnumerateArray()
                .Single(one => one.GetProperty("to").GetString() == to);
        (await Receiver("police")).GetProperty("before").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);

        async Task<(string Token, string Code)> Link(string to)
        {
            var link = (await director.Post($"{there}/link/{to}", new { })).Is(201);
            return (link.String("address")!.Split('#')[1], link.String("code")!);
        }
        var (token, code) = await Link("police");
        var school = await Link("education");
        var stranger = borough.Stranger;
        var shown = (await stranger.Post("/api/link/open", new { token, code })).Is(200);
        shown["as"].GetString().ShouldBe("police");
        foreach (var secret in (string[])[ChildName, "身上有伤", child.ToString()])
            shown.Text.ShouldNotContain(secret);
        (await stranger.Post("/api/link/act", Told("other-time"))).Is(400);
        (await stranger.Post("/api/link/act", Told("accept"))).Is(200);
        (await stranger.Post("/api/link/open", new { token, code })).Is(200)["done"].GetBoolean().ShouldBeTrue();
        (await stranger.Post("/api/link/act", Told("take-up", "公（例）〔2026〕9号"))).Is(200);
        await Until.True(
            () => borough.Folding.Now.Of<EntrustmentsKnown>().Reports[new(report)].Receivers[0].DecidedAt is not null,
            "decided"
        );
        var police = await Receiver("police");
        police.GetProperty("decision").GetString().ShouldBe("taken-up");
        police.GetProperty("way").GetString().ShouldBe("link");
        police.GetProperty("words").GetString().ShouldBe("公（例）〔2026〕9号");
        police.TryGetProperty("before", out _).ShouldBeFalse();
        (await stranger.Post("/api/link/open", new { token, code })).Is(409).Code.ShouldBe("link.used");
        (await stranger.Post("/api/link/open", new { token = school.Token, code = school.Code })).Is(200);
        (await director.Post($"{there}/link/withdraw", new { })).Is(200);
        (await stranger.Post("/api/link/open", new { token = school.Token, code = school.Code })).Is(409);

        var civil = await borough.As(Role.CivilAffairs, Borough.County);
        var list = (await civil.Get("/api/harm-reports")).Is(200);
        list.Text.ShouldNotContain("身上有伤");
        list["items"].EnumerateArray().ShouldContain(one => one.GetProperty("id").GetGuid() == report);
        (await civil.Get($"/api/harm-reports/{report}")).Is(200).Text.ShouldContain("身上有伤");
        (await civil.Post($"/api/harm-reports/{report}/answer", new { decision = "declined" })).Is(400);
        (await civil.Post($"/api/harm-reports/{report}/answer", new { decision = "unfounded" })).Is(200);
        (await Receiver("civil-affairs")).GetProperty("way").GetString().ShouldBe("account");
        (await (await borough.As(Role.CivilAffairs, Borough.OtherCounty)).Get($"/api/harm-reports/{report}")).Is(404);
        (await director.Get("/api/harm-reports")).Is(403);

        (await director.Post($"{there}/answer", new { to = "education", words = "校长签收" })).Is(200);
        var education = await Receiver("education");
        education.GetProperty("way").GetString().ShouldBe("paper");
        education.GetProperty("receivedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        (await director.Post($"{there}/answer", new { to = "education", proof = Guid.CreateVersion7() })).Code.ShouldBe(
            "entrustment.unknown-proof"
        );
        (await director.Post(Of(child, $"/report/{Guid.CreateVersion7()}/link/police"), new { })).Code.ShouldBe(
            "entrustment.unknown-report"
        );
        (await (await borough.GridChief()).Post($"{there}/link/police", new { })).Is(403);

        object Told(string act, string? words = null) =>
            new
            {
                token,
                code,
                act,
                words,
            };
    }

    [Fact]
    public void Every_paper_has_the_same_words_in_both_languages() =>
        PaperTexts.In("en").Keys.ShouldBe(PaperTexts.In("zh-CN").Keys, ignoreOrder: true);

    [Fact]
    public void What_stands_in_a_slot_is_never_read_as_a_template() =>
        PaperTexts.Fill("给{a}：{b}", ("a", "{b}"), ("b", "{a}")).ShouldBe("给{b}：{a}");

    private static string Document(byte[] file)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(file), false);
        new OpenXmlValidator().Validate(word).Select(fault => $"{fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
        return word.MainDocumentPart!.Document.Body!.InnerText;
    }
}
