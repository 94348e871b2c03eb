using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.Areas;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;

namespace Emergency.Server.Tests.Incidents;

/// <summary>哪栋楼？: a case gets its place from the registered addresses.</summary>
public sealed class BuildingTests
{
    private static async Task<Borough> Open()
    {
        var borough = new Borough();
        await borough.InitializeAsync();
        var homes = new List<Household>();
        foreach (
            var (estate, building, grid, households, east) in new[]
            {
                ("例园小区", "6号楼", "G1", 3, 0.001),
                ("例园小区", "16号楼", "G1", 4, 0.002),
                ("样苑", "6号楼", "G2", 3, 0.003),
                ("例园小区", "9号楼", "G1", 2, 0.004),
            }
        )
            for (var n = 0; n < households; n++)
                homes.Add(await Home(borough, $"{estate}{building}{n}", $"试阳社区{estate}{building}2单元{n}室", building, grid, east));
        for (var n = 0; n < 3; n++)
            homes.Add(await Home(borough, $"three{n}", null, null, "G3", 0.005 + (n * 0.0003)));
        for (var n = 0; n < 2; n++)
            homes.Add(await Home(borough, $"two{n}", null, null, "G4", 0.007));
        await borough.Do(
            Entities.Residents(Borough.Realm, Borough.Community),
            new RecordHouseholds([.. homes], null, TimeProvider.System.GetUtcNow())
        );
        return borough;
    }

    private static async Task<Household> Home(Borough borough, string name, string? address, string? building, string grid, double east)
    {
        var id = new HouseholdId(Derived.Register("household", Borough.County, name));
        var at = new GeoPoint(Borough.Lon + east, Borough.Lat);
        return new(
            id,
            grid,
            2,
            await borough.Seal(
                id.Value,
                new HouseholdContact(
                    "冯试户",
                    ["13900000003"],
                    address,
                    building,
                    building is null ? null : "2单元",
                    3,
                    "301",
                    new(at, Datum.Wgs84, at),
                    null
                )
            )
        );
    }

    private static async Task<string> Case(Borough borough, string address) =>
        (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), new { address }, Borough.Community)))
            .Is(202)
            .String("incidentId")!;

    private static async Task<IReadOnlyList<JsonElement>> Found(Resident who, string incident, string q = "") =>
        [.. (await who.Get($"/api/incidents/{incident}/buildings?q={Uri.EscapeDataString(q)}")).Is(200)["items"].EnumerateArray()];

    private static string Of(JsonElement one) => $"{Text(one, "estate")}{Text(one, "building")}{Text(one, "grid")}";

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.GetString() : null;

    [Fact]
    public async Task The_building_the_case_names_is_offered_first_and_one_click_gives_place_circle_and_card()
    {
        await using var borough = await Open();
        var incident = await Case(borough, "例园小区六栋2单元");
        var secretary = await borough.Secretary();
        var first = (await Found(secretary, incident))[0];
        (Of(first), first.GetProperty("fits").GetBoolean()).ShouldBe(("例园小区6号楼", true));
        var given = (await secretary.Post($"/api/incidents/{incident}/building", first)).Is(200);
        (given["area"].GetBoolean(), given["card"].GetString()).ShouldBe((true, "老旧小区火灾"));
        var shown = (await secretary.Get($"/api/incidents/{incident}", given)).Is(200);
        shown["incident"].TryGetProperty("doubt", out _).ShouldBeFalse();
        (shown["area"].GetProperty("metres").GetDouble(), shown["cards"].GetArrayLength()).ShouldBe((150, 1));
        shown["location"].GetProperty("point").GetProperty("lon").GetDouble().ShouldBe(Borough.Lon + 0.001, 0.00001);
    }

    [Fact]
    public async Task A_place_that_was_wrong_takes_its_area_and_its_card_along_and_a_correction_within_the_area_only_the_circle()
    {
        await using var borough = await Open();
        var incident = await Case(borough, "例园小区六栋2单元");
        var secretary = await borough.Secretary();
        async Task<JsonElement> Named(string name) => (await Found(secretary, incident)).Single(one => Of(one) == name);
        var first = (await secretary.Post($"/api/incidents/{incident}/building", await Named("例园小区6号楼"))).Is(200);
        first["ended"].GetInt32().ShouldBe(0);
        var before = await Tasks(first);
        before.ShouldNotBeEmpty();

        // 100 m away: the circle follows, the card goes on.
        var near = (await secretary.Post($"/api/incidents/{incident}/building", await Named("例园小区16号楼"))).Is(200);
        (near["ended"].GetInt32(), Card(near)).ShouldBe((0, null));
        (await Centre(near)).ShouldBe(Borough.Lon + 0.002, 0.00001);
        (await Tasks(near)).ShouldContain(one => one.Id == before[0].Id && one.State != "cancelled");

        // Beyond the area: the tasks for the wrong place are taken back, and the card runs for the right one.
        var far = (await secretary.Post($"/api/incidents/{incident}/building", await Named("G3"))).Is(200);
        (far["ended"].GetInt32(), Card(far)).ShouldBe((1, "老旧小区火灾"));
        (await Centre(far)).ShouldBe(Borough.Lon + 0.0053, 0.00001);
        var after = await Tasks(far);
        after.Where(one => before.Any(old => old.Id == one.Id)).ShouldAllBe(one => one.State == "cancelled" || one.State == "done");
        after.ShouldContain(one => one.State == "open");
        (await secretary.Get($"/api/incidents/{incident}", far)).Is(200)["cards"].GetArrayLength().ShouldBe(1);

        // Two presses count once.
        var twice = (await secretary.Post($"/api/incidents/{incident}/building", await Named("G3"))).Is(200);
        (twice["ended"].GetInt32(), Card(twice)).ShouldBe((0, null));
        (await Tasks(twice)).Count.ShouldBe(after.Count);

        static string? Card(Answer given) => given.Text.Contains("\"card\"", StringComparison.Ordinal) ? given.String("card") : null;
        async Task<double> Centre(Answer at) =>
            (await secretary.Get($"/api/incidents/{incident}", at)).Is(200)["area"].GetProperty("centre").GetProperty("lon").GetDouble();
        async Task<IReadOnlyList<(string? Id, string? State)>> Tasks(Answer at) =>
            [
                .. (await secretary.Get($"/api/incidents/{incident}/tasks", at))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Select(one => one.GetProperty("task"))
                    .Select(task => (Text(task, "id"), Text(task, "state"))),
            ];
    }

    [Fact]
    public async Task The_community_that_was_told_outranks_whatever_a_text_fits()
    {
        await using var borough = await Open();
        var neighbours = new List<Household>();
        for (var n = 0; n < 3; n++)
            neighbours.Add(await Home(borough, $"next{n}", $"远阳社区样苑16号楼2单元{n}室", "16号楼", "G1", 0.02));
        await borough.Do(
            Entities.Residents(Borough.Realm, Borough.Neighbour),
            new RecordHouseholds([.. neighbours], null, TimeProvider.System.GetUtcNow())
        );
        var found = await Found(await borough.Duty(), await Case(borough, "样苑16号楼"));
        var own = found.TakeWhile(one => Text(one, "community") == Borough.Community).Count();
        own.ShouldBe(found.Count(one => Text(one, "community") == Borough.Community));
        own.ShouldBeGreaterThan(2);
        found.ShouldContain(one => Text(one, "community") == Borough.Neighbour && one.GetProperty("fits").GetBoolean());
    }

    [Fact]
    public async Task Nothing_with_fewer_than_three_households_is_a_place_of_its_own_and_nobody_is_told_of()
    {
        await using var borough = await Open();
        var duty = await borough.Duty();
        var all = await Found(duty, await Case(borough, "不知道哪里"));
        all.Select(Of)
            .Order(StringComparer.Ordinal)
            .ShouldBe(new[] { "1号楼", "G1", "G3", "例园小区16号楼", "例园小区6号楼", "样苑6号楼" }.Order(StringComparer.Ordinal));
        all.SelectMany(one => one.EnumerateObject().Select(member => member.Name))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["community", "communityName", "grid", "estate", "building", "point", "fits"], ignoreOrder: true);
    }

    [Fact]
    public async Task Typing_narrows_it_down_and_a_number_is_no_end_of_a_longer_one()
    {
        await using var borough = await Open();
        var (duty, incident) = (await borough.Duty(), await Case(borough, "不知道哪里"));
        (await Found(duty, incident, "例园 6")).Select(Of).ShouldBe(["例园小区6号楼"]);
        (await Found(duty, incident, "6栋")).Select(Of).ShouldBe(["例园小区6号楼", "样苑6号楼"], ignoreOrder: true);
        (await Found(duty, incident, "没有")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_who_answers_for_the_place_is_offered_it_or_may_choose_it()
    {
        await using var borough = await Open();
        var duty = await borough.Duty();
        var incident = await Case(borough, "例园小区6号楼");
        (await (await borough.As(Domain.Role.Secretary, Borough.Neighbour)).Get($"/api/incidents/{incident}/buildings")).Is(403);
        (await (await borough.As(Domain.Role.CountyDuty, Borough.OtherCounty)).Get($"/api/incidents/{incident}/buildings")).Is(404);
        (
            await duty.Post(
                $"/api/incidents/{incident}/building",
                new
                {
                    community = Borough.Community,
                    estate = "例园小区",
                    building = "9号楼",
                }
            )
        ).Is(409).Code.ShouldBe("buildings.unknown");
        (await duty.Post($"/api/incidents/{incident}/building", new { community = Borough.Community })).Is(400);
    }

    private static string At(double east, string name = "") =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"/api/buildings/at?lon={Borough.Lon + east}&lat={Borough.Lat}{(name.Length > 0 ? $"&name={Uri.EscapeDataString(name)}" : "")}"
        );

    [Fact]
    public async Task A_click_on_a_building_tells_how_many_live_there_and_whose_duty_its_doors_are()
    {
        await using var borough = await Open();
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        // A point 20 m beside the registered one: footprints never lie exactly there.
        var card = (await duty.Get(At(0.0012))).Is(200);
        (card.String("estate"), card.String("building"), card["households"].GetInt32(), card["people"].GetInt32()).ShouldBe(
            ("例园小区", "6号楼", 3, 6)
        );
        card["units"].EnumerateArray().Select(unit => unit.GetString()).ShouldBe(["2单元"]);
        card["doors"].EnumerateArray().Select(one => one.GetProperty("called").GetString()).ShouldBe(["李网格长"], card.Text);
        (await secretary.Get(At(0.003))).Is(200).String("estate").ShouldBe("样苑");
        // The name on the footprint counts more than nearness.
        (await duty.Get(At(0.0012, "十六栋")))
            .Is(200)
            .String("building")
            .ShouldBe("16号楼");
        // No count of persons at risk, no name of a resident.
        card.Body.TryGetProperty("persons", out _).ShouldBeFalse();
        card.Text.ShouldNotContain("冯");
    }

    [Fact]
    public async Task A_building_of_few_households_and_one_of_another_area_are_told_to_nobody()
    {
        await using var borough = await Open();
        var duty = await borough.Duty();
        (await duty.Get(At(0.004))).Is(404);
        (await duty.Get(At(0.02))).Is(404);
        (await (await borough.As(Domain.Role.Secretary, Borough.Neighbour)).Get(At(0.001))).Is(403);
        (await (await borough.As(Domain.Role.CountyDuty, Borough.OtherCounty)).Get(At(0.001))).Is(404);
        (await (await borough.As(Domain.Role.Volunteer, Borough.Community)).Get(At(0.001))).Is(403);
        foreach (var bad in (string[])["lon=181&lat=32", "lon=114&lat=86", "lon=NaN&lat=32", $"lon=114&lat=32&name={new string('楼', 41)}"])
            (await duty.Get($"/api/buildings/at?{bad}")).Is(400).Code.ShouldBe("request.bad");
    }

    [Fact]
    public async Task Places_are_found_by_name_within_ones_own_area_and_buildings_by_who_may_say_that_an_incident_is_there()
    {
        await using var borough = await Open();
        var duty = await borough.Duty();
        (await Buildings(duty, "例园 6栋")).Select(Of).ShouldBe(["例园小区6号楼"]);
        (await Divisions(duty, "试阳")).ShouldContain(Borough.Community, StringComparer.Ordinal);
        (await Divisions(duty, Borough.Street)).ShouldContain(Borough.Street, StringComparer.Ordinal);
        (await Buildings(await borough.Secretary(), "例园 6栋")).Select(Of).ShouldBe(["例园小区6号楼"]);
        var neighbour = await borough.As(Domain.Role.Secretary, Borough.Neighbour);
        (await Buildings(neighbour, "例园 6栋")).ShouldBeEmpty();
        (await Divisions(neighbour, "试阳")).ShouldNotContain(Borough.Community, StringComparer.Ordinal);
        var auditor = await borough.As(Domain.Role.Auditor, Borough.County);
        (await Divisions(auditor, "试阳")).ShouldContain(Borough.Community, StringComparer.Ordinal);
        (await Buildings(auditor, "例园 6栋")).ShouldBeEmpty("an auditor places no incident");
        // A search here finds no residents.
        (await Buildings(duty, "冯试户")).ShouldBeEmpty();
        (await Buildings(duty, " ")).ShouldBeEmpty();
        (await duty.Get($"/api/places?q={new string('a', 101)}")).Is(400);
    }

    private static async Task<Answer> Places(Resident who, string q) => (await who.Get($"/api/places?q={Uri.EscapeDataString(q)}")).Is(200);

    private static async Task<IReadOnlyList<JsonElement>> Buildings(Resident who, string q) =>
        [.. (await Places(who, q))["buildings"].EnumerateArray()];

    private static async Task<IReadOnlyList<string>> Divisions(Resident who, string q) =>
        [.. (await Places(who, q))["divisions"].EnumerateArray().Select(one => one.GetProperty("code").GetString()!)];

    [Fact]
    public async Task Who_asks_faster_than_anybody_types_is_told_to_wait()
    {
        await using var borough = await Open();
        var (duty, incident) = (await borough.Duty(), await Case(borough, "例园小区6号楼"));
        await Found(duty, incident);
        var (pace, now) = (borough.Service<BuildingPace>(), TimeProvider.System.GetUtcNow().AddMinutes(5));
        for (var asked = 0; asked < 40; asked++)
            pace.Ask(duty.Account, now).ShouldBeNull();
        pace.Ask(duty.Account, now).ShouldBe(TimeSpan.FromSeconds(10));
        (await duty.Get($"/api/incidents/{incident}/buildings")).Is(429).Code.ShouldBe("buildings.too-many");
        pace.Ask(duty.Account, now.AddSeconds(10)).ShouldBeNull();
    }

    [Theory]
    [InlineData("例园小区六号楼", "例园小区6号楼")]
    [InlineData("６ 栋", "6号楼")]
    [InlineData("十二幢, 3单元", "12号楼3单元")]
    [InlineData("二十一号楼", "21号楼")]
    public void An_address_is_compared_by_what_it_says(string written, string plain) => Addresses.Plain(written).ShouldBe(plain);
}
