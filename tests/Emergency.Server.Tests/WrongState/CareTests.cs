using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.TemporaryCare;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class CareTests(Quarter quarter) : Refusing(quarter)
{
    private static object Of(Guid person, string community = QuarterRegisters.Here, Guid? incident = null) =>
        new
        {
            person,
            community,
            incident,
        };

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_care_case_takes_one_step_after_the_other_and_none_after_its_end()
    {
        var opened = (await Secretary.Post("/api/care", Of(QuarterRegisters.Person(QuarterRegisters.Here, 2)))).Is(201);
        var care = $"/api/care/{opened.String("id")}";
        var arranged = new { carer = "何拟人", where = "家中" };
        await Refused(Secretary, $"{care}/arrange", arranged, 409, "care.nobody-named");
        await Refused(Secretary, $"{care}/check", 409, "care.not-arranged");
        await Done(Secretary, $"{care}/name-adult", new { name = "何拟人" });
        await Refused(Secretary, $"{care}/check", 409, "care.not-arranged");
        await Done(Secretary, $"{care}/arrange", arranged);
        await Refused(Secretary, $"{care}/exit", new { exit = "relative", receiver = "何拟人" }, 409, "care.not-accepted");
        await Refused(Secretary, $"{care}/signed", new { witness = "何拟人" }, 409, "care.not-offered");
        await Refused(Secretary, $"{care}/link", 409, "care.not-offered");
        (await Secretary.Leaves(care, "relative", "何拟人")).Is(200);
        await Refused(Secretary, $"{care}/name-adult", new { name = "何拟人" }, 409, "care.over");
        await Refused(Secretary, $"{care}/arrange", arranged, 409, "care.over");
        await Refused(Secretary, $"{care}/check", 409, "care.over");
        await Refused(Secretary, $"{care}/exit", new { exit = "death", receiver = "何拟人" }, 409, "care.over");
    }

    [Fact]
    public async Task A_care_case_or_person_nobody_knows_is_not_found()
    {
        foreach (
            var (act, body) in ((string, object)[])
                [
                    ("name-adult", new { name = "何拟人" }),
                    ("arrange", new { carer = "何拟人", where = "家中" }),
                    ("check", new { }),
                    ("exit", new { exit = "relative", receiver = "何拟人" }),
                ]
        )
            await Refused(Secretary, $"/api/care/{Guid.CreateVersion7()}/{act}", body, 404, "not-found");
        await Refused(Secretary, "/api/care", Of(Guid.CreateVersion7()), 404, "residents.unknown-person");
        await Refused(Secretary, "/api/care", Of(QuarterRegisters.Person(QuarterRegisters.Away, 2)), 404, "residents.unknown-person");
        await Refused(
            Secretary,
            "/api/care",
            Of(QuarterRegisters.Person(QuarterRegisters.Here, 2), incident: Guid.CreateVersion7()),
            404,
            "not-found"
        );
    }
}
