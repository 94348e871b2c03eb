using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>Counting is reading, and so is asking again: everybody who saw a door, a kind or a name stands in the record.</summary>
public sealed class ReadingTests(District district)
{
    private const double Lon = 114.068594,
        Lat = 32.119337;
    private const string Register = $"/api/communities/{District.Community}/residents";

    [Fact]
    public async Task Each_answer_under_one_key_is_a_record_of_its_own()
    {
        var (secretary, fire, key) = (
            await district.As("secretary"),
            await district.Fire(),
            ("Idempotency-Key", $"again {Guid.CreateVersion7()}")
        );
        var adult = Adults.First();
        for (var n = 0; n < 5; n++)
            (await secretary.Post($"{Register}/{Id(adult)}/reveal", new { reason = "上门探访" }, key)).Is(200);
        for (var n = 0; n < 3; n++)
            (await secretary.Get($"/api/incidents/{fire}/doors", key)).Is(200);
        var mine = await Readings(secretary);
        mine.Count(one => one.Of("purpose") == "reveal" && Persons(one).SequenceEqual([Id(adult)], StringComparer.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(5);
        mine.Count(one => one.Of("purpose") == "doors" && one.Has("incident") && one.Of("incident") == fire).ShouldBe(3);
        mine.Select(one => one.Of("accessId")).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Each_page_of_a_register_is_written_down_with_who_was_on_it()
    {
        var grid = await district.As("grid2");
        var before = (await Readings(grid)).Count;
        var first = (await grid.Get($"{Register}?limit=3")).Is(200);
        var second = (await grid.Get($"{Register}?limit=3&next={first.String("next")}")).Is(200);
        var pages = (await Readings(grid)).Skip(before).Where(one => one.Of("purpose") == "register").ToList();
        pages.Select(one => string.Join(' ', Persons(one))).ShouldBe([On(first), On(second)]);

        static string On(Answer page) => string.Join(' ', page["items"].Items().Select(one => one.Of("personId")));
    }

    [Fact]
    public async Task The_names_of_those_with_accounts_and_the_journal_taken_away_are_written_down()
    {
        var (secretary, auditor) = (await district.As("secretary"), await district.As("auditor"));
        (await secretary.Get("/api/accounts")).Is(200);
        (await auditor.Get("/api/export")).Is(200);
        (await Readings(secretary)).ShouldContain(one => one.Of("purpose") == "accounts");
        (await Readings(auditor)).ShouldContain(one => one.Of("purpose") == "export");
    }

    [Fact]
    public async Task A_home_is_not_found_by_counting_small_circles()
    {
        var commander = await district.As("commander");
        var before = (await Readings(commander)).Count(IsBare);
        foreach (var row in SampleRegisters.Persons.Where(row => row["community_code"] == District.Community).Take(10))
        {
            var answer = (
                await commander.Post(
                    "/api/impact",
                    new
                    {
                        area = new
                        {
                            circle = new
                            {
                                lon = SampleRegisters.Number(row, "lon"),
                                lat = SampleRegisters.Number(row, "lat"),
                                metres = 1,
                            },
                        },
                    }
                )
            ).Is(200);
            Tells(answer).ShouldBeEmpty();
        }
        (await Readings(commander)).Count(IsBare).ShouldBe(before + 10);

        static bool IsBare(JsonElement one) => one.Of("purpose") == "area" && !one.Has("incident");
        static IEnumerable<string> Tells(Answer answer) =>
            [
                .. answer["needs"].Items().Concat(answer["kinds"].Items()).Select(one => one.Of("code")),
                .. answer["communities"]
                    .Items()
                    .Select(one => one.GetProperty("counts"))
                    .Append(answer["total"])
                    .Where(counts => counts.Has("persons"))
                    .Select(counts => counts.Of("persons")),
            ];
    }

    [Fact]
    public async Task A_small_polygon_or_a_single_building_tells_no_more_than_a_small_circle()
    {
        var commander = await district.As("commander");
        const double half = 0.0005;
        var square = new[]
        {
            new[] { Lon - half, Lat - half },
            [Lon + half, Lat - half],
            [Lon + half, Lat + half],
            [Lon - half, Lat + half],
            [Lon - half, Lat - half],
        };
        var drawn = (
            await commander.Post("/api/impact", new { area = new { polygon = new { type = "Polygon", coordinates = new[] { square } } } })
        ).Is(200);
        var named = (
            await commander.Post(
                "/api/impact",
                new
                {
                    area = new
                    {
                        places = new[]
                        {
                            new
                            {
                                division = District.Community,
                                grid = "001001-G1",
                                building = "1号楼",
                            },
                        },
                    },
                }
            )
        ).Is(200);
        foreach (var answer in (Answer[])[drawn, named])
            (answer["total"].Has("persons"), answer["needs"].GetArrayLength(), answer["kinds"].GetArrayLength()).ShouldBe((false, 0, 0));
    }

    public static TheoryData<string, object> Subtractions
    {
        get
        {
            const double half = 0.004,
                home = 0.00003;
            double[][] Square(double side, double east = 0) =>
                [
                    [Lon + east - side, Lat - side],
                    [Lon + east + side, Lat - side],
                    [Lon + east + side, Lat + side],
                    [Lon + east - side, Lat + side],
                    [Lon + east - side, Lat - side],
                ];
            object Polygon(params double[][][] rings) => new { polygon = new { type = "Polygon", coordinates = rings } };
            return new()
            {
                { "a square without one building", Polygon(Square(half), Square(home)) },
                { "a square without a block", Polygon(Square(half), Square(0.001)) },
                {
                    "a square far away and one building",
                    new { polygon = new { type = "MultiPolygon", coordinates = new[] { new[] { Square(half, 0.02) }, [Square(home)] } } }
                },
                {
                    "a grid and one building of the next",
                    new
                    {
                        places = new object[]
                        {
                            new { division = District.Community, grid = "001001-G2" },
                            new
                            {
                                division = District.Community,
                                grid = "001001-G1",
                                building = "1号楼",
                            },
                        },
                    }
                },
            };
        }
    }

    [Theory, MemberData(nameof(Subtractions), DisableDiscoveryEnumeration = true)]
    public async Task A_home_is_not_found_by_subtracting_two_areas(string what, object area)
    {
        var answer = (await (await district.As("commander")).Post("/api/impact", new { area })).Is(200);
        (answer["total"].Has("persons"), answer["needs"].GetArrayLength(), answer["kinds"].GetArrayLength()).ShouldBe((false, 0, 0), what);
    }

    [Fact]
    public async Task An_area_and_the_same_with_a_notch_around_one_building_tell_in_fives()
    {
        var commander = await district.As("commander");
        const double half = 0.004,
            side = 0.00003;
        double[] west = [Lon - half, Lat - half],
            east = [Lon + half, Lat - half];
        double[][] whole = [west, east, [Lon + half, Lat + half], [Lon - half, Lat + half], west];
        // A slit from below as wide as the building.
        double[][] notched =
        [
            west,
            [Lon - side, Lat - half],
            [Lon - side, Lat + side],
            [Lon + side, Lat + side],
            [Lon + side, Lat - half],
            east,
            [Lon + half, Lat + half],
            [Lon - half, Lat + half],
            west,
        ];
        foreach (var ring in new[] { whole, notched })
        {
            var polygon = new { type = "Polygon", coordinates = new[] { ring } };
            var answer = (await commander.Post("/api/impact", new { area = new { polygon } })).Is(200);
            answer["total"].GetProperty("persons").GetInt32().ShouldBeGreaterThan(0);
            answer["needs"]
                .Items()
                .Select(need => need.GetProperty("persons").GetInt32())
                .Concat(
                    answer["communities"]
                        .Items()
                        .Select(one => one.GetProperty("counts"))
                        .Append(answer["total"])
                        .SelectMany(
                            counts => (string[])["persons", "households", "people"],
                            (counts, name) => counts.Has(name) ? counts.GetProperty(name).GetInt32() : 0
                        )
                )
                .ShouldAllBe(count => count % 5 == 0);
        }
    }

    [Fact]
    public async Task A_wide_circle_tells_how_many_but_never_of_which_kind()
    {
        var answer = (
            await (await district.As("commander")).Post(
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
        ).Is(200);
        // Rounded to fives: two circles that differ by one home give the same.
        var inside = SampleRegisters.Persons.Count(row => row.Within(Lon, Lat, 150));
        answer["total"].GetProperty("persons").GetInt32().ShouldBe((inside + 2) / 5 * 5);
        answer["needs"].Items().ShouldAllBe(need => need.GetProperty("persons").GetInt32() >= 5);
        answer["kinds"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task For_a_running_incident_a_small_circle_is_counted_and_who_was_in_it_is_written_down()
    {
        var (commander, fire) = (await district.As("commander"), await district.Fire());
        var answer = (
            await commander.Post(
                "/api/impact",
                new
                {
                    incident = fire,
                    area = new
                    {
                        circle = new
                        {
                            lon = Lon,
                            lat = Lat,
                            metres = 20,
                        },
                    },
                }
            )
        ).Is(200);
        var inside = SampleRegisters.Persons.Where(row => row.Within(Lon, Lat, 20)).Select(Id).ToList();
        inside.ShouldNotBeEmpty();
        answer["total"].GetProperty("persons").GetInt32().ShouldBe(inside.Count);
        var reading = (await Readings(commander)).Single(one =>
            one.Of("purpose") == "area" && one.Has("incident") && one.Of("incident") == fire
        );
        Persons(reading).ShouldBe(inside, ignoreOrder: true);
    }

    [Fact]
    public async Task Kinds_around_an_incident_without_an_area_are_written_down_and_no_chief_hears_them()
    {
        var (street, grid) = (await district.As("street"), await district.As("grid"));
        var id = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = District.Community,
                    location = new { lon = Lon, lat = Lat },
                }
            )
        ).Is(201).String("id")!;
        (await street.Get($"/api/incidents/{id}/impact")).Is(200)["kinds"].GetArrayLength().ShouldBeGreaterThan(0);
        (await Readings(street)).ShouldContain(one => one.Of("purpose") == "area" && one.Has("incident") && one.Of("incident") == id);
        (await grid.Get($"/api/incidents/{id}/impact")).Is(200)["kinds"].GetArrayLength().ShouldBe(0);
        (await grid.Get($"/api/incidents/{await district.Fire()}/impact")).Is(200)["kinds"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_auditor_reads_codes_and_opens_one_reason_which_is_written_down_too()
    {
        var (secretary, auditor) = (await district.As("secretary"), await district.As("auditor"));
        var opened = (await secretary.Post($"{Register}/{Id(Adults.First())}/reveal", new { reason = "邻居说三天没见", code = "visit" }))
            .Is(200)
            .String("accessId");
        (await Readings(secretary)).Single(one => one.Of("accessId") == opened).Of("code").ShouldBe("visit");
        var where = new { day = Shanghai.Day(TimeProvider.System.GetUtcNow()), county = District.County };
        (await (await district.As("commander")).Post($"/api/access/{opened}/reason", where)).Is(403);
        var reason = (await auditor.Post($"/api/access/{opened}/reason", where)).Is(200);
        (reason.String("code"), reason.String("text")).ShouldBe(("visit", "邻居说三天没见"));
        (await Readings(auditor)).Count(one => one.Of("purpose") == "reason" && one.Of("of") == opened).ShouldBe(1);
        (await auditor.Post($"/api/access/{Guid.CreateVersion7()}/reason", where)).Is(404);
        (await auditor.Post($"/api/access/{opened}/reason", new { where.day, county = "411503" })).Is(404);
    }

    [Fact]
    public async Task An_approval_to_see_minors_holds_to_its_last_day_and_not_longer()
    {
        var (street, today) = (await district.As("street"), Shanghai.Day(TimeProvider.System.GetUtcNow()));
        const string there = "411502001013";
        var child = SampleRegisters.Persons.First(row =>
            row["community_code"] == there && row["category"] == "留守儿童" && string.CompareOrdinal(row["birth_date"], "2015") > 0
        );
        var register = $"/api/communities/{there}/residents";
        var civil = await district.As("civil");
        await district.Server.Agree(
            await street.Post(
                $"{register}/approvals",
                new
                {
                    role = "street-officer",
                    from = today.AddDays(-9),
                    to = today.AddDays(-1),
                }
            ),
            civil
        );
        (await street.Post($"{register}/{Id(child)}/reveal", new { reason = "了解情况" })).Is(403).Code.ShouldBe("sight.not-approved");
        await district.Server.Agree(
            await street.Post(
                $"{register}/approvals",
                new
                {
                    role = "street-officer",
                    from = today.AddDays(-9),
                    to = today,
                }
            ),
            civil
        );
        (await street.Post($"{register}/{Id(child)}/reveal", new { reason = "了解情况" })).Is(200).String("name").ShouldBe(child["name"]);
    }

    [Fact]
    public async Task Illness_is_shown_by_consent_or_where_the_door_is_checked_now()
    {
        var street = await district.As("street");
        // Far from the fires of the other tests.
        var ill = SampleRegisters.Persons.First(row =>
            row["community_code"].StartsWith(District.Street, StringComparison.Ordinal)
            && row["community_code"] != District.Community
            && row["category"] == "重病患者"
            && row["consent"] == "否"
            && row["special_needs"].Length > 0
            && string.CompareOrdinal(row["birth_date"], "2000") < 0
            && !row.Within(Lon, Lat, 1_300)
        );
        var (there, path) = (ill["community_code"], $"/api/communities/{ill["community_code"]}/residents/{Id(ill)}/reveal");
        (await street.Post(path, new { reason = "上门探访" })).Is(200).Body.Has("health").ShouldBeFalse("without consent");
        var consents = path.Replace("/reveal", "/consents", StringComparison.Ordinal);
        (
            await street.Post(
                consents,
                new
                {
                    answer = "given",
                    uses = new[] { "health-care" },
                    witness = "何拟人",
                }
            )
        ).Is(200);
        (await street.Get(consents)).Is(200);
        (await street.Post(path, new { reason = "上门探访" })).Is(200).String("health").ShouldBe(ill["special_needs"]);
        (await street.Post(consents, new { answer = "withdrawn", uses = new[] { "health-care" } })).Is(200);
        (await street.Get(consents)).Is(200);
        (await street.Post(path, new { reason = "上门探访" })).Is(200).Body.Has("health").ShouldBeFalse("withdrawn");
        var point = new { lon = SampleRegisters.Number(ill, "lon"), lat = SampleRegisters.Number(ill, "lat") };
        var fire = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    priority = "life",
                    title = "居民楼起火",
                    community = there,
                    location = point,
                }
            )
        ).Is(201).String("id");
        (
            await street.Post(
                $"/api/incidents/{fire}/impact",
                new
                {
                    circle = new
                    {
                        point.lon,
                        point.lat,
                        metres = 30,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () =>
                (await street.Get($"/api/incidents/{fire}/figures"))["communities"].Items().Any(one => one.Of("community") == there),
            "doors are counted"
        );
        (await street.Post(path, new { reason = "上门探访" })).Is(200).String("health").ShouldNotBeNullOrEmpty();
    }

    private static IEnumerable<Dictionary<string, string>> Adults =>
        SampleRegisters.Persons.Where(row => row["community_code"] == District.Community && row["category"] == "独居老人");

    private static string Id(Dictionary<string, string> row) => District.Person(row["resident_id"]).ToString();

    private static IReadOnlyList<string?> Persons(JsonElement reading) =>
        [.. reading.GetProperty("persons").Items().Select(person => person.GetString())];

    /// <summary>All readings of an account today, oldest first.</summary>
    private async Task<IReadOnlyList<JsonElement>> Readings(Api who)
    {
        var auditor = await district.As("auditor");
        var all = new List<JsonElement>();
        for (var next = "0"; next.Length > 0; )
        {
            var page = (await auditor.Get($"/api/access?county={District.County}&next={next}")).Is(200);
            all.AddRange(page["items"].Items());
            next = page.Body.Has("next") ? page.String("next")! : "";
        }
        return [.. all.Where(one => one.Of("account") == who.Account)];
    }
}
