using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Readiness;

/// <summary>A county's own rule packs: a folder beside the built-in ones.</summary>
public sealed class OwnPacksTests(Borough town)
{
    private const string Password = "plum-kettle-1234",
        Street = "411502001";

    private static string Pack(string id, string status, string articles = "[]", string evidence = "team") =>
        $$"""
            { "$schema": "./schema.json", "id": "{{id}}", "region": "411502", "status": "{{status}}", "version": "2026", "name": "浉河区{{id}}",
              "duties": [{ "id": "gate-watch", "bearer": "committee", "name": "门口值守", "articles": {{articles}}, "evidence": "{{evidence}}", "local": true }] }
            """;

    private static IEnumerable<(string Pack, string? Name, bool Draft)> Duties(Answer seen) =>
        seen["duties"]
            .EnumerateArray()
            .Select(one =>
                (
                    one.GetProperty("pack").GetString()!,
                    one.TryGetProperty("name", out var name) ? name.GetString() : null,
                    one.GetProperty("draft").GetBoolean()
                )
            );

    [Fact]
    public async Task They_are_judged_beside_the_built_in_ones_and_a_draft_counts_once_it_is_adopted()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["gates.json"], Pack("gates", "local"));
        await File.WriteAllTextAsync(folder["wishes.json"], Pack("wishes", "draft", "[\"3\"]"));
        await File.WriteAllTextAsync(folder["schema.json"], "{}");
        await using var server = await RunningServer.StartLoadedDemo(null, Password, "--rule-packs", folder.Path);
        var street = await server.SignedIn("street", Password);
        var seen = (await street.Get($"/api/readiness/{Street}")).Is(200);
        Duties(seen).ShouldContain(("gates", "门口值守", false));
        Duties(seen).Last().ShouldBe(("wishes", "门口值守", true));
        seen["packs"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldContain(id => id == "gates");
        var paper = (await street.Get($"/api/readiness/{Street}/paper")).Is(200).Text;
        paper.ShouldContain("门口值守", Case.Sensitive);
        paper.ShouldContain("浉河区gates 2026", Case.Sensitive);
        paper.ShouldNotContain("readiness.", Case.Sensitive);

        var commander = await server.SignedIn("commander", Password);
        const string packs = "/api/counties/411502/packs";
        var asked = (await commander.Post($"{packs}/wishes/adopt", new { reason = "先照着做" })).Is(202);
        var duty = await server.SignedIn("duty", Password);
        var waits = (await duty.Get("/api/confirmations")).Is(200);
        waits.Text.ShouldContain("浉河区wishes", Case.Sensitive);
        (await duty.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200).String("stage").ShouldBe("done");
        Duties((await street.Get($"/api/readiness/{Street}")).Is(200)).ShouldContain(("wishes", "门口值守", false));

        var marks = (await street.Get("/health/ready"))["rulePacks"].EnumerateArray().Select(one => one.GetString()!).ToList();
        marks.Count.ShouldBe(2);
        marks[0].ShouldMatch("^gates 2026 [0-9a-f]{8}$");
    }

    [Theory]
    [InlineData("gates.json", "{ nothing", "gates.json: it is not of the form of packs/schema.json")]
    [InlineData("gates.json", "", "gates.json: it is not of the form of packs/schema.json")]
    [InlineData("other.json", "gates", "other.json): its file is called ID.json")]
    [InlineData("xinyang.json", "xinyang", "xinyang.json) is there 2 times.")]
    public async Task What_is_no_pack_keeps_the_server_from_starting_and_is_named(string file, string what, string said)
    {
        using var folder = new TempFolder();
        var text = what is "gates" or "xinyang" ? Pack(what, "local") : what;
        await File.WriteAllTextAsync(folder[file], text);
        (await Refused(folder.Path)).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_with_file_and_duty()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["gates.json"], Pack("gates", "local", evidence: "hearsay"));
        await File.WriteAllTextAsync(folder["wishes.json"], Pack("wishes", "draft"));
        var lines = await Refused(folder.Path);
        lines.ShouldContain(line =>
            line.StartsWith(
                $"Rule pack gates ({folder["gates.json"]}): duty gate-watch names the evidence \"hearsay\"",
                StringComparison.Ordinal
            )
        );
        lines.ShouldContain(line => line == $"Rule pack wishes ({folder["wishes.json"]}): duty gate-watch names no article.");
        (await Refused(folder["nowhere"])).ShouldContain(line => line == $"rule-packs: there is no folder {folder["nowhere"]}");
    }

    private static async Task<IReadOnlyCollection<string>> Refused(string folder)
    {
        await using var server = RunningServer.Nowhere();
        var (code, lines) = await server.Command(null, "--urls", "http://127.0.0.1:0", "--rule-packs", folder);
        code.ShouldBe(3, string.Join('\n', lines));
        return lines;
    }

    [Fact]
    public async Task A_day_keeps_what_a_pack_showed_when_it_is_in_no_folder_any_more()
    {
        const string street = "411502398",
            community = "411502398001";
        var now = TimeProvider.System.GetUtcNow();
        var day = Shanghai.Day(now).AddDays(-1);
        foreach (var (code, name, kind) in ((string, string, string)[])[(street, "试规街道", "街道"), (community, "试规社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, now));
        KeptCell cell = new("gates", "gate-watch", "gate-book", Domain.Regulations.Mark.Late, Fact.HasNot, null, null, null);
        await town.Do(
            Entities.Readiness(street, day),
            new KeepDay(street, day, [new("gates", "2025", PackStatus.Local, false)], [new(community, [cell])], now)
        );
        var seen = (await (await town.As(Role.StreetOfficer, street)).Get($"/api/readiness/{street}?day={day:yyyy-MM-dd}")).Is(200);
        var place = seen["duties"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToList().IndexOf("gate-watch");
        seen["communities"][0].GetProperty("then")[place].GetProperty("mark").GetString().ShouldBe("late");
        (seen["packs"][0].GetProperty("id").GetString(), seen["packs"][0].GetProperty("version").GetString()).ShouldBe(("gates", "2025"));
    }
}
