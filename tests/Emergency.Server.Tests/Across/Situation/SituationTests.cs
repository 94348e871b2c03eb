using System.IO.Compression;
using Emergency.Domain;
using Emergency.Server.Across.Situation;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Situation;

public sealed class SituationTests(Borough borough)
{
    private async Task<Guid> Fire(Resident duty, bool drawn)
    {
        var body = new
        {
            category = "fire",
            priority = "life",
            title = "样楼起火",
            address = "1号楼1单元",
            community = Borough.Community,
            location = new { lon = Borough.Lon, lat = Borough.Lat },
        };
        var incident = (await duty.Post("/api/incidents", body)).Is(201)["id"].GetGuid();
        var circle = new
        {
            lon = Borough.Lon,
            lat = Borough.Lat,
            metres = 300,
        };
        if (drawn)
        {
            (await duty.Post($"/api/incidents/{incident}/impact", new { circle })).Is(200);
            await Until.TrueAsync(
                async () => (await duty.Get($"/api/incidents/{incident}/figures")).Is(200)["communities"].GetArrayLength() > 0,
                "doors are counted"
            );
        }
        return incident;
    }

    [Fact]
    public void Every_slot_of_every_form_is_a_fact_there_is()
    {
        SituationForms.BuiltIn.ShouldNotBeEmpty();
        foreach (var form in SituationForms.BuiltIn)
            form.Slots.Except(SituationFacts.Names, StringComparer.Ordinal).ShouldBeEmpty(form.Code);
    }

    [Fact]
    public async Task Before_an_area_is_drawn_the_first_report_says_what_is_not_verified_and_may_be_sent()
    {
        var duty = await borough.Duty();
        var incident = await Fire(duty, drawn: false);
        var shown = (await duty.Get($"/api/incidents/{incident}/situation")).Is(200);
        shown["form"].GetString().ShouldBe("first");
        shown.Text.ShouldContain("样楼起火");
        shown["title"].GetString().ShouldBe("关于试阳社区1号楼1单元火灾的初报");
        shown.Text.ShouldContain("待核实");
        string.Concat(shown["lines"].EnumerateArray()).ShouldNotContain("{");
    }

    [Fact]
    public async Task Filled_from_facts_it_adds_up_and_names_nobody()
    {
        var duty = await borough.Duty();
        var incident = await Fire(duty, drawn: true);
        var figures = (await duty.Get($"/api/incidents/{incident}/figures")).Is(200)["total"].GetProperty("people");
        var first = (await duty.Get($"/api/incidents/{incident}/situation?form=first")).Is(200);
        first.Text.ShouldContain($"逐户核实：应查 {figures.GetProperty("toMove").GetInt32()}，已落实 0");
        first.Text.ShouldNotContain("已转");
        foreach (var name in (string[])["陈试婆", "褚样娃", "卫拟壮", "13900000001"])
            first.Text.ShouldNotContain(name);
        var hourly = (await duty.Get($"/api/incidents/{incident}/situation?form=hourly")).Is(200);
        var last = hourly["hours"].EnumerateArray().Last().GetProperty("people");
        last.GetProperty("toMove")
            .GetInt32()
            .ShouldBe(last.GetProperty("moved").GetInt32() + last.GetProperty("left").GetInt32() + last.GetProperty("lost").GetInt32());
        last.GetProperty("toMove").GetInt32().ShouldBe(figures.GetProperty("toMove").GetInt32());
        (await duty.Get($"/api/incidents/{incident}/situation?form=none")).Is(400);
        (await (await borough.GridChief()).Get($"/api/incidents/{incident}/situation")).Is(403);
    }

    [Fact]
    public async Task Each_slot_of_a_countys_own_form_counts_whom_its_name_says()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var incident = await Fire(duty, drawn: true);
        foreach (
            var (home, state) in ((HouseholdId, string)[])[(BoroughRegisters.OtherUnit, "unreachable"), (BoroughRegisters.Child, "refuses")]
        )
            (
                await secretary.Post(
                    $"/api/incidents/{incident}/doors/{Borough.Community}/households/{home}/check",
                    new { state, all = true }
                )
            ).Is(200);
        var total = (await duty.Get($"/api/incidents/{incident}/figures")).Is(200)["total"];
        string Of(string row, string column) => total.GetProperty(row).GetProperty(column).GetRawText();
        var asked = new Asked(duty.Account, [new(Role.CountyDuty, new(Borough.County))], null, Entities.Live, SaidNow, default, "", null);
        var facts = SituationFacts.Of(
            new IncidentSeen(borough.Incident(incident)!, borough.Folding.Now, asked),
            borough.Sealing,
            new PageWords("zh-CN")
        );
        (string Slot, string Row, string Column)[] slots =
        [
            ("people", "people", "toMove"),
            ("households", "households", "toMove"),
            ("persons", "atRisk", "toMove"),
            ("toCheck", "people", "toMove"),
            ("settled", "people", "moved"),
            ("unsettled", "people", "left"),
            ("lost", "people", "lost"),
            ("refuses", "people", "refuses"),
            ("moved", "people", "moved"),
        ];
        slots.Select(one => (one.Slot, facts[one.Slot])).ShouldBe(slots.Select(one => (one.Slot, Of(one.Row, one.Column))));
        foreach (var column in (string[])["lost", "refuses", "toMove"])
            (Of("people", column) == Of("atRisk", column)).ShouldBeFalse("else one row could stand for the other");
        facts["sum"].ShouldContain($"失联 {Of("people", "lost")}");
    }

    private static DateTimeOffset SaidNow => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Who_was_told_by_phone_stands_there_with_who_told_them()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var incident = await Fire(duty, drawn: false);
        var told = new { line = "county-duty", to = "王拟科" };
        (await secretary.Post($"/api/incidents/{incident}/situation/phoned", told)).Is(200);
        var phoned = (await duty.Get($"/api/incidents/{incident}/situation")).Is(200)["phoned"][0];
        (phoned.GetProperty("line").GetString(), phoned.GetProperty("to").GetString(), phoned.GetProperty("by").GetString()).ShouldBe(
            ("county-duty", "王拟科", "secretary")
        );
        (await secretary.Post($"/api/incidents/{incident}/situation/phoned", new { line = "nobody" })).Is(400);
    }

    [Fact]
    public async Task Each_level_is_offered_those_above_it_and_never_itself()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var incident = await Fire(duty, drawn: false);
        async Task<string> Lines(Resident who, int form = 0) =>
            string.Join(
                ' ',
                (await who.Get($"/api/incidents/{incident}/situation")).Is(200)["forms"][form].GetProperty("lines").EnumerateArray()
            );
        (await Lines(duty)).ShouldBe("county-leader city-duty city-emergency");
        (await Lines(secretary)).ShouldBe("street county-duty");
        (await Lines(duty, form: 1)).ShouldBe("city-emergency");
    }

    [Fact]
    public async Task Casualties_are_said_to_be_verified_still_until_somebody_tells_them_and_then_with_who_told()
    {
        var duty = await borough.Duty();
        var incident = await Fire(duty, drawn: false);
        async Task<string> Said() =>
            string.Concat((await duty.Get($"/api/incidents/{incident}/situation")).Is(200)["lines"].EnumerateArray());
        (await Said()).ShouldContain("伤亡情况：核实中。");
        async Task Tell(int dead, int injured) =>
            (
                await duty.Post(
                    $"/api/incidents/{incident}/report",
                    new
                    {
                        title = "现场来电",
                        casualties = new
                        {
                            dead,
                            injured,
                            trapped = 1,
                        },
                    }
                )
            ).Is(200);
        await Tell(1, 2);
        (await Said()).ShouldMatch("伤亡情况：死亡 1 人，受伤 2 人，被困 1 人（县值班 [-0-9]{10} [0-9:]{5} 报，待核实）");
        await Tell(0, 3);
        (await Said()).ShouldContain("死亡 0 人，受伤 3 人");
    }

    [Fact]
    public async Task It_is_a_word_file_too()
    {
        var duty = await borough.Duty();
        var incident = await Fire(duty, drawn: true);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", duty.Token);
        var bytes = await http.GetByteArrayAsync(new Uri(borough.Address, $"/api/incidents/{incident}/situation/file?form=hourly"));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var document = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        var text = await document.ReadToEndAsync();
        text.ShouldContain("应查");
        text.ShouldContain("每小时");
    }

    [Fact]
    public async Task Safe_at_home_goes_up_as_settled_and_never_as_moved()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var path = $"/api/incidents/{await Fire(duty, drawn: true)}";
        var here = (await duty.Get($"{path}/doors")).Is(200)["communities"].EnumerateArray().First();
        var home = here.GetProperty("households").EnumerateArray().First(one => one.GetProperty("others").GetInt32() > 0);
        var (community, members) = (here.GetProperty("community").GetString(), home.GetProperty("members").GetInt32());
        var door = $"{path}/doors/{community}/households/{home.GetProperty("householdId").GetString()}/check";
        (await secretary.Post(door, new { state = "safe", all = true })).Is(200);
        var all = (await duty.Get($"{path}/figures")).Is(200)["total"].GetProperty("people").GetProperty("toMove").GetInt32();
        async Task<string> Said(string form = "first") =>
            string.Concat((await duty.Get($"{path}/situation?form={form}")).Is(200)["lines"].EnumerateArray());
        foreach (var form in (string[])["first", "group"])
            (await Said(form)).ShouldContain($"应查 {all}，已落实 {members}（其中没在家 0），未落实 {all - members}");

        (await duty.Post($"{path}/impact/purpose", new { })).Is(400);
        (await (await borough.GridChief()).Post($"{path}/impact/purpose", new { purpose = "evacuate" })).Is(403);
        (await duty.Post($"{path}/impact/purpose", new { purpose = "evacuate" })).Is(200);
        await Until.TrueAsync(
            async () => (await duty.Get($"{path}/figures")).Is(200)["total"].GetProperty("purpose").GetString() == "evacuate",
            "the doors are counted again"
        );
        (await Said()).ShouldContain($"疏散转移：应转 {all}，已转 0（其中没在家 0），未转 {all}");
        (await secretary.Post(door, new { state = "moved", where = "活动中心" })).Is(200);
        var moved = (await duty.Get($"{path}/figures")).Is(200)["total"].GetProperty("people").GetProperty("moved").GetInt32();
        moved.ShouldBeGreaterThan(0);
        (await Said("group")).ShouldContain($"应转 {all}，已转 {moved}（");
        var hours = (await duty.Get($"{path}/situation?form=hourly")).Is(200);
        hours["purpose"].GetString().ShouldBe("evacuate");
        hours["hours"].EnumerateArray().Last().GetProperty("people").GetProperty("moved").GetInt32().ShouldBe(moved);
        string.Concat(hours["lines"].EnumerateArray()).ShouldContain("应转 ＝ 已转 ＋ 未转 ＋ 失联");
    }
}
