using System.Net;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hazards;

/// <summary>The person who must mend a hazard reports by a link, without an account.</summary>
public sealed class HazardLinkTests(Borough borough)
{
    private const string All = $"/api/communities/{Borough.Community}/hazards";

    // A picture of one pixel.
    private const string Photo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /// <summary>Links are counted by network: other tests open theirs from the usual one.</summary>
    private Api Anybody() => new(borough.Address, from: IPAddress.Parse("127.0.7.3"));

    private async Task<(string Id, string Token, string Code)> Assigned(Resident secretary, string what)
    {
        var id = (await secretary.Post(All, new { kind = "facade", what })).Is(201).String("id")!;
        (await secretary.Post($"{All}/{id}/owner-link", new { })).Is(409).Code.ShouldBe("hazard.not-now");
        (await secretary.Post($"{All}/{id}/assign", new { owner = "property", name = "样样物业" })).Is(200);
        var link = (await secretary.Post($"{All}/{id}/owner-link", new { })).Is(201);
        return (id, link.String("address")!.Split('#')[1], link.String("code")!);
    }

    [Fact]
    public async Task Its_owner_says_that_it_is_mended_with_a_picture_and_the_committee_looks_again()
    {
        var secretary = await borough.Secretary();
        using var stranger = Anybody();
        var (id, token, code) = await Assigned(secretary, "外墙砖松了");
        (await stranger.Post("/api/link/open", new { token, code = "000000" })).Is(403).Code.ShouldBe("link.wrong-code");
        var shown = (await stranger.Post("/api/link/open", new { token, code })).Is(200);
        shown["hazard"].GetProperty("what").GetString().ShouldBe("外墙砖松了");
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "accept",
                }
            )
        ).Is(200);
        (await Stage()).ShouldBe("mending");
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "finish",
                    words = "补好了",
                    photo = "not base64",
                }
            )
        ).Is(400);
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "finish",
                    words = "补好了",
                    photo = Photo,
                }
            )
        ).Is(200);
        (await Stage()).ShouldBe("mended");
        var pictures = (await secretary.Get($"/api/communities/{Borough.Community}/attachments/hazard/{id}")).Is(200);
        pictures["items"].GetArrayLength().ShouldBe(1);
        (await stranger.Post("/api/link/open", new { token, code })).Is(200)["acts"].GetArrayLength().ShouldBe(0);
        (await secretary.Post($"{All}/{id}/check", new { good = true })).Is(200);
        (await stranger.Post("/api/link/open", new { token, code })).Is(409).Code.ShouldBe("link.withdrawn");

        async Task<string?> Stage()
        {
            var one = (await secretary.Get($"{All}/{id}")).Is(200);
            one["link"].GetProperty("stage").GetString().ShouldBe("open");
            return one["hazard"].GetProperty("stage").GetString();
        }
    }

    [Fact]
    public async Task Whose_it_is_not_says_why_and_the_street_has_it_and_a_link_that_was_taken_back_opens_nothing()
    {
        var secretary = await borough.Secretary();
        using var stranger = Anybody();
        var (id, token, code) = await Assigned(secretary, "空调架松了");
        (
            await stranger.Post(
                "/api/link/act",
                new
                {
                    token,
                    code,
                    act = "decline",
                }
            )
        ).Is(400);
        var no = new
        {
            token,
            code,
            act = "decline",
            words = "不是我们的楼",
        };
        (await stranger.Post("/api/link/act", no)).Is(200);
        (await secretary.Get($"{All}/{id}")).Is(200)["hazard"].GetProperty("stage").GetString().ShouldBe("returned");
        var (other, second, secondCode) = await Assigned(secretary, "雨篷松了");
        (await secretary.Post($"{All}/{other}/owner-link/withdraw", new { })).Is(200);
        (await stranger.Post("/api/link/open", new { token = second, code = secondCode })).Is(409).Code.ShouldBe("link.withdrawn");
    }
}
