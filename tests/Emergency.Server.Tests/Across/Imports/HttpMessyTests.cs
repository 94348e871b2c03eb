using System.Text.Json;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>The registers as they really arrive, over HTTP, from the preview to the undoing.</summary>
[Collection(nameof(SampleDay))]
[Long("a process under another clock")]
public sealed class HttpMessyTests(SampleDay day)
{
    [Theory]
    [InlineData("residents", "messy_at_risk.xlsx", "residents.person-recorded.v1", 94)]
    [InlineData("team", "messy_team_gb18030.csv", "team.member-recorded.v1", 73)]
    [InlineData("supplies", "messy_supplies_utf8bom.csv", "supplies.lot-recorded.v1", 57)]
    [InlineData("caregivers", "messy_caregivers_utf8.csv", "residents.guardian-recorded.v1", 42)]
    public async Task A_messy_register_is_judged_imported_and_taken_back_as_a_person_would(string kind, string file, string form, int rows)
    {
        await day.Begin();
        var (bytes, wanted) = (SharedMaterial.Bytes($"data/residents/{file}"), Wanted(file));
        var before = await day.Register();
        await day.Written();

        var looked = (await day.Import(kind, file, bytes, "&dryRun=true")).Is(200);
        Judged(looked).ShouldBe(wanted);
        (await day.Written()).ShouldBeEmpty();

        var imported = (await day.Import(kind, file, bytes, "", ("Idempotency-Key", file), ("Accept-Language", "en"))).Is(200);
        Judged(imported).ShouldBe(wanted);
        var written = await day.Written();
        written.Count(one => one.GetProperty("form").GetString() == form).ShouldBe(rows);
        Sentences(looked)
            .Zip(Sentences(imported))
            .ShouldAllBe(pair => pair.First.Any(IsChinese) && pair.Second.Length > 0 && !pair.Second.Any(IsChinese));
        if (kind != "caregivers")
            (await day.Register()).ShouldNotBe(before);

        var again = (await day.Import(kind, file, bytes)).Is(200);
        Judged(again).ShouldBe(wanted);
        var retried = (await day.Import(kind, file, bytes, "", ("Idempotency-Key", file), ("Accept-Language", "en"))).Is(200);
        retried.Text.ShouldBe(imported.Text);
        (await day.Written()).ShouldBeEmpty();

        var undo = $"/api/imports/{imported.String("importId")}";
        (await day.Clerk.Get(undo))
            .Is(200)["rows"]
            .GetInt32()
            .ShouldBe(written.Count(one => !one.GetProperty("form").GetString()!.StartsWith("import.", StringComparison.Ordinal)));
        var undone = (await day.Undo(imported, ("Idempotency-Key", $"undo {file}"))).Is(200);
        (await day.Register()).ShouldBe(before);
        (await day.Written()).ShouldNotBeEmpty();
        (await day.Undo(imported, ("Idempotency-Key", $"undo {file}"))).Is(200).Text.ShouldBe(undone.Text);
        (await day.Undo(imported)).Is(200);
        (await day.Written()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_streets_part_of_a_list_of_two_goes_in_as_its_preview_says()
    {
        await day.Begin();
        var bytes = SharedMaterial.Bytes("data/residents/messy_at_risk.xlsx");
        var communities = (await day.Seen(day.Streets[0], "/api/divisions?parent=411502001&limit=200"))["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("code").GetString()!)
            .ToList();
        communities.ShouldNotBeEmpty();
        var looked = (await day.Import("residents", "messy_at_risk.xlsx", bytes, "&dryRun=true", "411502001")).Is(200);
        var imported = (await day.Import("residents", "messy_at_risk.xlsx", bytes, "", "411502001")).Is(200);
        Judged(imported).ShouldBe(Judged(looked));
        var rejected = imported["files"]
            .EnumerateArray()
            .SelectMany(sheet => sheet.GetProperty("findings").EnumerateArray())
            .Where(one => one.GetProperty("outcome").GetString() == "reject")
            .ToList();
        var whole = (await day.Import("residents", "messy_at_risk.xlsx", bytes, "&dryRun=true"))
            .Is(200)["files"]
            .EnumerateArray()
            .Sum(sheet => sheet.GetProperty("imported").GetInt32());
        // The rows of the whole list, without those of the other street, which name their place.
        var others = rejected
            .Where(one =>
                one.GetProperty("reason").GetString() == "unknown_community" && one.GetProperty("value").GetString() is { Length: > 0 }
            )
            .ToList();
        others.ShouldNotBeEmpty();
        imported["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("imported").GetInt32()).ShouldBeInRange(1, whole - 1);
        (await day.Undo(imported)).Is(200);
    }

    [Fact]
    public async Task A_roster_that_is_taken_back_brings_the_days_it_replaced_back()
    {
        await day.Begin();
        const string community = "411502001001",
            head = "community_code,day,shift,from,to,post,member_id\n";
        async Task<string> Turns() =>
            (await day.Seen(day.Streets[0], $"/api/communities/{community}/team/roster?day=2024-06-03"))["items"].GetRawText();
        var first = (
            await day.Import(
                "roster",
                "first.csv",
                System.Text.Encoding.UTF8.GetBytes(
                    $"{head}{community},2024-06-03,白班,08:00,20:00,带班,M000773\n{community},2024-06-03,夜班,20:00,08:00,值班,M000029\n"
                )
            )
        ).Is(200);
        var before = await Turns();
        var second = (
            await day.Import(
                "roster",
                "second.csv",
                System.Text.Encoding.UTF8.GetBytes($"{head}{community},2024-06-03,白班,08:00,20:00,带班,M000001\n")
            )
        ).Is(200);
        (await Turns() == before).ShouldBeFalse();
        (await day.Undo(second)).Is(200);
        (await Turns()).ShouldBe(before);
        (await day.Undo(first)).Is(200);
        (await Turns()).ShouldBe("[]");
    }

    [Fact]
    public async Task Who_had_an_undo_done_after_a_correction_keeps_the_correction()
    {
        await day.Begin();
        const string head = "item_id,name,unit,quantity,community_code,location\n",
            lot = "S-corrected";
        byte[] File(int quantity) => System.Text.Encoding.UTF8.GetBytes($"{head}{lot},手电,支,{quantity},411502001001,样仓\n");
        var wrong = (await day.Import("supplies", "wrong.csv", File(5))).Is(200);
        (await day.Import("supplies", "right.csv", File(50))).Is(200);
        (await day.Undo(wrong)).Is(200);
        (await day.Register()).ShouldContain(line =>
            line.Contains($"{Derived.Register("lot", SampleDay.County, lot)}", StringComparison.Ordinal)
            && line.Contains("\"quantity\":50", StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> Sentences(Answer answer) =>
        answer["files"]
            .EnumerateArray()
            .SelectMany(sheet => sheet.GetProperty("findings").EnumerateArray())
            .Select(finding => finding.GetProperty("message").GetString()!);

    private static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';

    /// <summary>Counts and findings of each sheet, a line each, as the answer has them.</summary>
    private static List<string> Judged(Answer answer) =>
        [.. answer["files"].EnumerateArray().SelectMany(sheet => Lines(sheet, "dataRows", "warned"))];

    /// <summary>The same lines, as expected.json has them.</summary>
    private static List<string> Wanted(string file)
    {
        var one = JsonDocument
            .Parse(SharedMaterial.Text("data/residents/expected.json"))
            .RootElement.GetProperty("files")
            .EnumerateArray()
            .Single(each => each.GetProperty("file").GetString() == file);
        return
        [
            .. (one.TryGetProperty("sheets", out var sheets) ? sheets.EnumerateArray().ToList() : [one]).SelectMany(sheet =>
                Lines(sheet, "data_rows", "warn")
            ),
        ];
    }

    private static IEnumerable<string> Lines(JsonElement sheet, string rows, string warned)
    {
        var name = sheet.TryGetProperty("sheet", out var named) ? named.GetString() : "";
        if (sheet.TryGetProperty("skipped", out var skipped) && skipped.ValueKind != JsonValueKind.False)
            return [$"{name} skipped"];
        var findings = sheet
            .GetProperty("findings")
            .EnumerateArray()
            .Select(finding =>
                $"{finding.GetProperty("row")} {finding.GetProperty("outcome")} {finding.GetProperty("field")} {finding.GetProperty("reason")}"
            );
        return findings.Prepend(
            $"{name} {sheet.GetProperty(rows)} rows: {sheet.GetProperty("ok")} ok, {sheet.GetProperty(warned)} warned, {sheet.GetProperty("rejected")} rejected, {sheet.GetProperty("imported")} imported"
        );
    }
}
