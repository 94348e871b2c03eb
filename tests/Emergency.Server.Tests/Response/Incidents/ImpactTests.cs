using System.Globalization;
using Emergency.Server.Tests.People;

namespace Emergency.Server.Tests.Incidents;

public sealed class ImpactTests(District district)
{
    private const double Lon = 114.068594,
        Lat = 32.119337;

    [Fact]
    public async Task Everybody_inside_is_listed_with_who_knocks()
    {
        var fire = await district.Fire();
        var commander = await district.As("commander");
        var impact = (await commander.Get($"/api/incidents/{fire}/impact")).Is(200);
        var inside = SampleRegisters
            .Persons.Where(row => row.Within(Lon, Lat, 150))
            .Select(row => District.Person(row["resident_id"]).ToString())
            .ToList();
        var homes = SampleRegisters.Households.Where(row => row.Within(Lon, Lat, 150)).ToList();
        inside.Count.ShouldBeGreaterThan(10);
        impact["rows"].Items().Select(row => row.Of("personId")).ShouldBe(inside, ignoreOrder: true);
        var total = impact["total"];
        (total.Of("persons"), total.Of("households"), total.Of("people")).ShouldBe(
            (Text(inside.Count), Text(homes.Count), Text(homes.Sum(home => SampleRegisters.Number(home, "members"))))
        );
        foreach (var row in impact["rows"].Items())
        {
            var grid = row.GetProperty("door").Of("grid");
            row.GetProperty("responsible").Items().ShouldContain(one => one.Of("role") == "grid-chief", $"nobody answers for grid {grid}");
        }
    }

    [Fact]
    public async Task Who_cannot_walk_is_first_and_everybody_is_still_to_be_looked_for()
    {
        var fire = await district.Fire();
        var rows = (await (await district.As("street")).Get($"/api/incidents/{fire}/impact")).Is(200)["rows"].Items().ToList();
        var carried = rows.Select(row => row.GetProperty("needs").Items().Any(need => need.GetString() == "carry")).ToList();
        carried.ShouldContain(true);
        carried.ShouldBe(carried.OrderByDescending(one => one));
        rows.ShouldAllBe(row => row.Of("state") == "unchecked");
    }

    [Fact]
    public async Task Consent_plays_no_part_in_who_is_counted()
    {
        var fire = await district.Fire();
        var rows = (await (await district.As("street")).Get($"/api/incidents/{fire}/impact"))
            .Is(200)["rows"]
            .Items()
            .Select(row => row.Of("personId"))
            .ToHashSet(StringComparer.Ordinal);
        var without = SampleRegisters
            .Persons.Where(row => row["consent"] == "否" && row.Within(Lon, Lat, 150))
            .Select(row => District.Person(row["resident_id"]).ToString())
            .ToList();
        without.ShouldNotBeEmpty();
        without.ShouldAllBe(person => rows.Contains(person));
    }

    [Fact]
    public async Task A_list_of_who_is_inside_shows_masks_and_no_number()
    {
        var fire = await district.Fire();
        var text = (await (await district.As("street")).Get($"/api/incidents/{fire}/impact")).Is(200).Text;
        foreach (var row in SampleRegisters.Persons.Where(row => row.Within(Lon, Lat, 150)))
        foreach (var secret in (string[])[row["name"], row["id_no"], SampleRegisters.Phone(row["phone"]), row["phone"]])
            if (secret.Length > 0)
                text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_grid_chief_gets_rows_of_the_own_grid_without_kinds()
    {
        var fire = await district.Fire();
        var rows = (await (await district.As("grid")).Get($"/api/incidents/{fire}/impact")).Is(200)["rows"].Items().ToList();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(row => row.GetProperty("door").Of("grid") == "001001-G1" && !row.Has("kinds"));
    }

    [Fact]
    public async Task Shelters_that_serve_a_fire_come_first_and_the_others_say_why_not()
    {
        var fire = await district.Fire();
        var shelters = (await (await district.As("street")).Get($"/api/incidents/{fire}/impact")).Is(200)["shelters"].Items().ToList();
        var fit = shelters.Select(shelter => shelter.GetProperty("fit").GetBoolean()).ToList();
        fit[0].ShouldBeTrue();
        fit.ShouldBe(fit.OrderByDescending(one => one));
        shelters
            .Where(shelter => !shelter.GetProperty("fit").GetBoolean())
            .ShouldAllBe(shelter => shelter.GetProperty("unfit").GetArrayLength() > 0);
        var near = shelters
            .Where(shelter => shelter.GetProperty("fit").GetBoolean() && shelter.GetProperty("indoor").GetBoolean())
            .Select(shelter => shelter.GetProperty("metres").GetInt32())
            .ToList();
        near.ShouldBe(near.Order());
    }

    [Fact]
    public async Task A_shelter_inside_the_fire_is_not_offered_as_fit()
    {
        var fire = await district.Fire(metres: 300);
        var shelter = (await (await district.As("commander")).Get($"/api/incidents/{fire}/impact"))
            .Is(200)["shelters"]
            .Items()
            .First(one =>
                one.GetProperty("name").GetString()!.StartsWith("义阳社区", StringComparison.Ordinal)
                && one.GetProperty("metres").GetInt32() < 290
            );
        shelter.GetProperty("fit").GetBoolean().ShouldBeFalse();
        shelter.GetProperty("unfit").Items().ShouldContain(reason => reason.GetString() == "inside");
    }

    [Fact]
    public async Task Before_an_area_is_drawn_the_counts_of_150_metres_are_known_and_nobody_is_listed()
    {
        var commander = await district.As("commander");
        var id = (
            await commander.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = District.Community,
                    location = new { lon = Lon, lat = Lat },
                }
            )
        ).Is(201)["id"].GetString();
        var impact = (await commander.Get($"/api/incidents/{id}/impact")).Is(200);
        impact["drawn"].GetBoolean().ShouldBeFalse();
        impact["total"].Of("persons").ShouldBe(Text(SampleRegisters.Persons.Count(row => row.Within(Lon, Lat, 150))));
        impact.Body.Has("rows").ShouldBeFalse();
    }

    [Fact]
    public async Task Where_neither_area_nor_place_is_known_that_is_said()
    {
        var commander = await district.As("commander");
        var id = (await commander.Post("/api/incidents", new { category = "fire", title = "不清楚在哪" })).Is(201)["id"].GetString();
        (await commander.Get($"/api/incidents/{id}/impact")).Is(409).Code.ShouldBe("impact.not-drawn");
    }

    [Fact]
    public async Task A_courtyard_left_out_of_the_area_is_left_out_of_the_count()
    {
        var commander = await district.As("commander");
        const double half = 0.004,
            hole = 0.0014;
        var drawn = new { area = new { polygon = new { type = "Polygon", coordinates = new[] { Square(half), Square(hole) } } } };
        var impact = (await commander.Post("/api/impact", drawn)).Is(200);
        // Outside an incident counts are rounded to fives.
        var left = SampleRegisters.Households.Count(row => In(row, half) && !In(row, hole));
        impact["total"].GetProperty("households").GetInt32().ShouldBe((left + 2) / 5 * 5);
        SampleRegisters.Households.Count(row => In(row, hole)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_outline_that_crosses_itself_is_refused_at_the_point_where_it_does()
    {
        var crossed = new
        {
            area = new
            {
                polygon = new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[] { new[] { 114.06, 32.11 }, [114.07, 32.12], [114.07, 32.11], [114.06, 32.12], [114.06, 32.11] },
                    },
                },
            },
        };
        var problem = (await (await district.As("commander")).Post("/api/impact", crossed)).Is(400);
        problem.Code.ShouldBe("area.self-crossing");
        problem.Arguments.Select(argument => double.Parse(argument!, CultureInfo.InvariantCulture)).ShouldBe([114.065, 32.115], 0.0001);
    }

    [Fact]
    public async Task Another_street_learns_nothing()
    {
        var elsewhere = await district.As("elsewhere");
        var fire = await district.Fire();
        (await elsewhere.Get($"/api/incidents/{fire}/impact")).Is(404);
        (
            await elsewhere.Post(
                "/api/impact",
                new
                {
                    area = new
                    {
                        circle = new
                        {
                            lon = Lon,
                            lat = Lat,
                            metres = 150,
                        },
                    },
                }
            )
        ).Is(404);
        (await (await district.As("volunteer")).Get($"/api/incidents/{fire}/impact")).Is(403);
    }

    private static double[][] Square(double half) =>
        [
            [Lon - half, Lat - half],
            [Lon + half, Lat - half],
            [Lon + half, Lat + half],
            [Lon - half, Lat + half],
            [Lon - half, Lat - half],
        ];

    private static bool In(Dictionary<string, string> row, double half) =>
        Math.Abs(SampleRegisters.Number(row, "lon") - Lon) <= half && Math.Abs(SampleRegisters.Number(row, "lat") - Lat) <= half;

    private static string Text(double count) => count.ToString(CultureInfo.InvariantCulture);
}
