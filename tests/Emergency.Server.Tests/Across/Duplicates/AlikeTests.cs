using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Across.Duplicates;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Duplicates;

/// <summary>Rules for records that look like one person.</summary>
public sealed class AlikeTests(Borough town)
{
    private const string Here = Borough.Community;
    private static readonly PersonContact Contact = new("金例人", "女", ["13900000012"], null, "5号楼", "1单元", 1, "101", null);
    private static readonly PersonSensitive Sensitive = new(
        [],
        new(1951, 1, 1),
        "411502195101010029",
        [],
        null,
        null,
        null,
        false,
        true,
        null,
        null
    );

    /// <summary>Each row: the differing parts of the second record, and the parts by which the two look alike.</summary>
    [Theory]
    [InlineData("", "IdNumber NameAndBirth NameDoorAndPhone")]
    [InlineData("number", "NameAndBirth NameDoorAndPhone")]
    [InlineData("name", "IdNumber")]
    [InlineData("born", "IdNumber NameDoorAndPhone")]
    [InlineData("phone", "IdNumber NameAndBirth")]
    [InlineData("building", "IdNumber NameAndBirth")]
    [InlineData("unit", "IdNumber NameAndBirth")]
    [InlineData("room", "IdNumber NameAndBirth")]
    [InlineData("floor", "IdNumber NameAndBirth NameDoorAndPhone")]
    [InlineData("community", "IdNumber NameAndBirth")]
    [InlineData("number name", "")]
    [InlineData("number born phone", "")]
    [InlineData("no number", "NameAndBirth NameDoorAndPhone")]
    [InlineData("no number no name", "")]
    [InlineData("no number no born no door", "")]
    [InlineData("apart", "")]
    [InlineData("left", "")]
    public async Task Two_records_look_alike_by_what_they_share(string other, string by)
    {
        var world = await World.Make(town);
        var (one, two) = (await Enter(world, "one", Contact, Sensitive, Here), await Changed(world, other));
        if (other == "apart")
            world.Happen(Entities.Residents(Entities.Live, Here), new PersonsToldApart(one, two, Borough.By, world.Now));
        if (other == "left")
            world.Happen(
                Entities.Residents(Entities.Live, Here),
                new PersonLeft(two, Leaving.Moved, world.Today, null, null, Borough.By, world.Now)
            );
        var found = Found(world)
            .Where(pair => (pair.One.Id, pair.Other.Id) == (one, two) || (pair.One.Id, pair.Other.Id) == (two, one))
            .ToList();
        string.Join(' ', found.SelectMany(pair => pair.By)).ShouldBe(by);
    }

    /// <summary>A number that half a village has given is no likeness.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(6, 15)]
    [InlineData(7, 0)]
    public async Task More_than_six_that_share_something_are_not_named(int persons, int pairs)
    {
        var world = await World.Make(town);
        for (var n = 0; n < persons; n++)
            await Enter(world, $"person {n}", Contact with { Name = $"金例{n}" }, Sensitive, Here);
        Found(world).Count.ShouldBe(pairs);
    }

    [Fact]
    public async Task Pairs_stand_in_the_order_of_what_is_surest()
    {
        var world = await World.Make(town);
        await Enter(world, "one", Contact, Sensitive with { IdNumber = null }, Here);
        await Enter(world, "two", Contact, Sensitive with { IdNumber = null, Born = null }, Here);
        await Enter(world, "three", Contact with { Phones = [] }, Sensitive with { IdNumber = null }, Here);
        await Enter(world, "four", Contact with { Name = "陶拟四" }, Sensitive, Here);
        await Enter(world, "five", Contact with { Name = "姜拟五" }, Sensitive, Here);
        Found(world).Select(pair => pair.By[0]).ShouldBe([Likeness.IdNumber, Likeness.NameAndBirth, Likeness.NameDoorAndPhone]);
    }

    private static IReadOnlyList<Alike> Found(World world)
    {
        var residents = world.Known.Of<ResidentsKnown>();
        return Likenesses.Find(residents, residents.PersonsOf(Here).Concat(residents.PersonsOf(Borough.Neighbour)));
    }

    private static Task<PersonId> Changed(World world, string other)
    {
        var (contact, sensitive) = (Contact, Sensitive);
        bool Is(string word) =>
            other.Split(' ').Contains(word, StringComparer.Ordinal) && !other.Contains($"no {word}", StringComparison.Ordinal);
        bool No(string word) => other.Contains($"no {word}", StringComparison.Ordinal);
        contact = contact with
        {
            Name =
                Is("name") ? "陶拟人"
                : No("name") ? ""
                : contact.Name,
            Phones = Is("phone") ? ["13900000013"] : contact.Phones,
            Building =
                Is("building") ? "6号楼"
                : No("door") ? null
                : contact.Building,
            Unit =
                Is("unit") ? "2单元"
                : No("door") ? null
                : contact.Unit,
            Room =
                Is("room") ? "102"
                : No("door") ? null
                : contact.Room,
            Floor = Is("floor") ? 2 : contact.Floor,
        };
        sensitive = sensitive with
        {
            IdNumber =
                Is("number") ? "411502195101010037"
                : No("number") ? null
                : sensitive.IdNumber,
            Born =
                Is("born") ? new(1951, 1, 2)
                : No("born") ? null
                : sensitive.Born,
        };
        return Enter(world, "two", contact, sensitive, Is("community") ? Borough.Neighbour : Here);
    }

    private static async Task<PersonId> Enter(World world, string name, PersonContact contact, PersonSensitive sensitive, string community)
    {
        var id = world.New<PersonId>(name);
        await EdgeRegisters.Person(world, id, contact, sensitive, community);
        return id;
    }
}
