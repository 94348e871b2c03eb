using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Counts the people inside a drawn area, community by community, from the registers at that moment; a community that it no longer touches
/// releases the people whom nobody has marked.
/// </summary>
internal sealed class ImpactCountsDoors : IReaction
{
    /// <summary>Persons and households in one command, so that its event stays far below 1 MB.</summary>
    public const int MostTogether = 2_000;
    private const int PerCommunity = 1_000;

    public string Name => "impact-counts-doors";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not ImpactDrawn drawn)
            return [];
        var (realm, incident) = (happened.Entity.Realm, new IncidentId(Guid.Parse(happened.Entity.Key)));
        var residents = known.Of<ResidentsKnown>(realm);
        var persons = residents
            .PersonsIn(drawn.Area)
            .ToLookup(person => person.Community, person => new PersonCopy(person.Id, person.Household), StringComparer.Ordinal);
        var households = residents
            .HouseholdsIn(drawn.Area)
            .ToLookup(household => household.Community, household => new DoorCopy(household.Id, household.Members), StringComparer.Ordinal);
        return drawn
            .Communities.SelectMany(
                (community, i) =>
                    Counted(
                        realm,
                        incident,
                        community,
                        drawn,
                        [.. persons[community].OrderBy(copy => copy.Person.Value)],
                        [.. households[community].OrderBy(copy => copy.Household.Value)],
                        i * PerCommunity
                    )
            )
            .Concat(
                drawn.Released.SelectMany(
                    (community, i) => Counted(realm, incident, community, drawn, [], [], (drawn.Communities.Count + i) * PerCommunity)
                )
            );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the door check of this community has ended");

    // The first command names the version of the area and releases all other people; those that do not fit into it are added by further
    // commands.
    private static IEnumerable<Reacted> Counted(
        string realm,
        IncidentId incident,
        string community,
        ImpactDrawn drawn,
        List<PersonCopy> persons,
        List<DoorCopy> households,
        int ordinal
    )
    {
        var to = Entities.Doors(realm, incident, community);
        yield return new(
            to,
            new CountDoors(
                incident,
                community,
                drawn.Version,
                [.. persons.Take(MostTogether)],
                [.. households.Take(MostTogether)],
                drawn.At,
                drawn.Purpose ?? AreaPurpose.Check
            ),
            ordinal++
        );
        for (var done = MostTogether; done < Math.Max(persons.Count, households.Count); done += MostTogether)
            yield return new(
                to,
                new JoinDoors(
                    incident,
                    community,
                    [.. persons.Skip(done).Take(MostTogether)],
                    [.. households.Skip(done).Take(MostTogether)],
                    drawn.At
                ),
                ordinal++
            );
    }
}
