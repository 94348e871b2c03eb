using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

/// <summary>A task's alerted people, its holder, and its audience.</summary>
public sealed class TaskTests(Borough borough) : Carrying(borough)
{
    [Fact]
    public async Task The_first_to_take_a_life_safety_task_has_it_and_the_second_learns_since_when()
    {
        var (incident, tasks) = await Running();
        var (unit, grid) = (await Borough.UnitChief(), await Borough.GridChief());
        var wake = tasks["items"]
            .EnumerateArray()
            .First(item =>
                item.GetProperty("levels")
                    .EnumerateArray()
                    .Any(level =>
                        level
                            .GetProperty("members")
                            .EnumerateArray()
                            .Any(member => member.GetProperty("id").GetString() == BoroughRegisters.UnitChief.ToString())
                    )
            );
        var taken = (await unit.Post($"{Path(incident, wake)}/take")).Is(200);
        var second = (await grid.Post($"{Path(incident, wake)}/take")).Is(409);
        second.Code.ShouldBe("task.taken");
        second.Arguments[0].ShouldBe(unit.Account.Key);
        (await (await Borough.OtherUnitChief()).Post($"{Path(incident, wake)}/take")).Is(403);
        (await unit.Get("/api/me/tasks", taken))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldContain(item =>
                item.GetProperty("task").GetProperty("mine").GetBoolean()
                && item.GetProperty("task").GetProperty("task").GetProperty("id").GetString()
                    == wake.GetProperty("task").GetProperty("id").GetString()
            );
        (await grid.Get("/api/me/tasks", taken))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldNotContain(item =>
                item.GetProperty("task").GetProperty("task").GetProperty("id").GetString()
                == wake.GetProperty("task").GetProperty("id").GetString()
            );
    }

    [Fact]
    public async Task A_chief_sees_the_doors_of_a_task_until_somebody_else_takes_it()
    {
        var (incident, tasks) = await Running();
        var (unit, grid, id) = (
            await Borough.UnitChief(),
            await Borough.GridChief(),
            new Domain.IncidentId(Guid.Parse(incident.Split('/')[^1]))
        );
        IReadOnlySet<Domain.HouseholdId> Doors(Resident who, Domain.MemberId member) =>
            TaskSight.Doors(
                Borough.Folding.Now,
                id,
                new(who.Account, [], new(Borough.Community, member), Borough.Realm, default, default, "", null)
            );
        Doors(grid, BoroughRegisters.GridChief)
            .ShouldBe([BoroughRegisters.Elder, BoroughRegisters.Child, BoroughRegisters.OtherUnit], ignoreOrder: true);
        Doors(unit, BoroughRegisters.UnitChief).ShouldBe([BoroughRegisters.Elder, BoroughRegisters.Child], ignoreOrder: true);
        var wake = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        var taken = (await grid.Post($"{Path(incident, wake)}/take")).Is(200);
        await unit.Get("/api/me/tasks", taken);
        Doors(unit, BoroughRegisters.UnitChief).ShouldBeEmpty();
        Doors(grid, BoroughRegisters.GridChief).Count.ShouldBe(3);
        var finished = (await grid.Post($"{Path(incident, wake)}/finish")).Is(200);
        await grid.Get("/api/me/tasks", finished);
        Doors(grid, BoroughRegisters.GridChief).ShouldBe([BoroughRegisters.OtherUnit]);
    }

    [Fact]
    public async Task Nobody_takes_a_professional_step_and_only_the_desk_reports_it_done()
    {
        var (incident, tasks) = await Running();
        var cut = Path(incident, Step(tasks, "cut-power"));
        (await (await Borough.Secretary()).Post($"{cut}/take")).Is(403).Code.ShouldBe("task.professional");
        (await (await Borough.UnitChief()).Post($"{cut}/take")).Is(403);
        (await (await Borough.Secretary()).Post($"{cut}/finish")).Is(200);
    }

    [Fact]
    public async Task Looked_back_at_a_task_is_in_the_hands_it_was_in_then()
    {
        var (incident, tasks) = await Running();
        var (secretary, unit) = (await Borough.Secretary(), await Borough.UnitChief());
        var volunteer = await Borough.As(Role.Volunteer, Borough.Community, BoroughRegisters.Volunteer);
        var shown = tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2);
        var (wake, id) = (Path(incident, shown), shown.GetProperty("task").GetProperty("id").GetString());
        var taken = (await unit.Post($"{wake}/take")).Is(200);
        var handed = (await unit.Post($"{wake}/hand-on", new { to = BoroughRegisters.Volunteer })).Is(200);
        // The volunteer has loaded the task before acting on it.
        (await volunteer.Get(wake, handed)).Is(200);
        var again = (await volunteer.Post($"{wake}/take")).Is(200);

        async Task<(string? State, string? Holder)> At(long? position)
        {
            var then = (await secretary.Get($"{incident}/at?position={position}", again)).Is(200);
            JsonElement Of(string list, Func<JsonElement, JsonElement> task) =>
                then[list].EnumerateArray().SingleOrDefault(one => task(one).GetString() == id);
            var holder = Of("holders", one => one.GetProperty("task"));
            return (
                Of("tasks", one => one.GetProperty("id")).GetProperty("state").GetString(),
                holder.ValueKind == JsonValueKind.Undefined ? null : holder.GetProperty("holder").GetProperty("account").GetString()
            );
        }
        (await At(tasks.Position)).ShouldBe(("open", null));
        (await At(taken.Position)).ShouldBe(("taken", unit.Account.Key));
        (await At(handed.Position)).ShouldBe(("open", null));
        (await At(again.Position)).ShouldBe(("taken", volunteer.Account.Key));
    }

    [Fact]
    public async Task A_holder_hands_on_to_a_neighbour_and_a_stranger_cannot_be_named()
    {
        var (incident, tasks) = await Running();
        var (unit, wake) = (
            await Borough.UnitChief(),
            Path(incident, tasks["items"].EnumerateArray().First(item => item.GetProperty("doors").GetArrayLength() == 2))
        );
        (await unit.Post($"{wake}/hand-on", new { to = BoroughRegisters.Volunteer })).Is(409).Code.ShouldBe("task.not-taken");
        (await unit.Post($"{wake}/take")).Is(200);
        (await unit.Post($"{wake}/hand-on", new { to = Guid.Empty })).Is(404).Code.ShouldBe("team.unknown-member");
        var handed = (await unit.Post($"{wake}/hand-on", new { to = BoroughRegisters.Volunteer })).Is(200);
        var volunteer = await Borough.As(Role.Volunteer, Borough.Community, BoroughRegisters.Volunteer);
        (await volunteer.Get(wake, handed)).Is(200)["mine"].GetBoolean().ShouldBeFalse();
        (await volunteer.Post($"{wake}/take")).Is(200);
        (await volunteer.Post($"{wake}/arrive")).Is(200);
        (await volunteer.Post($"{wake}/decline", new { reason = "扭了脚" })).Is(200);
    }

    [Fact]
    public async Task A_task_in_own_words_alerts_only_who_was_named()
    {
        var (secretary, incident) = (await Borough.Secretary(), await Open());
        var task = new
        {
            community = Borough.Community,
            @class = "wait",
            text = "送水到集合点",
            members = new[] { BoroughRegisters.UnitChief },
            allowSeconds = 600,
        };
        var assigned = (await secretary.Post($"{incident}/tasks", task)).Is(201);
        (await (await Borough.UnitChief()).Get($"{incident}/tasks", assigned))
            .Is(200)["items"]
            .EnumerateArray()
            .Single()
            .GetProperty("text")
            .GetString()
            .ShouldBe("送水到集合点");
        (await (await Borough.OtherUnitChief()).Get($"{incident}/tasks", assigned)).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "life",
                    text = "无人",
                    members = new[] { Guid.Empty },
                }
            )
        ).Is(404).Code.ShouldBe("team.unknown-member");
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Neighbour,
                    @class = "life",
                    text = "越界",
                    members = new[] { BoroughRegisters.UnitChief },
                }
            )
        ).Is(403);
        (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "professional",
                    text = "入楼",
                    members = new[] { BoroughRegisters.UnitChief },
                }
            )
        ).Is(400);
    }

    [Fact]
    public async Task What_is_broadcast_of_a_task_names_no_door_and_no_person()
    {
        var (incident, _) = await Running();
        var changes = Infrastructure
            .Views.Folding.Show(
                Borough.Folding.Now,
                Borough.Folding.Views,
                Infrastructure.Views.Group.Division(Borough.Realm, Borough.Community)
            )
            .Where(change => change.View is Lights.Incident or Lights.Task)
            .ToList();
        changes
            .Select(change => change.Value)
            .OfType<IncidentLight>()
            .Select(light => light.Id.ToString())
            .ToList()
            .ShouldContain(incident.Split('/')[^1], StringComparer.Ordinal);
        var text = JsonSerializer.Serialize(changes.Select(change => change.Value), Json.Options);
        foreach (
            var secret in (string[])
                ["一号楼", "着火", "1单元", BoroughRegisters.Elder.ToString(), BoroughRegisters.UnitChief.ToString(), "114.07"]
        )
            text.ShouldNotContain(secret);
        changes.Select(change => change.Value).OfType<TaskLight>().ShouldContain(task => task.Doors == 2 && task.State == TaskState.Open);
    }
}
