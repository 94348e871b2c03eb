using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Retaining;

/// <summary>Obstacles to erasing a person's record.</summary>
public sealed class ErasureAgainstTests(Borough town)
{
    private static readonly By By = World.As(Role.Secretary);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "residents.held")]
    [InlineData(1, "residents.held")]
    public async Task A_hold_stands_through_its_last_day(int days, string? refused)
    {
        var world = await World.Make(town);
        Against(world).ShouldBeNull();
        world.Happen(Residents, new PersonHeld(LeftBehind, world.Today.AddDays(days), By, world.Now));
        Against(world).ShouldBe(refused);
        world.Happen(Residents, new PersonHeld(LeftBehind, null, By, world.Now));
        Against(world).ShouldBeNull();
    }

    [Fact]
    public async Task A_case_of_care_stands_until_it_ends()
    {
        var world = await World.Make(town);
        var care = Entities.Care(Entities.Live, world.New<CareCaseId>("a case"));
        world.Happen(care, new CareOpened(LeftBehind, Borough.Community, null, null, false, world.Now, By, world.Now));
        Against(world).ShouldBe("residents.in-care");
        world.Happen(care, new CareEnded(CareExit.GuardianBack, world.Words, By, world.Now));
        Against(world).ShouldBeNull();
    }

    private static EntityId Residents => Entities.Residents(Entities.Live, Borough.Community);

    private static string? Against(World world) =>
        Erasing.Against(world.Known, Entities.Live, world.Known.Of<ResidentsKnown>().Persons[LeftBehind], world.Today)?.Code;
}
