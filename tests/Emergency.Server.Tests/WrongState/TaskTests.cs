using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class TaskTests(Quarter quarter) : Refusing(quarter)
{
    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_task_somebody_has_is_not_taken_again()
    {
        var task = await TaskFor(await Scene.Fire(Duty));
        await Done(UnitChief, $"{task}/take");
        await Refused(Secretary, $"{task}/take", 409, "task.taken");
        await Refused(Secretary, $"{task}/arrive", 403, "task.not-yours");
        await Refused(
            Secretary,
            $"{task}/hand-on",
            new { to = QuarterRegisters.Member(QuarterRegisters.Here, Role.Responder) },
            403,
            "task.not-yours"
        );
        await Refused(
            UnitChief,
            $"{task}/hand-on",
            new { to = QuarterRegisters.Member(QuarterRegisters.Next, Role.Responder) },
            404,
            "team.unknown-member"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_task_nobody_has_is_neither_reached_nor_handed_on()
    {
        var task = await TaskFor(await Scene.Fire(Duty));
        await Refused(UnitChief, $"{task}/arrive", 409, "task.not-taken");
        await Refused(UnitChief, $"{task}/finish", 409, "task.not-taken");
        await Refused(
            UnitChief,
            $"{task}/hand-on",
            new { to = QuarterRegisters.Member(QuarterRegisters.Here, Role.Responder) },
            409,
            "task.not-taken"
        );
        await Refused(await Quarter.As(Role.Volunteer), $"{task}/take", 403, "scope.not-yours");
        await Refused(Street, $"{task}/decline", 403, "task.not-alerted");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_task_that_is_done_or_cancelled_is_over()
    {
        var incident = await Scene.Fire(Duty);
        var (done, cancelled) = (await TaskFor(incident), await TaskFor(incident));
        await Done(UnitChief, $"{done}/take");
        await Done(UnitChief, $"{done}/finish");
        await Done(Secretary, $"{cancelled}/cancel");
        await Refused(Secretary, $"{cancelled}/finish", 409, "task.over");
        await Refused(Secretary, $"{done}/cancel", 409, "task.over");
        foreach (var task in (string[])[done, cancelled])
        {
            await Refused(Secretary, $"{task}/take", 409, "task.over");
            await Refused(Secretary, $"{task}/arrive", 409, "task.over");
            await Refused(Secretary, $"{task}/decline", 409, "task.over");
            await Refused(
                Secretary,
                $"{task}/hand-on",
                new { to = QuarterRegisters.Member(QuarterRegisters.Here, Role.Responder) },
                409,
                "task.over"
            );
        }
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task What_is_for_professionals_is_taken_by_nobody_here()
    {
        var task = await TaskFor(await Scene.Fire(Duty), "professional");
        foreach (var act in (string[])["take", "arrive", "decline"])
            await Refused(Secretary, $"{task}/{act}", 403, "task.professional");
        await Refused(
            Secretary,
            $"{task}/hand-on",
            new { to = QuarterRegisters.Member(QuarterRegisters.Here, Role.Responder) },
            403,
            "task.professional"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_task_nobody_knows_is_not_found()
    {
        var nowhere = $"/api/incidents/{await Scene.Fire(Duty)}/tasks/{Guid.CreateVersion7()}";
        foreach (var act in (string[])["take", "arrive", "finish", "decline", "hand-on", "cancel"])
            await Refused(Secretary, $"{nowhere}/{act}", 404, "not-found");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Nobody_shows_where_they_stand_without_a_task_in_hand()
    {
        var volunteer = await Quarter.As(Role.Volunteer);
        await Quarter.News();
        (await volunteer.Put("/api/me/position", new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat }))
            .Is(409)
            .Code.ShouldBe("position.no-task");
        (await Quarter.Written(volunteer)).ShouldBeEmpty();
    }
}
