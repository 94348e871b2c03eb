using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.People;

/// <summary>Columns that lists of people share.</summary>
internal static class ListsOfPeople
{
    public static IReadOnlyList<Column<T>> Door<T>(Func<T, DoorShown> door) =>
        [
            new("grid", row => door(row).Grid),
            new("building", row => door(row).Building),
            new("unit", row => door(row).Unit),
            new("floor", row => Cells.Number(door(row).Floor)),
            new("room", row => door(row).Room),
        ];

    /// <summary>A masked name; for a child only the age.</summary>
    public static string Called(this ListAsked asked, string name, bool minor, int? age) =>
        minor ? asked.Words.Say("list.child", ("age", age is { } years ? years : "")).Trim() : name;
}

/// <summary>List of residents at risk (重点关爱): the register by door, with the filters of its page.</summary>
internal sealed class ListedResidents(IVisitStanding standing) : IListed
{
    public string Name => "residents";
    public Permission Permission => PeoplePermissions.ResidentsRead;

    public Listed Of(ListAsked asked)
    {
        var only = asked.Only;
        var search = new NewSearch(null, only.Kind, only.Need, only.Grid, only.Building, only.Unverified, only.Due, Ask: only.Ask)
        {
            VisitDue = only.VisitDue,
            VisitAsks = only.VisitAsks,
        };
        var found = PersonSearch.Find(asked.Known, asked.Asked, asked.Division, search, null, int.MaxValue, standing).Items;
        var (words, kinds) = (asked.Words, found.Any(one => one.Person.Kinds is not null));
        return Listed.Of(
            asked,
            found,
            one => [one.Person.PersonId],
            [
                new("community", one => asked.Community(one.Community)),
                .. ListsOfPeople.Door<FoundShown>(one => one.Person.Door),
                new("name", one => asked.Called(one.Person.Name, one.Person.Minor, one.Person.Age)),
                .. kinds ? [new("kinds", one => words.Codes("door.kind", one.Person.Kinds))] : Array.Empty<Column<FoundShown>>(),
                new("needs", one => words.Codes("door.need", one.Person.Needs)),
                new("checked", one => Cells.Day(one.Person.CheckedOn) ?? words.Say("resident.unverified")),
            ]
        );
    }
}

/// <summary>已离开.</summary>
internal sealed class ListedLeft : IListed
{
    public string Name => "left";
    public Permission Permission => PeoplePermissions.RegisterKeep;

    public Listed Of(ListAsked asked) =>
        Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    ResidentsQuery
                        .Page(asked.Known, asked.Asked, community.Code, int.MaxValue, null, left: true)
                        .Page!.Items.Select(one => (Community: community.Name, Person: one))
                ),
            one => [one.Person.PersonId],
            [
                new("community", one => one.Community),
                .. ListsOfPeople.Door<(string Community, ResidentShown Person)>(one => one.Person.Door),
                new("name", one => asked.Called(one.Person.Name, one.Person.Minor, one.Person.Age)),
                new("how", one => asked.Words.Word("resident.leave", one.Person.Left?.How)),
                new("day", one => Cells.Day(one.Person.Left?.Day)),
                new("taken-by", one => one.Person.Left?.To),
            ]
        );
}

/// <summary>户.</summary>
internal sealed class ListedHomes : IListed
{
    public string Name => "homes";
    public Permission Permission => PeoplePermissions.RegisterKeep;

    public Listed Of(ListAsked asked)
    {
        var residents = asked.Known.Of<ResidentsKnown>(asked.Asked.Realm);
        return Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    HouseholdListEndpoints.Shown(residents, community.Code, asked.Today).Select(home => (community.Name, Home: home))
                ),
            one => one.Home.Persons.Select(person => person.PersonId),
            [
                new("community", one => one.Name),
                .. ListsOfPeople.Door<(string Name, HouseholdShown Home)>(one => one.Home.Door),
                new("head", one => one.Home.Head),
                new("members", one => Cells.Number(one.Home.Members)),
                new(
                    "persons",
                    one => string.Join('、', one.Home.Persons.Select(person => asked.Called(person.Name, person.Minor, person.Age)))
                ),
            ]
        );
    }
}
