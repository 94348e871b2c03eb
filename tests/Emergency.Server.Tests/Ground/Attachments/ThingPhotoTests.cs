using System.Net;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Pictures of things: of goods as they came in, and of a hazard by somebody without an account.</summary>
public sealed class ThingPhotoTests(Borough borough)
{
    private const string Code = Borough.Community;

    private static string Of(string kind, string id) => $"/api/communities/{Code}/attachments/{kind}/{id}";

    private async Task<Answer> Add(Resident who, string of, string what)
    {
        using var content = Pictures.Content(Pictures.Png());
        return await borough.Stranger.Send(HttpMethod.Post, $"{of}?what={what}", content, ("Authorization", $"Bearer {who.Token}"));
    }

    [Fact]
    public async Task Goods_that_came_in_have_a_picture_that_only_their_own_store_sees()
    {
        var secretary = await borough.Secretary();
        var lot = new
        {
            name = "应急灯",
            unit = "盏",
            quantity = 6,
            location = "样仓",
        };
        var id = (await secretary.Post($"/api/stores/{Code}/lots", lot)).Is(200).String("id")!;
        var added = (await Add(secretary, Of("lot", id), "thing")).Is(201);
        (await Add(secretary, Of("lot", id), "photo")).Is(409).Code.ShouldBe("attachment.photo-refused");
        var file = added.String("id");
        foreach (var who in (Resident[])[secretary, await borough.StreetOfficer()])
        {
            (await who.Get(Of("lot", id), added)).Is(200)["items"].GetArrayLength().ShouldBe(1);
            (await who.Get($"{Of("lot", id)}/{file}")).Is(200);
        }
        (await (await borough.As(Role.Secretary, Borough.Neighbour)).Get($"{Of("lot", id)}/{file}")).Status.ShouldBeOneOf(403, 404);
        (await (await borough.As(Role.CivilAffairs, Borough.County)).Get(Of("lot", id))).Is(403);
        (await secretary.Get(Of("lot", $"{Guid.CreateVersion7()}"))).Is(404);
        (await Add(secretary, Of("lot", $"{Guid.CreateVersion7()}"), "thing")).Is(404);
    }

    [Fact]
    public async Task A_report_by_the_sheet_brings_a_picture_of_the_thing_and_strangers_bring_only_a_few()
    {
        var secretary = await borough.Secretary();
        var token = (await secretary.Post($"/api/communities/{Code}/hazard-sheet", new { })).Is(201).String("address")!.Split('#')[1];
        // Reports are counted by network: other tests report from the usual one.
        using var anybody = borough.Stranger.Beside(IPAddress.Parse("127.0.7.1"));
        object Report(byte[]? photo) =>
            new
            {
                token,
                kind = "facade",
                spot = "照片门口",
                what = "外墙砖松动",
                photo = photo is null ? null : Convert.ToBase64String(photo),
            };
        (await anybody.Post("/api/link/report-hazard", Report("not a picture"u8.ToArray()))).Is(415);
        (await anybody.Post("/api/link/report-hazard", Report("%PDF-1.4\n%%EOF"u8.ToArray()))).Status.ShouldBeOneOf(409, 415, 422);
        (await anybody.Post("/api/link/report-hazard", Report(null))).Is(200).Body.TryGetProperty("photo", out _).ShouldBeFalse();
        var kept = new List<bool>();
        for (var i = 0; i < 6; i++)
            kept.Add((await anybody.Post("/api/link/report-hazard", Report(Pictures.Png()))).Is(200)["photo"].GetBoolean());
        kept.ShouldBe([true, true, true, true, true, false]);
        var all = (await secretary.Get($"/api/communities/{Code}/hazards")).Is(200)["items"].EnumerateArray();
        var hazard = all.Single(one => one.TryGetProperty("where", out var where) && where.GetString() == "照片门口");
        hazard.GetProperty("reports").GetInt32().ShouldBe(7);
        var files = (await secretary.Get(Of("hazard", hazard.GetProperty("id").GetString()!))).Is(200)["items"];
        files.GetArrayLength().ShouldBe(5);
        (await secretary.Get($"{Of("hazard", hazard.GetProperty("id").GetString()!)}/{files[0].GetProperty("id").GetString()}")).Is(200);
    }
}
