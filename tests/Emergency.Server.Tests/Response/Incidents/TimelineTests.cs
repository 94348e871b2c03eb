using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

public sealed class TimelineTests(Borough borough)
{
    [Fact]
    public async Task The_timeline_tells_of_the_case_the_incident_and_its_doors_in_order()
    {
        var (duty, number) = (await borough.Duty(), Partner.NewNumber());
        var taken = (await new Partner(borough).Created(Partner.Fire(number, Partner.Here))).Is(202);
        var (path, id) = ($"/api/incidents/{taken.String("incidentId")}", new Domain.IncidentId(taken["incidentId"].GetGuid()));
        (
            await duty.Post(
                $"{path}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(id, Borough.Community).Incident is not null,
            "the doors are counted"
        );
        var entries = (await duty.Get($"{path}/timeline")).Is(200)["items"].EnumerateArray().ToList();
        entries
            .Select(entry => entry.GetProperty("form").GetString())
            .ShouldBe(["case.received.v1", "incident.opened.v1", "incident.impact-drawn.v1", "doors.counted.v1"]);
        entries.Select(entry => entry.GetProperty("position").GetInt64()).ShouldBeInOrder();
        entries[1].GetProperty("data").GetProperty("text").GetProperty("title").GetString().ShouldBe("居民楼起火");
        entries[1].GetProperty("account").GetString().ShouldBeOneOf("hotline:119", "reaction:case-opens-incident");
        var page = (await duty.Get($"{path}/timeline?limit=2")).Is(200);
        (await duty.Get($"{path}/timeline?from={page["next"].GetInt64()}")).Is(200)["items"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_auditor_sees_what_was_done_and_by_whom_but_no_words()
    {
        var taken = (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202);
        var timeline = (
            await (await borough.As(Role.Auditor, Borough.County)).Get($"/api/incidents/{taken.String("incidentId")}/timeline", taken)
        ).Is(200);
        timeline.Text.ShouldNotContain("居民楼起火");
        timeline["items"][1].GetProperty("data").GetProperty("text").GetString().ShouldBe("***");
        (await (await borough.Duty()).Get($"/api/incidents/{taken.String("incidentId")}/timeline")).Text.ShouldNotContain("13900000009");
        (await (await borough.GridChief()).Get($"/api/incidents/{taken.String("incidentId")}/timeline")).Is(403);
    }

    [Fact]
    public async Task An_incident_is_shown_as_it_stood_at_each_of_its_positions_and_at_the_newest_as_it_is_told_now()
    {
        var duty = await borough.Duty();
        var taken = (await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202);
        var (path, id) = ($"/api/incidents/{taken.String("incidentId")}", new Domain.IncidentId(taken["incidentId"].GetGuid()));
        var around = new
        {
            circle = new
            {
                lon = Borough.Lon,
                lat = Borough.Lat,
                metres = 150,
            },
        };
        (await duty.Post($"{path}/impact", around)).Is(200);
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(id, Borough.Community).Incident is not null,
            "the doors are counted"
        );
        (await duty.Post($"{path}/grade", new { grade = "larger" })).Is(200);
        var entries = (await duty.Get($"{path}/timeline")).Is(200)["items"].EnumerateArray().ToList();
        long Of(string form) => entries.Single(entry => entry.GetProperty("form").GetString() == form).GetProperty("position").GetInt64();

        var opened = (await duty.Get($"{path}/at?position={Of("incident.opened.v1")}")).Is(200);
        opened.Text.ShouldNotContain("\"area\":{");
        opened.Text.ShouldNotContain("\"figures\":{");
        opened["persons"].GetArrayLength().ShouldBe(0);
        var drawn = (await duty.Get($"{path}/at?position={Of("incident.impact-drawn.v1")}")).Is(200);
        drawn["area"].GetProperty("shape").GetString().ShouldBe("circle");
        drawn["persons"].GetArrayLength().ShouldBe(0);

        var newest = (await duty.Get($"{path}/at?position={entries[^1].GetProperty("position").GetInt64()}")).Is(200);
        var known = borough.Folding.Now;
        var (incidents, doors) = (known.Of<IncidentsKnown>(), known.Of<DoorsKnown>());
        newest["incident"].GetRawText().ShouldBe(JsonSerializer.Serialize(Lights.Of(incidents, incidents.Find(id)!), Json.Options));
        newest["figures"].GetRawText().ShouldBe(JsonSerializer.Serialize(DoorLights.Of(id, doors), Json.Options));
        newest["persons"].GetArrayLength().ShouldBe(doors.Of(id, Borough.Community).Persons.Count);
        (await duty.Get($"{path}/at?position={Of("incident.opened.v1") - 1}")).Is(400);
        (await duty.Get($"{path}/at")).Is(400);
        (await (await borough.GridChief()).Get($"{path}/at?position=1")).Is(403);
        (await (await borough.As(Role.Auditor, Borough.County)).Get($"{path}/at?position={Of("doors.counted.v1")}")).Text.ShouldNotContain(
            "居民楼起火"
        );
    }

    [Fact]
    public async Task Several_incidents_and_their_late_tasks_are_read_with_one_question_without_those_one_may_not_read()
    {
        var duty = await borough.Duty();
        var ids = new List<string>();
        for (var n = 0; n < 2; n++)
            ids.Add((await new Partner(borough).Created(Partner.Fire(Partner.NewNumber(), Partner.Here))).Is(202).String("incidentId")!);
        var several = (await duty.Get($"/api/incidents/texts?ids={ids[0]},{ids[1]},{Guid.Empty}")).Is(200);
        several["items"].GetArrayLength().ShouldBe(2);
        foreach (var one in several["items"].EnumerateArray())
            one.GetRawText()
                .ShouldBe((await duty.Get($"/api/incidents/{one.GetProperty("incident").GetProperty("id").GetString()}")).Is(200).Text);
        (await duty.Get($"/api/incidents/late-tasks?ids={ids[0]},{ids[1]}")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await duty.Get("/api/incidents/texts")).Is(400);
        (await duty.Get("/api/incidents/texts?ids=x")).Is(400);
        (await duty.Get($"/api/incidents/late-tasks?ids={string.Join(',', Enumerable.Repeat(ids[0], 101))}")).Is(400);
    }
}
