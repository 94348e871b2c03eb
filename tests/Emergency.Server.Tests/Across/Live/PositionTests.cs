using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Across.PositionSharing;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

public sealed class PositionTests(Borough town)
{
    [Fact]
    public async Task Where_a_team_stands_is_seen_from_taking_the_task_until_it_ends()
    {
        var member = new MemberId(Guid.CreateVersion7());
        var chief = await town.As(Role.UnitChief, Borough.Community, member);
        (await chief.Put("/api/me/position", new { lon = 114.07, lat = 32.11 })).Is(409).Code.ShouldBe("position.no-task");
        await using var street = await Ear.Open(town.Stranger.Address, (await town.StreetOfficer()).Token);
        await street.Join("division", Borough.Street);
        var (incident, task) = await Opened(member);
        var taken = (await chief.Post($"/api/incidents/{incident}/tasks/{task}/take")).Is(200);
        (
            await chief.Put(
                $"/api/me/position?after={taken.Position}",
                new
                {
                    lon = 114.0701,
                    lat = 32.1101,
                    accuracy = 12,
                }
            )
        ).Is(200);
        await Until.True(() => street.Newest("position", chief.Account.Key) is not null, "the street sees it");
        ((double)street.Newest("position", chief.Account.Key)!["point"]!["lon"]!).ShouldBe(114.0701);
        await using var late = await Ear.Open(town.Stranger.Address, (await town.Duty()).Token);
        (await late.Join("incident", incident.ToString()))["snapshot"]!
            .AsArray()
            .Count(item => (string?)item!["view"] == "position")
            .ShouldBe(1);
        (await chief.Post($"/api/incidents/{incident}/tasks/{task}/finish")).Is(200);
        await Until.True(() => street.Newest("position", chief.Account.Key) is null, "it is forgotten with the task");
        town.Service<Positions>().All.ShouldNotContain(standing => standing.Account == chief.Account);
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused_with_both_reasons() =>
        (await (await town.UnitChief()).Put("/api/me/position", new { lon = 181 }))
            .Is(400)
            .Arguments.ShouldBe(["$.lon: -180 to 180", "$.lat: -90 to 90"]);

    private async Task<(IncidentId Incident, TaskId Task)> Opened(MemberId member)
    {
        var (incident, task, now) = (
            new IncidentId(Guid.CreateVersion7()),
            new TaskId(Guid.CreateVersion7()),
            TimeProvider.System.GetUtcNow()
        );
        var entity = Entities.Incident(Borough.Realm, incident);
        var text = await town.Seal(incident.Value, new CaseText("试火", null, null, null, null));
        await town.Do(
            entity,
            new OpenIncident(
                Borough.County,
                Borough.Community,
                null,
                Category.Fire,
                Priority.Urgent,
                new Located(new(114.07, 32.11), Datum.Wgs84, new(114.07, 32.11)),
                null,
                new ReportId(Guid.CreateVersion7()),
                null,
                null,
                now,
                text,
                Borough.By,
                now
            )
        );
        await town.Do(
            entity,
            new AssignTask(
                Borough.Community,
                new PlannedTask(task, null, TaskClass.Life, "敲门", null, [], [], [new Level("unit-chief", [member])], 3600),
                Borough.By,
                now
            )
        );
        return (incident, task);
    }
}
