using System.Text.Json;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>
/// Every message answered 202 is on somebody's desk at once, 待核实 where its place is in doubt: every combination of missing or strange
/// parts.
/// </summary>
public sealed class AcceptedTests
{
    private static readonly string[] Locations =
    [
        "absent",
        "null",
        """{"address":"三里店社区例园小区6号楼2单元"}""",
        """{"lon":114.07,"lat":32.11,"datum":"WGS84"}""",
        """{"lon":114.07,"lat":32.11}""",
        """{"lon":114.07,"lat":32.11,"datum":"BD09"}""",
        """{"lon":32.11,"lat":114.07,"datum":"WGS84"}""",
        """{"lon":114.3,"lat":32.11,"datum":"WGS84"}""",
        """{"lon":116.4,"lat":39.9,"datum":"GCJ02"}""",
        """{"lon":-75.3,"lat":40.1,"datum":"WGS84"}""",
        """{"lon":"北","lat":32.11}""",
        """{"lat":32.11}""",
        "[1,2]",
        "\"路口\"",
    ];
    private static readonly string?[] Codes =
    [
        null,
        "41",
        "4115",
        Borough.County,
        Borough.Street,
        Borough.Community,
        Borough.OtherCounty,
        "411525001001",
        "411502999999",
        "110101001001",
        "99",
        "x1",
    ];

    [Theory, Long("all that may be strange, with every kind of desks")]
    [InlineData("no-home")]
    [InlineData("street-only")]
    [InlineData("two-counties")]
    public Task Whatever_is_accepted_is_seen_whoever_has_a_desk(string desks) =>
        Whatever_is_accepted_is_seen_by_somebody_on_list_and_hub(desks);

    [Theory]
    [InlineData("home")]
    public async Task Whatever_is_accepted_is_seen_by_somebody_on_list_and_hub(string desks)
    {
        await using var borough = new Borough { Home = desks == "home" ? Borough.County : null, Lines = Settings.HotlineCodes };
        await borough.InitializeAsync();
        List<(Resident Who, string Division)> people = desks switch
        {
            "street-only" => [(await borough.StreetOfficer(), Borough.Street)],
            "two-counties" =>
            [
                (await borough.Duty(), Borough.County),
                (await borough.As(Role.CountyDuty, Borough.OtherCounty), Borough.OtherCounty),
            ],
            _ => [(await borough.Duty(), Borough.County), (await borough.StreetOfficer(), Borough.Street)],
        };
        var told = await Task.WhenAll(
            from line in Settings.HotlineCodes
            from location in Locations
            from code in Codes
            from created in (bool[])[true, false]
            select Tell(borough, line, location, code, created)
        );
        var seen = await Seen(borough, people);
        told.Where(one => !seen.ContainsKey(one.Incident)).Select(one => one.What).ShouldBeEmpty();
        // Only a message with a point inside or a community of somebody here needs no checking.
        told.Where(one => one is { What: var what, Doubtful: true } && seen[one.Incident] is null).Select(one => one.What).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_accepted_when_nobody_had_a_desk_is_seen_by_the_first_who_has_one_and_can_be_given_its_place()
    {
        await using var borough = new Borough { Home = null };
        await borough.InitializeAsync();
        var (incident, _, _) = await Tell(borough, "119", """{"address":"例园小区"}""", "411525001001", true);
        var duty = await borough.Duty();
        (await Seen(borough, [(duty, Borough.County)])).ShouldContainKey(incident);
        (
            await duty.Post(
                $"/api/incidents/{incident}/locate",
                new
                {
                    lon = Borough.Lon,
                    lat = Borough.Lat,
                    community = Borough.Community,
                }
            )
        ).Is(200);
        var light = (await duty.Get($"/api/incidents/{incident}")).Is(200)["incident"];
        (light.GetProperty("community").GetString(), light.TryGetProperty("doubt", out _)).ShouldBe((Borough.Community, false));
    }

    [Fact]
    public async Task A_desk_that_closes_leaves_what_it_had_to_the_others()
    {
        await using var borough = new Borough { Home = null };
        await borough.InitializeAsync();
        var (here, there) = (await borough.Duty(), await borough.As(Role.CountyDuty, Borough.OtherCounty));
        var (incident, _, _) = await Tell(borough, "119", """{"lon":114.3,"lat":32.11,"datum":"WGS84"}""", null, true);
        (await here.Get($"/api/incidents/{incident}")).Is(404);
        await using var ear = await Ear.Open(borough.Stranger.Address, here.Token);
        await ear.Join("division", Borough.County);
        await borough.Do(Entities.Account(there.Account), new CloseAccount(Borough.By, TimeProvider.System.GetUtcNow()));
        (await here.Get($"/api/incidents/{incident}")).Is(200);
        await Until.True(() => (string?)ear.Newest("incident", incident)?["doubt"] == "unplaced", "the desk that has it now hears of it");
    }

    private static async Task<(string Incident, string What, bool Doubtful)> Tell(
        Borough borough,
        string line,
        string location,
        string? code,
        bool created
    )
    {
        var data = new JsonObject
        {
            ["caseNumber"] = Partner.NewNumber(),
            ["category"] = "fire",
            ["title"] = "火警",
            ["description"] = "冒烟",
            ["receivedAt"] = "2026-01-15T02:13:00+08:00",
            ["priority"] = "urgent",
        };
        if (location != "absent")
            data["location"] = JsonNode.Parse(location);
        if (code is not null)
            data["divisionCode"] = code;
        var partner = new Partner(borough, line);
        var taken = (await (created ? partner.Created(data) : partner.Updated(data))).Is(202);
        await borough.Folding.At(new(taken.Position!.Value), Until.AtMost, CancellationToken.None);
        return (
            taken.String("incidentId")!,
            $"{line} {(created ? "created" : "updated")} {location} {code}",
            !location.Contains("114.07", StringComparison.Ordinal) && code != Borough.Community
        );
    }

    /// <summary>Incidents that a user has on the list and on the hub both, each with its doubt.</summary>
    private static async Task<Dictionary<string, string?>> Seen(Borough borough, List<(Resident Who, string Division)> people)
    {
        var seen = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (who, division) in people)
        {
            await using var ear = await Ear.Open(borough.Stranger.Address, who.Token);
            var hub = (await ear.Join("division", division))["snapshot"]!
                .AsArray()
                .Where(change => (string?)change!["view"] == "incident")
                .ToDictionary(change => (string)change!["key"]!, change => (string?)change!["value"]!["doubt"], StringComparer.Ordinal);
            string? next = null;
            do
            {
                var page = (await who.Get($"/api/incidents?limit=200{(next is null ? "" : $"&next={next}")}")).Is(200);
                foreach (var light in page["items"].EnumerateArray())
                    if (hub.TryGetValue(light.GetProperty("id").GetString()!, out var doubt))
                        seen[light.GetProperty("id").GetString()!] = doubt;
                next = page.Body.TryGetProperty("next", out var more) && more.ValueKind == JsonValueKind.String ? more.GetString() : null;
            } while (next is not null);
        }
        return seen;
    }
}
