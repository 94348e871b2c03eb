using System.Text.Json;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>
/// The four registers as they really arrive, finding by finding as in expected.json, for two streets, for their county and for the whole
/// city.
/// </summary>
public class MessyRegisterTests
{
    public static TheoryData<string, string, string> Files
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var scope in new[] { "411502001 411502007", "411502", "4115" })
            {
                all.Add("messy_at_risk.xlsx", nameof(RegisterKind.Residents), scope);
                all.Add("messy_team_gb18030.csv", nameof(RegisterKind.Team), scope);
                all.Add("messy_supplies_utf8bom.csv", nameof(RegisterKind.Supplies), scope);
                all.Add("messy_caregivers_utf8.csv", nameof(RegisterKind.Caregivers), scope);
            }
            return all;
        }
    }

    [Theory, MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void A_messy_register_has_exactly_the_findings_a_person_would_list(string file, string kind, string scope)
    {
        var read = Read(file, Enum.Parse<RegisterKind>(kind), scope);
        var expected = Expected(file);
        read.Sheets.Select(s => s.Sheet).ShouldBe(expected.Select(e => e.Sheet));
        foreach (var (sheet, wanted) in read.Sheets.Zip(expected))
        {
            sheet.Findings.Select(f => $"{f.Row} {f.Outcome} {f.Reason} {f.Field}").ShouldBe(wanted.Findings);
            (sheet.DataRows, sheet.Ok, sheet.Warned, sheet.Rejected, sheet.Imported, sheet.Skipped).ShouldBe(wanted.Counts);
        }
    }

    [Theory, MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void What_is_imported_is_written_the_one_way_whatever_the_file_wrote(string file, string kind, string scope)
    {
        var read = Read(file, Enum.Parse<RegisterKind>(kind), scope);
        var samples = Expected(file).SelectMany(e => e.Samples.Select(s => (e.Sheet, Sample: s))).ToList();
        samples.ShouldNotBeEmpty();
        foreach (var (sheet, sample) in samples)
        {
            var row = read.Rows.Single(r => r.Sheet == sheet && r.Row == sample.GetProperty("row").GetInt32());
            foreach (var member in sample.EnumerateObject().Where(m => m.Name != "row"))
            {
                Value(row, member.Name)
                    .ShouldBe(member.Value.ValueKind == JsonValueKind.Null ? "" : member.Value.ToString(), $"row {row.Row} {member.Name}");
            }
        }
    }

    [Fact]
    public void A_sheet_of_the_left_behind_children_makes_each_of_them_one()
    {
        var read = Read("messy_at_risk.xlsx", RegisterKind.Residents, "411502001 411502007")
            .Of<ResidentRow>()
            .ToLookup(r => r.Sheet, StringComparer.Ordinal);
        read["留守儿童登记表"].ShouldAllBe(r => r.Kinds.SequenceEqual(new[] { "left-behind-minor" }));
        read["独居老人"].ShouldAllBe(r => r.Kinds.SequenceEqual(new[] { "elder-alone" }));
    }

    [Fact]
    public void The_door_the_mother_and_the_caregiver_come_from_under_their_shared_headings()
    {
        var child = Read("messy_at_risk.xlsx", RegisterKind.Residents, "411502001 411502007")
            .Of<ResidentRow>()
            .Single(r => r.Row == 7 && r.Sheet == "留守儿童登记表");
        (child.Address.Building, child.Address.Unit, child.Address.Floor, child.Address.Room).ShouldBe(("1号楼", "1单元", "4", "404"));
        child.Guardian.ShouldBe(new Contact("许例磊", "母", ["13900005007"]));
        child.Caregiver.ShouldBe(new Contact("周例志", null, ["13900005008"]));
    }

    [Fact]
    public void The_phone_right_of_the_childrens_name_is_theirs_and_the_elders_own_stays_the_elders()
    {
        var elder = Read("messy_at_risk.xlsx", RegisterKind.Residents, "411502001 411502007")
            .Of<ResidentRow>()
            .Single(r => r.Row == 5 && r.Sheet == "独居老人");
        (elder.Guardian!.Name, elder.Guardian.Phones.Single(), elder.Phones.Single()).ShouldBe(("罗试峰", "13900005214", "13900005216"));
    }

    private static RegisterReading Read(string file, RegisterKind kind, string scope) =>
        KnownRegisters.Read(kind, "data/residents/" + file, KnownRegisters.UnderWithResidents(scope.Split(' ')));

    private static string Value(RegisterRow row, string member) =>
        (row, member) switch
        {
            (ResidentRow r, "name") => r.Name,
            (ResidentRow r, "birth_date") => $"{r.BirthDate:yyyy-MM-dd}",
            (ResidentRow r, "id_no") => r.IdNumber!,
            (ResidentRow r, "community_code") => r.CommunityCode,
            (ResidentRow r, "guardian_phone") => string.Join('、', r.Guardian!.Phones),
            (MemberRow m, "name") => m.Name,
            (MemberRow m, "role") => m.Role,
            (MemberRow m, "community_code") => m.CommunityCode,
            (MemberRow m, "phone") => string.Join('、', m.Phones),
            (MemberRow m, "note") => m.Note ?? "",
            (SupplyRow s, "name") => s.Name,
            (SupplyRow s, "unit") => s.Unit,
            (SupplyRow s, "quantity") => FormattableString.Invariant($"{s.Quantity:0.##}"),
            (SupplyRow s, "expires_on") => $"{s.ExpiresOn:yyyy-MM-dd}",
            (SupplyRow s, "community_code") => s.CommunityCode,
            (CaregiverRow c, "resident_id") => c.ResidentId,
            (CaregiverRow c, "caregiver") => c.Name,
            (CaregiverRow c, "phone") => string.Join('、', c.Phones),
            (CaregiverRow c, "valid_from") => $"{c.ValidFrom:yyyy-MM-dd}",
            (CaregiverRow c, "valid_to") => $"{c.ValidTo:yyyy-MM-dd}",
            _ => throw new ArgumentOutOfRangeException(nameof(member), member, "not looked at"),
        };

    private sealed record Wanted(
        string? Sheet,
        (int, int, int, int, int, bool) Counts,
        IReadOnlyList<string> Findings,
        IReadOnlyList<JsonElement> Samples
    );

    private static IReadOnlyList<Wanted> Expected(string file)
    {
        var all = JsonDocument.Parse(SharedMaterial.Text("data/residents/expected.json")).RootElement.GetProperty("files").EnumerateArray();
        var one = all.Single(f => f.GetProperty("file").GetString() == file);
        return [.. (one.TryGetProperty("sheets", out var sheets) ? sheets.EnumerateArray().ToList() : [one]).Select(Sheet)];
    }

    private static Wanted Sheet(JsonElement sheet)
    {
        var name = sheet.TryGetProperty("sheet", out var named) ? named.GetString() : null;
        if (sheet.TryGetProperty("skipped", out _))
        {
            return new(name, (0, 0, 0, 0, 0, true), [], []);
        }
        var findings = sheet
            .GetProperty("findings")
            .EnumerateArray()
            .Select(f =>
                $"{Int(f, "row")} {(Text(f, "outcome") == "warn" ? Severity.Warn : Severity.Reject)} {Text(f, "reason")} {Text(f, "field")}"
            );
        return new(
            name,
            (Int(sheet, "data_rows"), Int(sheet, "ok"), Int(sheet, "warn"), Int(sheet, "rejected"), Int(sheet, "imported"), false),
            [.. findings],
            [.. sheet.GetProperty("normalised_samples").EnumerateArray()]
        );
    }

    private static int Int(JsonElement element, string member) => element.GetProperty(member).GetInt32();

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
