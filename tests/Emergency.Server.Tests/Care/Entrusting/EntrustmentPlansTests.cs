using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.People;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Entrusting;

/// <summary>The carer of a child by a written entrustment, its last day, and the reason why checks ended.</summary>
public sealed class EntrustmentPlansTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly DateOnly Child = new(2017, 1, 1),
        Grown = new(2008, 3, 10);

    /// <summary>Each row: when somebody was born, their carers as days from today to which each paper holds (none: without an end; g: a guardian's), and the last day of the longest, in days from today; null: nobody is asked for one.</summary>
    [Theory]
    [InlineData("child", "-1", -1)]
    [InlineData("child", "0", 0)]
    [InlineData("child", "-1 5", 5)]
    [InlineData("child", "5 -1", 5)]
    [InlineData("child", "none", int.MaxValue)]
    [InlineData("child", "5 none -1", int.MaxValue)]
    [InlineData("child", "g9", null)]
    [InlineData("child", "g9 3", 3)]
    [InlineData("child", "", null)]
    [InlineData("grown today", "5", null)]
    [InlineData("grown tomorrow", "5", 5)]
    public async Task The_paper_that_holds_longest_counts_and_one_without_an_end_holds_for_ever(string born, string carers, int? until)
    {
        var world = await World.Make(town);
        var id = await Person(world, born, carers);
        var person = world.Known.Of<ResidentsKnown>().Persons[id];
        DateOnly? last =
            until is not { } days ? null
            : days == int.MaxValue ? DateOnly.MaxValue
            : world.Today.AddDays(days);
        RegisterFacts.Entrusted([person], world.Today).ShouldBe(last is { } day ? [day] : []);
        var entrusted = person.Entrusted(world.Today);
        (entrusted is null).ShouldBe(until is null);
        entrusted?.Contact.To.ShouldBe(last == DateOnly.MaxValue ? null : last);
        world.Happen(
            Entities.Residents(Entities.Live, Here),
            new PersonLeft(id, Leaving.Moved, world.Today, null, null, Borough.By, world.Now)
        );
        world.Known.Of<ResidentsKnown>().Persons[id].Entrusted(world.Today).ShouldBeNull("who has left is checked by nobody here");
    }

    [Fact]
    public async Task A_check_ends_with_the_record_the_place_and_the_age()
    {
        var world = await World.Make(town);
        var (child, grown) = (await Person(world, "child", "5"), await Person(world, "grown today", "5"));
        PersonKnown Of(PersonId id) => world.Known.Of<ResidentsKnown>().Persons[id];
        Of(child).Over(Here, world.Today).ShouldBeNull();
        Of(child).Over(Borough.Neighbour, world.Today).ShouldBe(EntrustmentEnd.Left);
        Of(grown).Over(Here, world.Today).ShouldBe(EntrustmentEnd.OfAge);
        Of(grown).Over(Here, world.Today.AddDays(-1)).ShouldBeNull("a day before the birthday");
        ((PersonKnown?)null).Over(Here, world.Today).ShouldBe(EntrustmentEnd.Erased);
        (Of(child) with { Erased = true }).Over(Here, world.Today).ShouldBe(EntrustmentEnd.Erased);
        world.Happen(
            Entities.Residents(Entities.Live, Here),
            new PersonLeft(child, Leaving.Moved, world.Today, null, null, Borough.By, world.Now)
        );
        Of(child).Over(Here, world.Today).ShouldBe(EntrustmentEnd.Left);
    }

    private static async Task<PersonId> Person(World world, string born, string carers)
    {
        var id = world.New<PersonId>($"{born} of {carers}");
        await EdgeRegisters.Person(
            world,
            id,
            new("韩例娃", "男", [], null, "3号楼", null, null, null, null),
            new(
                ["left-behind-minor"],
                born switch
                {
                    "grown today" => Grown,
                    "grown tomorrow" => Grown.AddDays(1),
                    _ => Child,
                },
                null,
                [],
                null,
                null,
                null,
                false,
                true,
                null,
                null
            )
        );
        foreach (var carer in carers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var guardian = world.New<GuardianId>($"{carer} of {born}, {carers}");
            var contact = await world.Seal(
                guardian.Value,
                new GuardianContact(
                    carer[0] == 'g' ? GuardianRoles.Guardian : GuardianRoles.Caregiver,
                    "蒋试姨",
                    null,
                    [],
                    null,
                    null,
                    null,
                    carer == "none" ? null : world.Today.AddDays(int.Parse(carer.TrimStart('g'), null)),
                    null
                )
            );
            world.Happen(Entities.Residents(Entities.Live, Here), new GuardianRecorded(new(guardian, id, contact), null, world.Now));
        }
        return id;
    }
}
