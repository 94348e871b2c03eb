using System.Text.Json.Nodes;
using Emergency.Drills.Playing;

namespace Emergency.Server.Tests.Drills.Runner;

/// <summary>The runner's own count, on a house small enough to count by hand.</summary>
public sealed class RecountTests
{
    private const string Community = "411502001001";
    private static readonly JsonObject Around = JsonNode
        .Parse("""{"shape":"circle","centre":{"lon":114.0,"lat":32.0},"metres":100}""")!
        .AsObject();
    private readonly Recount _count = new();

    public RecountTests()
    {
        var registers = new Registers();
        // H1: four people, one of them P1 at risk; H2: one person, P2; H3 lies 1 km away.
        registers.AddHouseholds(
            "household_id,community_code,building,unit,room,members,lon,lat\nH1,411502001001,1号楼,1单元,101,4,114.0,32.0\nH2,411502001001,1号楼,1单元,102,1,114.0,32.0\nH3,411502001001,9号楼,1单元,101,9,114.011,32.0\n"
        );
        registers.AddPersons(
            "resident_id,household_id,community_code,category,lon,lat\nP1,H1,411502001001,独居老人,114.0,32.0\nP2,H2,411502001001,残疾人,114.0,32.0\nP3,H3,411502001001,残疾人,114.011,32.0\n"
        );
        _count.Draw(registers, Community, Around);
    }

    private string Row(string name) => string.Join(' ', _count.Figures()[name]!.AsObject().Select(pair => pair.Value!.ToString()));

    [Fact]
    public void At_first_everybody_inside_is_still_to_be_moved()
    {
        Row("atRisk").ShouldBe("2 0 2 0");
        Row("households").ShouldBe("2 0 2 0");
        Row("people").ShouldBe("5 0 5 0");
    }

    [Fact]
    public void A_household_counts_as_its_worst_person()
    {
        _count.CheckHousehold("H1", "safe", all: false);
        Row("people").ShouldBe("5 3 2 0");
        Row("households").ShouldBe("2 0 2 0");
        _count.CheckPerson("P1", "unreachable");
        Row("households").ShouldBe("2 0 1 1");
        _count.CheckPerson("P1", "moved");
        Row("households").ShouldBe("2 1 1 0");
    }

    [Fact]
    public void A_visitor_is_one_more_person_and_no_household()
    {
        _count.AddVisitor("guest", null, "needs-help");
        Row("atRisk").ShouldBe("2 0 2 0");
        Row("households").ShouldBe("2 0 2 0");
        Row("people").ShouldBe("6 0 6 0");
    }

    [Fact]
    public void Ticking_a_whole_door_ticks_its_unchecked_persons_at_risk_too()
    {
        _count.CheckHousehold("H2", "safe", all: true);
        Row("atRisk").ShouldBe("2 1 1 0");
        Row("households").ShouldBe("2 1 1 0");
    }

    [Theory]
    [InlineData(114.0005, 32.0005, true)]
    [InlineData(114.0015, 32.0015, false)]
    [InlineData(114.003, 32.003, false)]
    public void A_hole_in_a_polygon_is_outside(double lon, double lat, bool inside)
    {
        var area = JsonNode
            .Parse(
                """
                {"shape":"polygons","parts":[[
                  [{"lon":114.0,"lat":32.0},{"lon":114.002,"lat":32.0},{"lon":114.002,"lat":32.002},{"lon":114.0,"lat":32.002},{"lon":114.0,"lat":32.0}],
                  [{"lon":114.001,"lat":32.001},{"lon":114.0019,"lat":32.001},{"lon":114.0019,"lat":32.0019},{"lon":114.001,"lat":32.0019},{"lon":114.001,"lat":32.001}]]]}
                """
            )!
            .AsObject();
        Ground.Inside(area, lon, lat).ShouldBe(inside);
    }
}
