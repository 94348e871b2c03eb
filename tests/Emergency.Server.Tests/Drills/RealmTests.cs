using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

public sealed class RealmTests(Quarter quarter) : Drilling(quarter)
{
    private static readonly string[] Secrets = ["陈试婆", "褚样娃", "陈试家", "褚样户", "13900000001", "13900000003", "139-0000-0003"];

    [Fact]
    public async Task What_happens_in_it_is_in_no_live_answer_and_no_real_name_is_in_any_of_its_own()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var secretary = await Quarter.As(Role.Secretary);
        var chief = await Quarter.As(Role.GridChief);
        var (id, realm) = await Started(duty);
        (await duty.Get($"/api/incidents?realm={realm}")).Is(200)["items"].GetArrayLength().ShouldBe(0, "no real incident is in a drill");

        var incident = (await duty.Post($"/api/drills/{id}/case", Case("i1"))).Is(202).String("incidentId")!;
        (await duty.Post($"/api/drills/{id}/case", Case("i1")))
            .Is(202)
            .String("incidentId")
            .ShouldBe(incident, "the same inject is one case");
        (await duty.Get($"/api/incidents/{incident}?realm={realm}")).Is(200).String("title").ShouldBe("演练火警");
        (await duty.Get($"/api/incidents/{incident}")).Is(404);
        (await duty.Get("/api/incidents?limit=200")).Is(200).Text.ShouldNotContain(incident);

        (
            await duty.Post(
                $"/api/incidents/{incident}/impact?realm={realm}",
                new
                {
                    circle = new
                    {
                        lon = QuarterRegisters.Lon,
                        lat = QuarterRegisters.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        (
            await duty.Post(
                $"/api/incidents/{incident}/cards?realm={realm}",
                new { card = "old-block-fire", community = QuarterRegisters.Here }
            )
        ).Is(200);
        var asked = (await chief.Get($"/api/me/tasks?realm={realm}")).Is(200)["items"];
        asked.GetArrayLength().ShouldBePositive("who is asked has it on the phone, as in earnest");
        List<string> answers = [];
        foreach (
            var path in (string[])
                [
                    $"incidents/{incident}/doors",
                    $"incidents/{incident}/impact",
                    $"incidents/{incident}/tasks",
                    $"incidents/{incident}/figures",
                    $"communities/{QuarterRegisters.Here}",
                    $"communities/{QuarterRegisters.Here}/team",
                    $"incidents/{incident}/timeline",
                ]
        )
            answers.Add((await duty.Get($"/api/{path}?realm={realm}")).Is(200).Text);
        var list = (await secretary.Post($"/api/incidents/{incident}/list/open?realm={realm}", new { reason = "演练敲门" })).Is(200);
        var listed = list["items"].EnumerateArray().Select(one => one.GetProperty("personId").GetGuid()).ToList();
        foreach (var number in (int[])[1, 2])
            listed.ShouldContain(QuarterRegisters.Person(QuarterRegisters.Here, number), "whoever else is registered there by now");
        list.Text.ShouldContain("代号");
        list.Text.ShouldContain("\"000");
        answers.Add(list.Text);
        foreach (var secret in Secrets)
            answers.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal), secret);

        var person = QuarterRegisters.Person(QuarterRegisters.Here);
        (
            await secretary.Post(
                $"/api/incidents/{incident}/doors/{QuarterRegisters.Here}/persons/{person}/check?realm={realm}",
                new { state = "safe" }
            )
        ).Is(200);
        (await duty.Get($"/api/incidents/{incident}/figures?realm={realm}"))
            .Is(200)["total"]
            .GetProperty("atRisk")
            .GetProperty("moved")
            .GetInt32()
            .ShouldBe(1);
        foreach (var path in (string[])["incidents?limit=200", "me/tasks", "orders", "readiness/411502001"])
            (await secretary.Get($"/api/{path}")).Text.ShouldNotContain(incident);
        await End(duty, id);
    }

    [Fact]
    public async Task Live_goes_on_beside_it_and_neither_hears_of_the_others_stock()
    {
        var (duty, secretary) = (await Quarter.As(Role.CountyDuty), await Quarter.As(Role.Secretary));
        var (id, realm) = await Started(duty);
        var lot = QuarterRegisters.Lot(QuarterRegisters.Here);
        var before = await Left(secretary, lot, "");
        (
            await secretary.Post(
                $"/api/communities/{QuarterRegisters.Here}/supplies/{lot}/reserve?realm={realm}",
                new { task = Guid.CreateVersion7(), quantity = 1 }
            )
        ).Is(200);
        (await Left(secretary, lot, realm)).ShouldBe(before - 1);
        (await Left(secretary, lot, "")).ShouldBe(before);
        await End(duty, id);
    }

    [Fact]
    public async Task A_real_incident_in_its_community_stops_it_until_somebody_has_ruled_it_out()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var (id, realm) = await Started(duty);
        var away = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "别处的真火",
                    priority = "life",
                    community = QuarterRegisters.Next,
                }
            )
        ).Is(201).String("id")!;
        (await Stage(duty, id)).ShouldBe("running", "elsewhere is elsewhere");
        var real = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "真的着火了",
                    priority = "life",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201).String("id")!;
        await Until.TrueAsync(async () => await Stage(duty, id) == "paused", "the real call stops the drill");
        (await duty.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("real")[0].GetString().ShouldBe(real);
        (await duty.Post($"/api/drills/{id}/resume", new { })).Is(409).Code.ShouldBe("drill.real-call");
        (await duty.Post($"/api/drills/{id}/case", Case("while-real"))).Is(409).Code.ShouldBe("drill.real-call");
        (
            await duty.Post(
                $"/api/incidents?realm={realm}",
                new
                {
                    category = "fire",
                    title = "演练",
                    priority = "life",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(409).Code.ShouldBe("drill.real-call");
        (await duty.Post($"/api/drills/{id}/rule-out", new { incident = real })).Is(200);
        (await duty.Post($"/api/drills/{id}/resume", new { })).Is(200);
        (await Stage(duty, id)).ShouldBe("running");
        await End(duty, id);
        foreach (var one in (string[])[away, real])
            (await duty.Post($"/api/incidents/{one}/withdraw", new { reason = "试完收回" })).Is(200);
    }

    [Fact]
    public async Task Its_clock_runs_as_fast_as_is_said_and_stands_while_it_is_paused()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var night = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(18), TimeSpan.Zero);
        var (id, _) = await Started(duty, new { at = night, factor = 60 });
        await Until.TrueAsync(async () => await Now(duty, id) > night.AddSeconds(30), "half a minute of the drill has passed");
        (await duty.Post($"/api/drills/{id}/pause", new { })).Is(200);
        var stood = await Now(duty, id);
        (await duty.Post($"/api/drills/{id}/speed", new { factor = 1 })).Is(200);
        (await Now(duty, id)).ShouldBe(stood);
        (await duty.Post($"/api/drills/{id}/resume", new { })).Is(200);
        await Until.TrueAsync(async () => await Now(duty, id) > stood, "it runs on from where it stood");
        await End(duty, id);
    }

    [Fact]
    public async Task It_is_there_only_for_its_own_county_and_only_for_what_is_played()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var (id, realm) = await Started(duty);
        foreach (
            var (role, from) in ((Role, From)[])[(Role.CountyDuty, From.Far), (Role.StreetOfficer, From.Away), (Role.Secretary, From.Away)]
        )
        {
            (await (await Quarter.As(role, from)).Get($"/api/incidents?realm={realm}")).Is(404).Code.ShouldBe("realm.unknown");
            if (role != Role.CountyDuty)
                (await (await Quarter.As(role, from)).Get($"/api/drills/{id}")).Is(404);
        }
        (await duty.Get("/api/incidents?realm=drill-0")).Is(404).Code.ShouldBe("realm.unknown");
        var street = await Quarter.As(Role.StreetOfficer);
        (
            await street.Post(
                $"/api/communities/{QuarterRegisters.Here}/residents/{QuarterRegisters.Person(QuarterRegisters.Here)}/reveal?realm={realm}",
                new { reason = "演练" }
            )
        )
            .Is(403)
            .Code.ShouldBe("realm.live-only");
        // Nobody knocks at a frail person's door for a drill.
        var secretary = await Quarter.As(Role.Secretary);
        (await secretary.Post($"/api/care/{Guid.CreateVersion7()}/link?realm={realm}", new { })).Is(403).Code.ShouldBe("link.live-only");
        foreach (var played in (string[])["/api/visits/mine", $"/api/communities/{QuarterRegisters.Here}/visits"])
            (await secretary.Get($"{played}?realm={realm}")).Is(403).Code.ShouldBe("visit.live-only");
        foreach (var played in (string[])["", $"/{QuarterRegisters.Person(QuarterRegisters.Here)}"])
            (await secretary.Get($"/api/communities/{QuarterRegisters.Here}/entrustments{played}?realm={realm}"))
                .Is(403)
                .Code.ShouldBe("entrustment.live-only");
        (await street.Get($"/api/session?realm={realm}")).Status.ShouldBeOneOf(200, 403, 405);
        (await (await Quarter.As(Role.Secretary)).Post($"/api/drills/{id}/end", new { })).Is(403).Code.ShouldBe("scope.not-yours");
        await End(duty, id);
        (await duty.Get($"/api/incidents?realm={realm}")).Is(200);
        (
            await duty.Post(
                $"/api/incidents?realm={realm}",
                new
                {
                    category = "fire",
                    title = "太晚了",
                    priority = "life",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(409).Code.ShouldBe("drill.over");
    }

    [Fact]
    public async Task A_hand_over_in_it_is_answered_in_the_house()
    {
        var duty = await Quarter.As(Role.CountyDuty);
        var (id, realm) = await Started(duty);
        var incident = (await duty.Post($"/api/drills/{id}/case", Case("transport"))).Is(202).String("incidentId")!;
        var handover = (
            await duty.Post(
                $"/api/incidents/{incident}/handovers?realm={realm}",
                new
                {
                    kind = "ambulance",
                    hotline = "120",
                    patients = 1,
                    text = "演练：一人要送医",
                }
            )
        ).Is(201).String("id")!;
        await Until.TrueAsync(
            async () =>
                (await duty.Get($"/api/incidents/{incident}/handovers/{handover}?realm={realm}"))
                    .Is(200)
                    .Text.Contains("\"accepted\"", StringComparison.Ordinal),
            "it is taken"
        );
        (await duty.Get($"/api/incidents/{incident}/handovers/{handover}")).Is(404);
        await End(duty, id);
    }

    private static async Task<int> Left(Api by, Guid lot, string realm) =>
        (await by.Get($"/api/communities/{QuarterRegisters.Here}/supplies{(realm.Length == 0 ? "" : $"?realm={realm}")}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetGuid() == lot)
            .GetProperty("free")
            .GetInt32();
}
