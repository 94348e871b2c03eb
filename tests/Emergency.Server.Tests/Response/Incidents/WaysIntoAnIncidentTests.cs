using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Each way into an incident takes earlier knowledge along.</summary>
public sealed partial class WaysIntoAnIncidentTests
{
    private const string Code = Borough.Community;

    /// <summary>Each place of the server that opens an incident, with the story here that shows what it takes along.</summary>
    private static readonly Dictionary<string, string> Ways = new(StringComparer.Ordinal)
    {
        ["IncidentEndpoints.cs"] = nameof(What_is_told_by_hand_is_the_first_telling),
        ["Becoming.cs"] = nameof(A_risk_point_takes_its_zone_and_the_way_out_of_it_along),
        ["RiskPointEndpoints.cs"] = nameof(A_risk_point_takes_its_zone_and_the_way_out_of_it_along),
        ["HazardActEndpoints.cs"] = nameof(A_hazard_takes_its_building_along),
        ["CaseOpensIncident.cs"] = nameof(A_case_that_waited_takes_along_all_that_was_told_of_it),
        ["CaseEndpoints.cs"] = nameof(A_case_that_waited_takes_along_all_that_was_told_of_it),
        ["Intake.cs"] = nameof(A_case_that_waited_takes_along_all_that_was_told_of_it),
    };

    [Fact]
    public void Each_way_into_an_incident_has_its_story_here()
    {
        var found = Directory
            .EnumerateFiles(Path.Combine(Material.Root, "src", "Emergency.Server"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => Opens().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal);
        found.ShouldBe(Ways.Keys.Order(StringComparer.Ordinal));
        foreach (var story in Ways.Values)
            typeof(WaysIntoAnIncidentTests).GetMethod(story).ShouldNotBeNull();
    }

    [GeneratedRegex(
        @"new OpenIncident\(|IncidentEndpoints\.Open(Knowing)?\(|Becoming\.Incident\(|CaseOpensIncident\.Opening\(|OpenIncident Opening\(",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Opens();

    private static async Task<Borough> Open(params string[] lines)
    {
        var borough = lines.Length == 0 ? new Borough() : new Borough { Lines = lines };
        await borough.InitializeAsync();
        return borough;
    }

    private static async Task<Answer> Shown(Resident who, Answer incident) =>
        (await who.Get($"/api/incidents/{incident.String("id")}", incident)).Is(200);

    // Two homes of 8号楼, one of them with a point.
    private static async Task Ground(Borough borough)
    {
        for (var n = 0; n < 2; n++)
        {
            var id = new HouseholdId(Derived.Register("household", Borough.County, $"slope{n}"));
            var at = new GeoPoint(Borough.Lon + 0.003, Borough.Lat);
            var contact = await borough.Seal(
                id.Value,
                new HouseholdContact("冯试户", [], null, "8号楼", "1单元", 1, $"10{n}", n == 0 ? new(at, Datum.Wgs84, at) : null, null)
            );
            await borough.Do(
                Entities.Residents(Borough.Realm, Code),
                new RecordHouseholds([new(id, "G1", 3, contact)], null, TimeProvider.System.GetUtcNow())
            );
        }
    }

    private static async Task<Answer> Crossed(Resident secretary, object point)
    {
        var kept = (await secretary.Post($"/api/communities/{Code}/risk-points", point)).Is(201);
        var address = $"/api/communities/{Code}/risk-points/{kept.String("id")}";
        (await secretary.Post($"{address}/look", new { value = 60 })).Is(200);
        return (await secretary.Post($"{address}/incident", new { })).Is(201);
    }

    [Fact]
    public async Task A_risk_point_takes_its_zone_and_the_way_out_of_it_along()
    {
        await using var borough = await Open();
        await Ground(borough);
        var secretary = await borough.Secretary();
        var incident = await Crossed(
            secretary,
            new
            {
                name = "后山坡",
                kind = "gas",
                unit = "rain-mm-per-hour",
                threshold = 50,
                sign = "水变浑",
                buildings = new[] { "8号楼" },
                to = "例园小学",
                route = "沿东坡走，不过桥",
            }
        );
        var shown = await Shown(secretary, incident);
        var from = shown["from"];
        (
            from.GetProperty("kind").GetString(),
            from.GetProperty("buildings")[0].GetString(),
            from.GetProperty("to").GetString(),
            from.GetProperty("route").GetString(),
            from.GetProperty("sign").GetString()
        ).ShouldBe(("risk-point", "8号楼", "例园小学", "沿东坡走，不过桥", "水变浑"));
        shown["area"].GetProperty("places")[0].GetProperty("building").GetString().ShouldBe("8号楼");
        shown["location"].GetProperty("point").GetProperty("lon").GetDouble().ShouldBe(Borough.Lon + 0.003, 0.00001);
        var state = borough.Incident(Guid.Parse(incident.String("id")!))!.State;
        (state.Impact!.Purpose, state.Doubt).ShouldBe((AreaPurpose.Evacuate, null));
        var id = new IncidentId(Guid.Parse(incident.String("id")!));
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(id, Code).Households.Count == 2,
            "the households of the zone are the transfer list"
        );
    }

    [Fact]
    public async Task A_risk_point_starts_the_card_that_is_made_for_it_where_its_raiser_may_and_else_the_card_is_offered()
    {
        await using var borough = await Open();
        await Ground(borough);
        var (secretary, chief) = (await borough.Secretary(), await borough.GridChief());
        object Point(string name) =>
            new
            {
                name,
                kind = "store",
                unit = "sign",
                sign = "冒烟",
                buildings = new[] { "8号楼" },
            };
        async Task<Answer> Raised(Resident who, string name)
        {
            var kept = (await secretary.Post($"/api/communities/{Code}/risk-points", Point(name))).Is(201);
            var address = $"/api/communities/{Code}/risk-points/{kept.String("id")}";
            (await who.Post($"{address}/look", new { sign = true })).Is(200);
            return (await who.Post($"{address}/incident", new { })).Is(201);
        }
        (await Shown(secretary, await Raised(secretary, "一号配电间")))["cards"].GetArrayLength().ShouldBe(1);
        var incident = await Raised(chief, "二号配电间");
        (await Shown(secretary, incident))["cards"].GetArrayLength().ShouldBe(0);
        (await secretary.Get($"/api/incidents/{incident.String("id")}/cards"))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldContain(card => card.GetProperty("fits").GetBoolean());
        borough
            .Incident(Guid.Parse(incident.String("id")!))!
            .State.AttentionDue.ShouldNotBeNull("a zone that was laid down before is nobody who looks after it");
    }

    [Theory]
    [InlineData("8栋")]
    [InlineData("八号楼")]
    [InlineData("8#")]
    public async Task A_building_that_is_written_otherwise_in_the_zone_loses_nobody(string named)
    {
        await using var borough = await Open();
        await Ground(borough);
        var secretary = await borough.Secretary();
        var incident = await Crossed(
            secretary,
            new
            {
                name = "后山坡",
                kind = "slope",
                unit = "rain-mm-per-hour",
                threshold = 50,
                buildings = new[] { named, "没人住的仓库" },
            }
        );
        var area = borough.Incident(Guid.Parse(incident.String("id")!))!.State.Impact!.Area.ShouldBeOfType<Area.Named>();
        area.Places.Select(place => place.Building).ShouldBe(["8号楼", "没人住的仓库"]);
    }

    [Fact]
    public async Task A_hazard_takes_its_building_along()
    {
        await using var borough = await Open();
        await Ground(borough);
        var secretary = await borough.Secretary();
        var found = (
            await secretary.Post(
                $"/api/communities/{Code}/hazards",
                new
                {
                    kind = "facade",
                    what = "外墙整片松动",
                    where = "东山墙三层",
                    building = "8号楼",
                    danger = true,
                }
            )
        ).Is(201);
        var incident = (await secretary.Post($"/api/communities/{Code}/hazards/{found.String("id")}/incident", new { })).Is(201);
        var shown = await Shown(secretary, incident);
        shown["from"].GetProperty("thing").GetString().ShouldBe(found.String("id"));
        shown["address"].GetString().ShouldBe("8号楼 东山墙三层");
        shown["area"].GetProperty("places")[0].GetProperty("building").GetString().ShouldBe("8号楼");
        shown["location"].GetProperty("point").GetProperty("lon").GetDouble().ShouldBe(Borough.Lon + 0.003, 0.00001);
    }

    [Fact]
    public async Task A_case_that_waited_takes_along_all_that_was_told_of_it()
    {
        await using var borough = await Open([.. Settings.HotlineCodes]);
        var (line, street, number) = (new Partner(borough, "12345"), await borough.StreetOfficer(), Partner.NewNumber());
        (
            await line.Created(
                new
                {
                    caseNumber = number,
                    category = "other",
                    title = "楼道积水",
                    description = "二层到三层",
                    receivedAt = "2026-01-15T02:13:00+08:00",
                    priority = "normal",
                    divisionCode = Code,
                }
            )
        ).Is(202);
        (await line.Updated(new { caseNumber = number, description = "有老人滑倒" })).Is(202);
        (await line.Updated(new { caseNumber = number, description = "水漫到电表箱" })).Is(202);
        var waiting = (await street.Get("/api/cases")).Is(200)["items"].EnumerateArray().Single();
        var incident = (await street.Post($"/api/cases/{waiting.GetProperty("case").GetProperty("id").GetString()}/incident")).Is(201);
        await Until.True(
            () => borough.Incident(Guid.Parse(incident.String("id")!))?.State.Reports.Count == 3,
            "each telling is with the incident"
        );
        var shown = (await street.Get($"/api/incidents/{incident.String("id")}")).Is(200);
        shown["reports"]
            .EnumerateArray()
            .Select(report => report.GetProperty("description").GetString())
            .ShouldBe(["二层到三层", "有老人滑倒", "水漫到电表箱"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_told_by_hand_is_the_first_telling()
    {
        await using var borough = await Open();
        var duty = await borough.Duty();
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "例园小区6号楼着火",
                    description = "三楼冒烟",
                    address = "例园小区6号楼2单元",
                    community = Code,
                    casualties = new
                    {
                        dead = 0,
                        injured = 1,
                        trapped = 2,
                    },
                }
            )
        ).Is(201);
        var shown = await Shown(duty, incident);
        var report = shown["reports"].EnumerateArray().Single();
        (
            report.GetProperty("description").GetString(),
            report.GetProperty("casualties").GetProperty("trapped").GetInt32(),
            shown.Body.TryGetProperty("from", out _)
        ).ShouldBe(("三楼冒烟", 2, false));
    }
}
