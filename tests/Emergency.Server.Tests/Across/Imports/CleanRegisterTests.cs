using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Tests.Imports;

/// <summary>The registers of 老城街道 and 南湾街道 (fictitious persons) come in whole.</summary>
public class CleanRegisterTests
{
    private static readonly string[] streets = ["411502001", "411502007"];

    [Theory]
    [InlineData(nameof(RegisterKind.Households), "residents/households.csv", 1142)]
    [InlineData(nameof(RegisterKind.Residents), "residents/at_risk_residents.csv", 924)]
    [InlineData(nameof(RegisterKind.Guardians), "residents/guardians.csv", 1264)]
    [InlineData(nameof(RegisterKind.Team), "residents/team_members.csv", 860)] // expected.json says 772, from before 书记, 主任, 儿童主任 and 灾害信息员 were added; README and MANIFEST say 860
    [InlineData(nameof(RegisterKind.Roster), "residents/roster.csv", 2768)]
    [InlineData(nameof(RegisterKind.Supplies), "residents/supplies.csv", 176)]
    [InlineData(nameof(RegisterKind.Hazards), "residents/hazards.csv", 65)]
    [InlineData(nameof(RegisterKind.Shelters), "residents/shelters.csv", 33)]
    [InlineData(nameof(RegisterKind.Divisions), "divisions/4115_counties.csv", 11)]
    [InlineData(nameof(RegisterKind.Divisions), "divisions/4115_townships.csv", 224)]
    [InlineData(nameof(RegisterKind.Divisions), "divisions/4115_communities.csv", 3474)]
    [InlineData(nameof(RegisterKind.Areas), "boundaries/communities.geojson", 269)]
    [InlineData(nameof(RegisterKind.Areas), "boundaries/411502_townships.geojson", 19)]
    [InlineData(nameof(RegisterKind.Areas), "boundaries/xinyang_counties.geojson", 10)]
    [InlineData(nameof(RegisterKind.Plans), "plans/old-block-fire.yaml", 1)]
    public void Every_row_of_a_clean_register_is_taken(string kind, string file, int rows)
    {
        var known = KnownRegisters.UnderWithResidents(streets);
        var read = KnownRegisters.Read(Enum.Parse<RegisterKind>(kind), "data/" + file, known);
        var sheet = read.Sheets.ShouldHaveSingleItem();
        sheet.Findings.ShouldBeEmpty();
        (sheet.DataRows, sheet.Ok, sheet.Imported, sheet.Skipped, read.Rows.Count).ShouldBe((rows, rows, rows, false, rows));
    }

    [Fact]
    public void Addresses_taken_apart_agree_with_the_columns_that_say_it_outright()
    {
        var households = KnownRegisters
            .Read(RegisterKind.Households, "data/residents/households.csv", KnownRegisters.Under(streets))
            .Of<HouseholdRow>()
            .ToDictionary(h => h.Id, StringComparer.Ordinal);
        var residents = KnownRegisters
            .Read(RegisterKind.Residents, "data/residents/at_risk_residents.csv", KnownRegisters.Under(streets))
            .Of<ResidentRow>()
            .ToList();
        residents.ShouldNotBeEmpty();
        foreach (var resident in residents)
        {
            resident.Address.ShouldBe(households[resident.HouseholdId!].Address);
        }
    }

    [Fact]
    public void What_a_person_needs_is_known_from_how_they_move_and_what_they_use()
    {
        var residents = KnownRegisters
            .Read(RegisterKind.Residents, "data/residents/at_risk_residents.csv", KnownRegisters.Under(streets))
            .Of<ResidentRow>()
            .ToDictionary(r => r.Id!, StringComparer.Ordinal);
        residents["R000002"].Needs.ShouldBe(["carry"]); // 需协助, 卧床护理: carried, not led
        residents["R000003"].Needs.ShouldBe(["support"]); // 助行器
        residents["R000004"].Needs.ShouldBe(["carry", "medicine"]); // 卧床, 胰岛素冷藏
        residents["R000004"].NeedsAsWritten.ShouldBe("胰岛素冷藏");
        residents["R000004"].Consent.ShouldBe(false);
        residents.Values.Where(r => r.NeedsAsWritten == "制氧机").ShouldNotBeEmpty();
        residents
            .Values.Where(r => r.NeedsAsWritten == "制氧机")
            .ShouldAllBe(r => r.Needs.Contains("oxygen") && r.Kinds.Contains("home-oxygen"));
        residents.Values.Where(r => r.NeedsAsWritten == "助听器").ShouldAllBe(r => r.Needs.Contains("deaf"));
        residents.Values.ShouldAllBe(r =>
            r.Kinds.Count >= 1 && r.Point != null && r.IdNumber!.Length == 18 && r.Phones.All(one => one.Length == 11)
        );
    }

    [Fact]
    public void Nobody_of_the_response_team_stands_in_the_night_roster_of_yiyang()
    {
        var roster = KnownRegisters
            .Read(RegisterKind.Roster, "data/residents/roster.csv", KnownRegisters.Under(streets))
            .Of<RosterRow>()
            .Where(r => r.CommunityCode == "411502001001")
            .ToList();
        roster.Where(r => r.Post == "应急队").Select(r => (r.From, r.To)).Distinct().ShouldBe([(new TimeOnly(8, 0), new TimeOnly(20, 0))]);
        roster.Where(r => r.Post == "值班").Select(r => r.From.Hour).Distinct().Order().ShouldBe([8, 20]);
        roster.Select(r => r.Day!.Value).Distinct().ShouldBe(Enumerable.Range(-1, 16));
    }

    [Fact]
    public void The_card_for_a_night_fire_says_who_does_what_within_how_long()
    {
        var card = KnownRegisters
            .Read(RegisterKind.Plans, "data/plans/old-block-fire.yaml", KnownRegisters.Under(streets))
            .Of<PlanCard>()
            .Single();
        (card.CommunityCode, card.Version, card.Id, card.Hazard, card.Steps.Count).ShouldBe(
            ("411502001001", "2026-1", "old-block-fire", "fire", 12)
        );
        var wake = card.Steps[1];
        (wake.Id, wake.Class, wake.Allow, wake.Line).ShouldBe(("wake-building", "life", TimeSpan.FromMinutes(2), 9));
        wake.Roles.ShouldBe(["door-chain"]);
        wake.Supplies.ShouldBe([new("扩音器", 2), new("手电", 4)]);
    }
}
