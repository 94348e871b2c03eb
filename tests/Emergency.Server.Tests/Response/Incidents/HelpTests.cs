using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>要人, 要车, 要物, 要专业力量: the asker, the holder, those who cannot with their reason, and the next desk when nobody takes it.</summary>
public sealed class HelpTests(Borough borough) : Carrying(borough)
{
    private static object Two(Guid? id = null, object? more = null) =>
        more
        ?? new
        {
            id,
            community = Borough.Community,
            kind = "people",
            count = 2,
            text = "五楼老人背不动",
            doors = new[] { BoroughRegisters.Elder },
            neededBy = TimeProvider.System.GetUtcNow().AddMinutes(30),
            to = BoroughRegisters.UnitChief,
        };

    private static JsonElement? Of(Answer mine, string list, Guid id) =>
        mine[list]
            .EnumerateArray()
            .Select(one => one.GetProperty("task"))
            .Where(one => one.GetProperty("task").GetProperty("id").GetGuid() == id)
            .Select(one => (JsonElement?)one)
            .SingleOrDefault();

    [Fact]
    public async Task Who_asks_sees_who_cannot_and_why_and_who_comes_and_takes_it_back()
    {
        var (incident, id) = (await Open(), Guid.CreateVersion7());
        var (grid, unit, secretary) = (await Borough.GridChief(), await Borough.UnitChief(), await Borough.Secretary());
        var asked = (await grid.Post($"{incident}/help", Two(id))).Is(201);
        asked.String("id").ShouldBe($"{id}");
        var here = $"{incident}/tasks/{id}";

        var theirs = Of((await unit.Get("/api/me/tasks", asked)).Is(200), "items", id).ShouldNotBeNull();
        theirs.GetProperty("text").GetString().ShouldBe("五楼老人背不动");
        theirs.GetProperty("help").GetProperty("mine").GetBoolean().ShouldBeFalse();
        theirs.GetProperty("help").GetProperty("askedBy").GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        var help = theirs.GetProperty("task").GetProperty("help");
        (help.GetProperty("kind").GetString(), help.GetProperty("count").GetInt32()).ShouldBe(("people", 2));
        help.GetProperty("neededBy").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());

        var cannot = (await unit.Post($"{here}/decline", new { reason = "膝盖疼" })).Is(200);
        var mine = Of((await grid.Get("/api/me/tasks", cannot)).Is(200), "asked", id).ShouldNotBeNull();
        var refused = mine.GetProperty("help").GetProperty("refused").EnumerateArray().ShouldHaveSingleItem();
        refused.GetProperty("reason").GetString().ShouldBe("膝盖疼");
        refused.GetProperty("who").GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        mine.GetProperty("task").GetProperty("role").GetString().ShouldBe("secretary", "it has gone up");

        (await secretary.Post($"{here}/take")).Is(200);
        var arrived = (await secretary.Post($"{here}/arrive")).Is(200);
        mine = Of((await grid.Get("/api/me/tasks", arrived)).Is(200), "asked", id).ShouldNotBeNull();
        mine.GetProperty("task").GetProperty("state").GetString().ShouldBe("arrived");
        mine.GetProperty("holder").GetProperty("role").GetString().ShouldBe("secretary");
        Of((await grid.Get("/api/me/tasks")).Is(200), "items", id).ShouldBeNull("nobody is asked for what they ask themselves");

        (await secretary.Post($"{incident}/help/{id}/withdraw")).Is(403).Code.ShouldBe("task.not-asker");
        var back = (await grid.Post($"{incident}/help/{id}/withdraw")).Is(200);
        Of((await secretary.Get("/api/me/tasks", back)).Is(200), "items", id).ShouldBeNull();
        (await grid.Post($"{incident}/help/{id}/withdraw")).Is(200);
    }

    [Fact]
    public async Task Asked_again_under_its_id_it_is_the_same()
    {
        var (incident, id, grid) = (await Open(), Guid.CreateVersion7(), await Borough.GridChief());
        (await grid.Post($"{incident}/help", Two(id))).Is(201);
        var again = (await grid.Post($"{incident}/help", Two(id))).Is(201);
        (await grid.Get($"{incident}/tasks", again))
            .Is(200)["items"]
            .EnumerateArray()
            .Count(one => one.GetProperty("task").GetProperty("id").GetGuid() == id)
            .ShouldBe(1);
    }

    [Fact]
    public async Task Whom_it_alerts_is_rung_and_the_next_when_nobody_takes_it()
    {
        var (incident, id) = (await Open(), Guid.CreateVersion7());
        (await (await Borough.GridChief()).Post($"{incident}/help", Two(id))).Is(201);
        var fire = new IncidentId(Guid.Parse(incident.Split('/')[^1]));
        bool Rung(MemberId member) =>
            Borough.Folding.Now.Of<CallsKnown>().All.Values.Any(one => one.State.About!.Incident == fire && one.State.Member == member);
        await Until.True(() => Rung(BoroughRegisters.UnitChief), "who was named is rung");
        Rung(BoroughRegisters.Secretary).ShouldBeFalse();

        var due = Borough.Folding.Now.Of<IncidentsKnown>(Borough.Realm).Find(fire)!.State.Tasks[new(id)].Due!.Value;
        await Borough.Do(Entities.Incident(Borough.Realm, fire), new Remind(due));
        await Until.True(() => Rung(BoroughRegisters.Secretary), "then the secretary");
    }

    [Fact]
    public async Task The_county_takes_what_came_up_to_it_and_no_other_task()
    {
        var (incident, tasks) = await Running();
        var (duty, street) = (await Borough.Duty(), await Borough.StreetOfficer());
        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        (await duty.Post($"{Path(incident, wake)}/take")).Is(403).Code.ShouldBe("task.not-alerted");

        var id = Guid.CreateVersion7();
        var body = new
        {
            id,
            community = Borough.Community,
            kind = "professionals",
            text = "要供电抢修",
        };
        (await (await Borough.Secretary()).Post($"{incident}/help", body)).Is(201);
        var here = $"{incident}/tasks/{id}";
        (await street.Get(here)).Is(200)["task"].GetProperty("role").GetString().ShouldBe("street");
        var waits = (await street.Get("/api/incidents/help")).Is(200)["items"].EnumerateArray().Select(one => one.GetProperty("task"));
        waits.ShouldContain(one => one.GetProperty("task").GetProperty("id").GetGuid() == id);
        waits.ShouldAllBe(one => one.GetProperty("task").GetProperty("help").ValueKind == JsonValueKind.Object);
        (await street.Post($"{here}/decline", new { reason = "街道没有" })).Is(200);
        (await duty.Get(here)).Is(200)["task"].GetProperty("role").GetString().ShouldBe("county");
        var taken = (await duty.Post($"{here}/take")).Is(200);
        Of((await (await Borough.Secretary()).Get("/api/me/tasks", taken)).Is(200), "asked", id)
            .ShouldNotBeNull()
            .GetProperty("holder")
            .GetProperty("role")
            .GetString()
            .ShouldBe("county-duty");
    }

    [Fact]
    public async Task Nobody_names_a_door_that_they_may_not_see()
    {
        var incident = await Open();
        var volunteer = await Borough.As(Role.Volunteer, Borough.Community, BoroughRegisters.Volunteer);
        (await volunteer.Post($"{incident}/help", Two())).Is(404).Code.ShouldBe("residents.unknown-household");
        var id = Guid.CreateVersion7();
        var plain = new
        {
            id,
            community = Borough.Community,
            kind = "car",
            text = "送两位老人去避难点",
        };
        var asked = (await volunteer.Post($"{incident}/help", plain)).Is(201);
        Of((await volunteer.Get("/api/me/tasks", asked)).Is(200), "asked", id).ShouldNotBeNull();
        (await volunteer.Get($"{incident}/tasks/{id}")).Is(200)["help"].GetProperty("mine").GetBoolean().ShouldBeTrue();
        (
            await volunteer.Post(
                $"{incident}/help",
                Two(
                    more: new
                    {
                        community = Borough.Neighbour,
                        kind = "car",
                        text = "别处",
                    }
                )
            )
        ).Is(403);
        foreach (
            var bad in (object[])
                [
                    new { community = Borough.Community, kind = "car" },
                    new { community = Borough.Community, text = "什么" },
                    new
                    {
                        community = Borough.Community,
                        kind = "car",
                        text = "车",
                        count = 0,
                    },
                    new
                    {
                        community = Borough.Community,
                        kind = "car",
                        text = "车",
                        neededBy = TimeProvider.System.GetUtcNow().AddMinutes(-1),
                    },
                ]
        )
            (await volunteer.Post($"{incident}/help", bad)).Is(400);
    }

    [Fact]
    public async Task What_is_broadcast_of_it_names_nobody()
    {
        var (incident, id) = (await Open(), Guid.CreateVersion7());
        (await (await Borough.GridChief()).Post($"{incident}/help", Two(id))).Is(201);
        TaskLight? light = null;
        await Until.True(
            () =>
                (
                    light = Folding
                        .Show(Borough.Folding.Now, Borough.Folding.Views, Group.Division(Borough.Realm, Borough.Community))
                        .Select(change => change.Value)
                        .OfType<TaskLight>()
                        .SingleOrDefault(task => task.Id == new TaskId(id))
                )
                    is not null,
            "it is told"
        );
        light!.Help.ShouldBe(new HelpLight(HelpKind.People, 2, light.Help!.NeededBy, Role.GridChief, 0));
        JsonSerializer.Serialize(light, Json.Options).ShouldNotContain("五楼");
    }
}
