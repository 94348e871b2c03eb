using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hazards;

public sealed class HazardTests(Borough borough)
{
    private const string Code = Borough.Community;
    private static readonly string All = $"/api/communities/{Code}/hazards";

    private static string Of(Answer made, string act = "") => $"{All}/{made.String("id")}{act}";

    private static async Task<Answer> Found(Resident who, string what, string building = "9号楼", bool danger = false) =>
        (
            await who.Post(
                All,
                new
                {
                    kind = "facade",
                    what,
                    building,
                    danger,
                }
            )
        ).Is(201);

    private static JsonElement Item(Answer list, Answer made) =>
        list["items"].EnumerateArray().Single(item => item.GetProperty("id").GetString() == made.String("id"));

    [Fact]
    public async Task A_chief_finds_the_committee_assigns_the_owner_mends_and_whoever_checks_closes_it()
    {
        var (chief, secretary) = (await borough.GridChief(), await borough.Secretary());
        var made = await Found(chief, "外墙砖松动");
        (
            await secretary.Post(
                Of(made, "/assign"),
                new
                {
                    owner = "housing",
                    name = "建管办 周拟办",
                    phone = "0376-0000000",
                }
            )
        ).Is(200);
        (await secretary.Post(Of(made, "/accept"), new { })).Is(200);
        (await secretary.Post(Of(made, "/return"), new { words = "不归我们管" })).Is(200);
        (await secretary.Post(Of(made, "/assign"), new { owner = "property" })).Is(409).Code.ShouldBe("hazard.street-decides");
        (await (await borough.StreetOfficer()).Post(Of(made, "/assign"), new { owner = "property" })).Is(200);
        (await secretary.Post(Of(made, "/mend"), new { words = "补好了" })).Is(200);
        var first = (await chief.Post(Of(made, "/check"), new { good = true })).Is(200);
        // The second check changes nothing and shows the first.
        (await secretary.Post(Of(made, "/check"), new { good = true })).Is(200);
        var one = (await secretary.Get(Of(made), first)).Is(200);
        one["hazard"].GetProperty("stage").GetString().ShouldBe("closed");
        one["history"].EnumerateArray().Count(entry => entry.GetProperty("what").GetString() == "hazard.closed.v1").ShouldBe(1);
        (await chief.Post(Of(made, "/assign"), new { owner = "property" })).Is(403);
    }

    [Fact]
    public async Task A_danger_becomes_an_incident_in_one_press_and_pressed_twice_the_same()
    {
        var chief = await borough.GridChief();
        var made = await Found(chief, "煤气味很大", danger: true);
        var incident = (await chief.Post(Of(made, "/incident"), new { })).Is(201);
        var shown = (await (await borough.Secretary()).Get($"/api/incidents/{incident.String("id")}", incident)).Is(200);
        shown.Text.ShouldContain("煤气味很大");
        await chief.Get(Of(made), incident);
        (await chief.Post(Of(made, "/incident"), new { })).String("id").ShouldBe(incident.String("id"));
    }

    [Fact]
    public async Task Three_of_a_kind_at_one_place_are_put_to_the_street_with_their_evidence()
    {
        var (chief, secretary) = (await borough.GridChief(), await borough.Secretary());
        var last = await Found(chief, "又掉砖", "12号楼");
        await Found(chief, "掉砖", "12号楼");
        last = await Found(chief, "还掉砖", "12号楼");
        var recurring = (await secretary.Get(All, last))
            .Is(200)["recurring"]
            .EnumerateArray()
            .Single(one => one.GetProperty("place").GetString() == "12号楼");
        recurring.GetProperty("times").GetInt32().ShouldBe(3);
        var latest = recurring.GetProperty("latest").GetString();
        var others = recurring.GetProperty("others").EnumerateArray().Select(one => one.GetString()).ToArray();
        var put = (await secretary.Post($"{All}/{latest}/propose", new { others, words = "整面墙要修" })).Is(200);
        var street = await borough.StreetOfficer();
        (await street.Get($"/api/streets/{Borough.Street}/hazards", put))
            .Is(200)["own"]
            .EnumerateArray()
            .ShouldContain(one => one.GetProperty("id").GetString() == latest);
        (await street.Post($"{All}/{latest}/proposal", new { taken = true })).Is(200);
    }

    [Theory, InlineData(8_000u, 8_000u), InlineData(4_001u, 10u), InlineData(10u, 4_001u)]
    public async Task A_stranger_sends_no_picture_that_is_vast_once_it_is_unpacked(uint width, uint height)
    {
        var sheet = (await (await borough.Secretary()).Post($"/api/communities/{Code}/hazard-sheet", new { })).Is(201);
        using var anybody = borough.Stranger.Beside();
        var refused = await anybody.Post(
            "/api/link/report-hazard",
            new
            {
                token = sheet.String("address")!.Split('#')[1],
                kind = "manhole",
                what = "井盖响",
                photo = Convert.ToBase64String(Attachments.Pictures.Png(width, height)),
            }
        );
        refused.Is(422).Code.ShouldBe("attachment.too-wide");
    }

    [Fact]
    public async Task Forty_reports_of_one_sheet_are_one_hazard_that_counts_when_the_committee_has_looked()
    {
        var secretary = await borough.Secretary();
        var sheet = (await secretary.Post($"/api/communities/{Code}/hazard-sheet", new { })).Is(201);
        var token = sheet.String("address")!.Split('#')[1];
        using var anybody = borough.Stranger.Beside();
        (await anybody.Post("/api/link/hazard-sheet", new { token })).Is(200).Text.ShouldContain("manhole");
        var body = new
        {
            token,
            kind = "manhole",
            spot = "9号楼后",
            what = "井盖响",
            danger = true,
        };
        var before = (await secretary.Get(All)).Is(200)["figures"].GetProperty("open").GetInt32();
        Answer? told = null;
        for (var i = 0; i < 15; i++)
            told = (await anybody.Post("/api/link/report-hazard", body)).Is(200);
        var list = (await secretary.Get(All, told!)).Is(200);
        var one = list["items"]
            .EnumerateArray()
            .Single(item => item.TryGetProperty("where", out var where) && where.GetString() == "9号楼后");
        (one.GetProperty("reports").GetInt32(), one.GetProperty("danger").GetBoolean(), one.GetProperty("stage").GetString()).ShouldBe(
            (15, true, "reported")
        );
        list["figures"].GetProperty("open").GetInt32().ShouldBe(before);
        for (var i = 0; i < 5; i++)
            (await anybody.Post("/api/link/report-hazard", body)).Is(200);
        (await anybody.Post("/api/link/report-hazard", body)).Is(429).Code.ShouldBe("link.crowded");
        var id = one.GetProperty("id").GetString();
        var taken = (
            await secretary.Post(
                $"{All}/{id}/take",
                new
                {
                    kind = "manhole",
                    what = "井盖响",
                    building = "6号楼",
                }
            )
        ).Is(200);
        (await secretary.Get(All, taken)).Is(200)["figures"].GetProperty("open").GetInt32().ShouldBe(before + 1);
        // A wrong code does not lock the sheet on a wall.
        (await anybody.Post("/api/link/open", new { token, code = "000000" })).Is(404);
    }

    [Fact]
    public async Task A_row_of_a_file_is_assigned_like_any_other_and_readiness_counts_it_until_it_is_closed()
    {
        var secretary = await borough.Secretary();
        var hazard = new HazardId(Guid.CreateVersion7());
        await borough.Do(
            Entities.Place(Entities.Live, Code),
            new RecordHazards(
                [new(hazard, "外墙脱落", "一般", "外墙（示例）", null, null, null, new(2024, 3, 13), "整改中")],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        var row = (await secretary.Get(All))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetGuid() == hazard.Value);
        (row.GetProperty("stage").GetString(), row.GetProperty("fromFile").GetBoolean()).ShouldBe(("found", true));
        var id = hazard.ToString();
        (await secretary.Post($"{All}/{id}/assign", new { owner = "housing" })).Is(200);
        var mended = (await secretary.Post($"{All}/{id}/mend", new { })).Is(200);
        var one = (await secretary.Get($"{All}/{id}", mended)).Is(200);
        one["hazard"].GetProperty("foundAt").GetString()!.ShouldStartWith("2024-03-12");
        (await secretary.Post($"{All}/{id}/check", new { good = true })).Is(200);
    }
}
