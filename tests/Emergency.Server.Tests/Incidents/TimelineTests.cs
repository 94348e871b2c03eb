using Emergency.Domain;
using Emergency.Server.Features.Incidents.DoorChecks;
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
}
