using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Counties;

/// <summary>A draft that a county makes its own standard, over HTTP; in a county of its own.</summary>
public sealed class StandardTests(Borough borough)
{
    private const string County = "411576",
        Path = $"/api/counties/{County}/packs";

    private static Dictionary<string, string> Standing(Answer packs) =>
        packs["items"]
            .EnumerateArray()
            .ToDictionary(
                one => one.GetProperty("id").GetString()!,
                one =>
                    one.TryGetProperty("adopted", out var adopted) && adopted.ValueKind == System.Text.Json.JsonValueKind.Object
                        ? "adopted"
                        : one.GetProperty("status").GetString()!,
                StringComparer.Ordinal
            );

    [Fact]
    public async Task A_draft_counts_once_a_second_person_agreed_and_law_needs_nobodys_wish()
    {
        var (commander, duty) = (await borough.As(Role.CountyCommander, County), await borough.As(Role.CountyDuty, County));
        var before = Standing((await duty.Get(Path)).Is(200));
        before["hubei"].ShouldBe("draft");
        before["xinyang"].ShouldBe("in-force");
        before.ShouldNotContainKey("taiyuan");
        (await commander.Post($"{Path}/xinyang/adopt", new { reason = "想" })).Is(409).Code.ShouldBe("standard.no-draft");
        (await commander.Post($"{Path}/atlantis/adopt", new { reason = "想" })).Is(404);
        (await commander.Post($"{Path}/hubei/adopt", new { reason = " " })).Is(400);
        (await commander.Post($"{Path}/hubei/drop", new { reason = "想" })).Is(409).Code.ShouldBe("standard.same");
        (await duty.Post($"{Path}/hubei/adopt", new { reason = "想" })).Is(403);

        var asked = (await commander.Post($"{Path}/hubei/adopt", new { reason = "先照着做" })).Is(202);
        (await commander.Post($"{Path}/hubei/adopt", new { reason = "再提" })).Is(409).Code.ShouldBe("standard.waits");
        Standing((await duty.Get(Path)).Is(200))["hubei"].ShouldBe("draft");
        var confirm = $"/api/confirmations/{asked.String("confirmation")}/confirm";
        (await commander.Post(confirm, new { })).Is(403);
        (await duty.Post(confirm, new { })).Is(200).String("stage").ShouldBe("done");
        Standing((await duty.Get(Path)).Is(200))["hubei"].ShouldBe("adopted");
        var duties = (await duty.Get($"/api/readiness/{County}/summary")).Is(200)["duties"].EnumerateArray();
        duties
            .Single(one => one.GetProperty("pack").GetString() == "hubei" && one.GetProperty("id").GetString() == "plan-team-stock")
            .GetProperty("adopted")
            .GetBoolean()
            .ShouldBeTrue();
    }
}
