using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Emergency.Domain;
using Emergency.Server.Features.Drills.Reviewing;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

/// <summary>A drill that was stopped after a minute: observed, judged, improved, and counted.</summary>
[Collection(nameof(Quarter))]
public sealed class ReviewTests(Quarter quarter)
{
    private static string Day(int ahead) => TimeProvider.System.GetUtcNow().AddDays(ahead).ToString("yyyy-MM-dd", null);

    [Fact]
    public async Task What_was_missed_is_mended_by_its_owner_checked_by_another_and_the_drill_becomes_evidence()
    {
        var (street, secretary, observer) = (
            await quarter.As(Role.StreetOfficer),
            await quarter.As(Role.Secretary),
            await quarter.As(Role.Observer)
        );
        var id = await Ended(street);
        var before = (await street.Get($"/api/drills/{id}/review")).Is(200);
        var missed = before["report"]
            .GetProperty("actions")
            .EnumerateArray()
            .Where(one => one.GetProperty("outcome").GetString() is "missed" or "late")
            .Select(one => one.GetProperty("id").GetString()!)
            .ToList();
        missed.ShouldContain("area", StringComparer.Ordinal);
        before["roles"]
            .EnumerateArray()
            .Select(one => one.GetProperty("role").GetString())
            .ShouldContain("unit-chief", StringComparer.Ordinal);
        before["lines"]
            .EnumerateArray()
            .Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("what").GetString()))
            .ShouldContain(("event", "incident-opened"));

        (
            await observer.Post(
                $"/api/drills/{id}/sheet",
                new
                {
                    marks = new[]
                    {
                        new
                        {
                            item = "doors",
                            grade = "partly",
                            words = "先敲了一楼",
                        },
                    },
                    words = "总体有序",
                }
            )
        ).Is(200);
        (await secretary.Post($"/api/drills/{id}/sheet", new { marks = new[] { new { item = "doors", grade = "not-seen" } } })).Is(200);
        (await observer.Post($"/api/drills/{id}/sheet", new { marks = new[] { new { item = "nothing", grade = "partly" } } }))
            .Is(400)
            .Text.ShouldContain("$.marks[0].item");

        (await street.Post($"/api/drills/{id}/evaluate", new { })).Is(409).Code.ShouldBe("drill.unanswered");
        var body = new
        {
            what = "三号楼的名单要补",
            to = "action",
            of = "area",
            owner = "secretary",
            name = "例主任",
            until = Day(10),
        };
        (await secretary.Post($"/api/drills/{id}/improvements", body)).Is(403);
        (await street.Post($"/api/drills/{id}/improvements", body with { of = "nothing" })).Is(400).Text.ShouldContain("$.of");
        (await street.Post($"/api/drills/{id}/improvements", body with { until = Day(-1) })).Is(400).Code.ShouldBe("improvement.bad-day");
        var item = (await street.Post($"/api/drills/{id}/improvements", body)).Is(201).String("id")!;
        (
            await street.Post(
                $"/api/drills/{id}/evaluate",
                new
                {
                    explained = missed.Where(one => one != "area").Select(one => new { expected = one, why = "只演了头一分钟" }),
                    words = "头一分钟做得好",
                }
            )
        ).Is(200);
        (await observer.Post($"/api/drills/{id}/sheet", new { })).Is(409).Code.ShouldBe("drill.evaluated");

        (await street.Post($"/api/drills/{id}/improvements/{item}/finish", new { words = "补好了" }))
            .Is(403)
            .Code.ShouldBe("improvement.not-owner");
        (await street.Post($"/api/drills/{id}/improvements/{item}/check", new { })).Is(409).Code.ShouldBe("improvement.not-done");
        (await secretary.Post($"/api/drills/{id}/improvements/{item}/finish", new { words = "补好了" })).Is(200);
        (await street.Post($"/api/drills/{id}/improvements/{item}/send-back", new { words = "还缺四楼" })).Is(200);
        (await street.Post($"/api/drills/{id}/improvements/{item}/move", new { until = Day(20), why = "等施工" })).Is(200);
        (await secretary.Post($"/api/drills/{id}/improvements/{item}/finish", new { words = "四楼也补了" })).Is(200);
        Item(await Open(secretary), item).ShouldBe(("done", false));
        Item(await Open(street), item).ShouldBe(("done", true));
        (await street.Post($"/api/drills/{id}/improvements/{item}/check", new { words = "看过了" })).Is(200);
        (await Open(street)).EnumerateArray().ShouldNotContain(one => one.GetProperty("id").GetString() == item);

        var after = (await street.Get($"/api/drills/{id}/review")).Is(200);
        after["improvements"]
            [0]
            .GetProperty("steps")
            .EnumerateArray()
            .Select(one => one.GetProperty("what").GetString())
            .ShouldBe(["added", "done", "sent-back", "moved", "done", "checked"]);
        after["sheets"].GetArrayLength().ShouldBe(2);
        after["evaluation"].GetProperty("explained").GetArrayLength().ShouldBe(missed.Count - 1);
        (await street.Get($"/api/readiness/{QuarterRegisters.Here}")).Is(200).Text.ShouldContain("\"drill-held\"");
    }

    [Theory]
    [InlineData("zh-CN", "演练评估报告", "圈出范围，名单出来")]
    [InlineData("en", "After-action report", "Area drawn")]
    public async Task The_report_opens_as_a_word_file_with_headings_and_heads_that_come_again(string language, string title, string said)
    {
        var street = await quarter.As(Role.StreetOfficer);
        var id = await Ended(street, draw: true);
        var file = await Bytes(street, $"/api/drills/{id}/report.docx?lang={language}");
        using var word = WordprocessingDocument.Open(new MemoryStream(file), false);
        new OpenXmlValidator().Validate(word).Select(fault => $"{fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
        var text = word.MainDocumentPart!.Document.Body!.InnerText;
        text.ShouldContain(title);
        text.ShouldContain(said);
        text.ShouldNotContain("report.");
        word.MainDocumentPart.Document.Body.Descendants<DocumentFormat.OpenXml.Wordprocessing.TableHeader>()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(4);
        (await street.Get($"/api/drills/{id}/report.docx?lang=fr")).Is(400);
    }

    [Fact]
    public void Everything_that_can_happen_in_a_drill_has_words() =>
        Forms
            .All.Select(one => one.Form)
            .Where(form =>
                form[..form.IndexOf('.')]
                    is not (
                        "place"
                        or "line"
                        or "division-change"
                        or "account"
                        or "attachment"
                        or "link"
                        or "confirmation"
                        or "audit"
                        or "plan"
                        or "month-report"
                        or "residents"
                        or "desk"
                        or "deadlines"
                        or "columns"
                        or "import"
                        or "lists"
                        or "drill"
                        or "scenario"
                        or "schedule"
                        or "shelter"
                        or "supplies"
                        or "team"
                        or "visits"
                        or "standing"
                        or "entrustment"
                        or "ground"
                        or "protection"
                        or "clinic"
                        or "round"
                        or "hazard"
                        or "party"
                        or "patrol"
                        or "pool"
                        or "quarters"
                        or "readiness"
                        or "resources"
                        or "risk"
                        or "standards"
                        or "volunteer"
                    )
            )
            .Where(form => !PageWords.Knows(ReviewLines.Key(form)))
            .ShouldBeEmpty();

    private static async Task<string> Ended(Api by, bool draw = false)
    {
        var id = (
            await by.Post(
                "/api/drills",
                new
                {
                    title = "老楼夜火演练",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { QuarterRegisters.Here },
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await by.Post($"/api/drills/{id}/start", new { factor = 60 })).Is(200);
        await Until.TrueAsync(
            async () => Outcome(await by.Get($"/api/drills/{id}/report"), "area") == "missed",
            "nobody draws the area in time"
        );
        if (draw)
            await Late(by, id);
        (await by.Post($"/api/drills/{id}/end", new { })).Is(200);
        return id;
    }

    private static async Task Late(Api by, string id)
    {
        var realm = (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!;
        var incident = (await by.Get($"/api/incidents?realm={realm}")).Is(200)["items"][0].GetProperty("id").GetString();
        (
            await by.Post(
                $"/api/incidents/{incident}/impact?realm={realm}",
                new
                {
                    circle = new
                    {
                        lon = QuarterRegisters.Lon,
                        lat = QuarterRegisters.Lat,
                        metres = 300,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(async () => Outcome(await by.Get($"/api/drills/{id}/report"), "area") == "late", "the list comes too late");
    }

    private static async Task<byte[]> Bytes(Api by, string path)
    {
        using var http = new HttpClient { BaseAddress = by.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", by.Token);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(ReportFile.ContentType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<JsonElement> Open(Api who) =>
        (await who.Get($"/api/improvements?division={QuarterRegisters.Here}&open=true")).Is(200)["items"];

    private static (string?, bool) Item(JsonElement items, string id) =>
        items.EnumerateArray().Single(one => one.GetProperty("id").GetString() == id) is var one
            ? (one.GetProperty("stage").GetString(), one.GetProperty("mayCheck").GetBoolean())
            : default;

    private static string? Outcome(Answer report, string id) =>
        report
            .Is(200)["actions"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == id)
            .GetProperty("outcome")
            .GetString();
}
