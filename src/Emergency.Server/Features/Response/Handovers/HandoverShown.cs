using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Handovers;

/// <summary>The hand-overs of one incident, in the order they were offered.</summary>
internal sealed record HandoverPage(IReadOnlyList<HandoverLight> Items, long Position);

/// <summary>A hand-over with its words. Persons outside the asker's sight are left out. Names come with the list of doors.</summary>
/// <param name="Reference">The other side's own number.</param>
/// <param name="Said">Latest words of the other side; for a return also the cause as written.</param>
internal sealed record HandoverShown(HandoverLight Handover, ListOf<PersonId> Persons, string? Text, string? Reference, string? Said)
{
    public static HandoverShown Of(HandoverKnown handover, IncidentSeen seen, ISealing sealing)
    {
        var query = new DoorsQuery(seen, TaskSight.Doors(seen.Known, seen.Incident.Id, seen.Asked));
        var words = handover.State.Words is { } sealedWords ? sealing.Open<PartnerWords>(sealedWords) : null;
        return new(
            HandoverLight.Of(handover),
            [
                .. handover.Facts.Persons.Where(person =>
                    seen.DoorOf(person) is { } door && query.Sight(IncidentPermissions.DoorsRead, door.Community, door.Person) is not null
                ),
            ],
            seen.May(IncidentPermissions.Text) is null || handover.IsFor(seen.Asked)
                ? sealing.Open<FreeText>(handover.Facts.Text)?.Text
                : null,
            words?.Reference,
            words is null ? null : string.Join(' ', ((string?[])[words.Cause, words.Text]).Where(part => part is not null))
        );
    }
}

/// <summary>Persons of a hand-over among the doors of its incident.</summary>
internal static class HandoverDoors
{
    /// <summary>The person with the community where the door is checked; null where nobody counted that person.</summary>
    public static (string Community, DoorPerson Person)? DoorOf(this IncidentSeen seen, PersonId id)
    {
        var doors = seen.Known.Of<DoorsKnown>(seen.Asked.Realm);
        foreach (var community in doors.In(seen.Incident.Id))
            if (doors.Of(seen.Incident.Id, community).Persons.GetValueOrDefault(id) is { } person)
                return (community, person);
        return null;
    }
}
