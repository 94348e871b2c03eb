using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Each story has a place of its own, far from the others': candidates are found by distance.</summary>
public sealed class JoinTests(Borough borough)
{
    private async Task<string> Told(double lat, string title, string category = "gas", double lon = Borough.Lon) => (
            await (await borough.Duty()).Post(
                "/api/incidents",
                new
                {
                    category,
                    title,
                    priority = "life",
                    location = new { lon, lat },
                }
            )
        ).Is(201).String("id")!;

    private Incident State(string id) => borough.Incident(Guid.Parse(id))!.State;

    private async Task<IReadOnlyList<(string Incident, string? Into)>> Candidates(Resident by)
    {
        var answer = (await by.Get("/api/incidents/joinable")).Is(200);
        (answer["metres"].GetInt32(), answer["minutes"].GetInt32()).ShouldBe((500, 30));
        return
        [
            .. answer["items"]
                .EnumerateArray()
                .Select(one =>
                    (one.GetProperty("incident").GetString()!, one.TryGetProperty("into", out var into) ? into.GetString() : null)
                ),
        ];
    }

    [Fact]
    public async Task A_second_call_of_the_same_kind_near_by_is_offered_and_joined_its_report_hangs_on_the_main_one()
    {
        var duty = await borough.Duty();
        var (first, second, elsewhere, another) = (
            await Told(32.1010, "燃气味"),
            await Told(32.1030, "还有燃气味"),
            await Told(32.1190, "远处燃气味"),
            await Told(32.1012, "停电", "power")
        );
        var offered = await Candidates(duty);
        offered.ShouldContain((second, first));
        offered.Select(one => one.Incident).ShouldNotContain(elsewhere, StringComparer.Ordinal);
        // Other stories report power cuts near by: those can be offered to each other.
        offered.ShouldNotContain((another, first));
        offered.ShouldNotContain((another, second));

        (await duty.Post($"/api/incidents/{second}/join", new { into = first })).Is(200);
        await Until.TrueAsync(() => Task.FromResult(State(first).TakenIn.ContainsKey(new(Guid.Parse(second)))), "the main one has it");
        var main = (await duty.Get($"/api/incidents/{first}")).Is(200);
        main["reports"].EnumerateArray().Select(report => report.GetProperty("title").GetString()).ShouldBe(["燃气味", "还有燃气味"]);
        main["incident"].GetProperty("joined").EnumerateArray().Single().GetProperty("id").GetString().ShouldBe(second);
        var joined = (await duty.Get($"/api/incidents/{second}")).Is(200)["incident"];
        (joined.GetProperty("stage").GetString(), joined.GetProperty("joinedInto").GetString()).ShouldBe(("joined", first));
        (await duty.Get("/api/incidents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("id").GetString())
            .ShouldNotContain(second, StringComparer.Ordinal);
        (await duty.Post($"/api/incidents/{second}/contain")).Is(409).Code.ShouldBe("incident.is-joined");
        (await duty.Get($"/api/incidents/{first}/timeline"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("form").GetString())
            .ShouldContain("incident.taken-in.v1", StringComparer.Ordinal);

        (await duty.Post($"/api/incidents/{second}/split")).Is(200);
        await Until.TrueAsync(() => Task.FromResult(State(first).TakenIn.IsEmpty), "the main one has given it back");
        (State(second).Stage, State(first).Reports.Count).ShouldBe((IncidentStage.Active, 1));
        (await Candidates(duty)).ShouldContain((second, first));
    }

    [Fact]
    public async Task Where_work_has_begun_the_other_one_is_joined_to_it()
    {
        var (duty, street) = (await borough.Duty(), await borough.StreetOfficer());
        var (first, second) = (await Told(32.1090, "井盖", "traffic"), await Told(32.1092, "井盖又一个", "traffic"));
        (
            await duty.Post(
                $"/api/incidents/{second}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = 32.1092,
                        metres = 30,
                    },
                }
            )
        ).Is(200);
        (await Candidates(duty)).ShouldContain((first, second));
        var refused = (await duty.Post($"/api/incidents/{second}/join", new { into = first })).Is(409);
        (refused.Code, refused.String("title")!.Contains("把另一起并入这一起", StringComparison.Ordinal)).ShouldBe(
            ("incident.work-begun", true)
        );
        (await street.Post($"/api/incidents/{first}/join", new { into = second })).Is(200);
        (await street.Post($"/api/incidents/{second}/join", new { into = second })).Is(400);
        (await street.Post($"/api/incidents/{second}/join", new { into = Guid.CreateVersion7() })).Is(404);
        (await (await borough.Secretary()).Post($"/api/incidents/{first}/split")).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.As(Role.CountyDuty, Borough.OtherCounty)).Post($"/api/incidents/{first}/split")).Is(404);
    }

    [Fact]
    public async Task An_order_or_response_is_work_too()
    {
        var duty = await borough.Duty();
        var (first, second) = (await Told(32.1150, "走失", "missing"), await Told(32.1151, "又报走失", "missing"));
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Borough.Community },
                    text = "去看",
                    incident = second,
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        (await duty.Post($"/api/incidents/{second}/join", new { into = first })).Is(409).Code.ShouldBe("incident.work-begun");
    }

    [Fact]
    public async Task What_a_hotline_says_later_about_its_own_case_comes_to_the_main_one_under_its_own_number()
    {
        var (duty, number, line) = (await borough.Duty(), $"J-{Guid.CreateVersion7()}", new Partner(borough));
        object Case(string title) =>
            new
            {
                caseNumber = number,
                category = "epidemic",
                title,
                description = title,
                receivedAt = TimeProvider.System.GetUtcNow().AddMinutes(-1),
                location = new
                {
                    lon = Borough.Lon,
                    lat = 32.1170,
                    datum = "WGS84",
                },
                priority = "urgent",
            };
        var main = await Told(32.1171, "集体发热", "epidemic");
        var opened = (await line.Created(Case("学校发热"))).Is(202);
        var second = opened.String("incidentId")!;
        (await duty.Get("/api/incidents", opened)).Is(200);
        (await duty.Post($"/api/incidents/{second}/join", new { into = main })).Is(200);
        await Until.TrueAsync(() => Task.FromResult(State(main).Reports.Count == 2), "its case hangs on the main one");
        (await line.Updated(Case("又有三人"))).Is(202).String("incidentId").ShouldBe(second);
        await Until.TrueAsync(() => Task.FromResult(State(main).Reports.Count == 3), "so does what came later");
        State(main).Reports.Values.Count(report => report.Case is { Hotline: "119" } && report.Case.Number == number).ShouldBe(2);
        State(second).Stage.ShouldBe(IncidentStage.Joined);
    }

    [Fact]
    public async Task A_main_one_that_has_ended_meanwhile_gives_it_back_so_that_nobody_is_swallowed()
    {
        var duty = await borough.Duty();
        var (main, second) = (await Told(32.1130, "积水", "flood"), await Told(32.1131, "又报积水", "flood"));
        (await duty.Post($"/api/incidents/{main}/end-scene")).Is(200);
        (await duty.Post($"/api/incidents/{second}/join", new { into = main })).Is(409).Code.ShouldBe("incident.scene-over");
        // As if it ended between the look and the join.
        await borough.Do(
            Entities.Incident(Borough.Realm, new(Guid.Parse(second))),
            new JoinIncident(new(Guid.Parse(main)), 0, 1, Borough.By, TimeProvider.System.GetUtcNow())
        );
        await Until.TrueAsync(() => Task.FromResult(State(second).Stage == IncidentStage.Active), "it stands on the board again");
        State(main).TakenIn.ShouldBeEmpty();
    }
}
