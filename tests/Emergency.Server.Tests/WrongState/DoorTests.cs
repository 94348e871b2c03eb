using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class DoorTests(Quarter quarter) : Refusing(quarter)
{
    private static readonly string Person = $"persons/{QuarterRegisters.Person(QuarterRegisters.Here)}/check",
        Household = $"households/{QuarterRegisters.Household(QuarterRegisters.Here)}/check";

    private async Task<string> Doors()
    {
        var incident = await Scene.Fire(Duty);
        await Scene.Draw(Duty, incident);
        return $"/api/incidents/{incident}/doors/{QuarterRegisters.Here}";
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Before_an_area_is_drawn_there_are_no_doors()
    {
        var doors = $"/api/incidents/{await Scene.Fire(Duty)}/doors/{QuarterRegisters.Here}";
        await Refused(Secretary, $"{doors}/{Person}", new { state = "safe" }, 409, "doors.not-started");
        await Refused(Secretary, $"{doors}/{Household}", new { state = "safe" }, 409, "doors.not-started");
        await Refused(Secretary, $"{doors}/visitors", 409, "doors.not-started");
        await Refused(
            Street,
            $"{doors}/take-over",
            new
            {
                personId = QuarterRegisters.Person(QuarterRegisters.Here),
                from = "street",
                name = "何拟人",
            },
            409,
            "doors.not-started"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_state_that_needs_a_word_is_not_marked_without_it()
    {
        var doors = await Doors();
        foreach (var door in (string[])[Person, Household])
        {
            await Refused(Secretary, $"{doors}/{door}", new { state = "away" }, 409, "doors.source-missing");
            await Refused(Secretary, $"{doors}/{door}", new { state = "moved" }, 409, "doors.place-missing");
            await Refused(Secretary, $"{doors}/{door}", new { state = "with-relatives" }, 409, "doors.place-missing");
            await Refused(Secretary, $"{doors}/{door}", new { state = "at-hospital" }, 409, "doors.hospital-unconfirmed");
            await Refused(Secretary, $"{doors}/{door}", new { state = "nowhere" }, 400, "request.bad");
        }
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Who_neither_refuses_nor_is_out_of_reach_is_not_taken_over()
    {
        var doors = await Doors();
        await Refused(
            Street,
            $"{doors}/take-over",
            new
            {
                personId = QuarterRegisters.Person(QuarterRegisters.Here),
                from = "street",
                name = "何拟人",
            },
            409,
            "doors.not-open-to-take-over"
        );
        await Refused(
            Street,
            $"{doors}/take-over",
            new
            {
                householdId = QuarterRegisters.Household(QuarterRegisters.Here),
                from = "police",
                name = "何拟人",
            },
            409,
            "doors.not-open-to-take-over"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Who_is_not_at_the_doors_is_not_marked()
    {
        var doors = await Doors();
        await Refused(Secretary, $"{doors}/persons/{Guid.CreateVersion7()}/check", new { state = "safe" }, 404, "doors.unknown-person");
        await Refused(
            Secretary,
            $"{doors}/households/{Guid.CreateVersion7()}/check",
            new { state = "safe" },
            404,
            "doors.unknown-household"
        );
        await Refused(
            Street,
            $"{doors}/take-over",
            new
            {
                personId = Guid.CreateVersion7(),
                from = "street",
                name = "何拟人",
            },
            404,
            "doors.unknown-person"
        );
        await Refused(
            Secretary,
            doors.Replace(QuarterRegisters.Here, QuarterRegisters.Next, StringComparison.Ordinal) + $"/{Person}",
            new { state = "safe" },
            403,
            "scope.not-yours"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_list_is_opened_for_a_task_that_exists_or_a_reason()
    {
        var incident = await Scene.Fire(Duty);
        await Scene.Draw(Duty, incident);
        await Refused(Secretary, $"/api/incidents/{incident}/list/open", 400, "request.bad");
        await Refused(Secretary, $"/api/incidents/{incident}/list/open", new { task = Guid.CreateVersion7() }, 404, "task.unknown");
    }
}
