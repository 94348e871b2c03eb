using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Destroys the notes about a visitor at the doors: street and civil affairs agree, never while the incident is open. Subject:
/// "incident/visitor".
/// </summary>
internal sealed class VisitorErasureAct(Folding folding, IFeed feed, Sending sending, ISealing sealing, Destroying destroying)
    : SubjectErasure(folding, feed, sending, sealing, destroying)
{
    private readonly ISealing _sealing = sealing;

    public override AskedKind Kind => AskedKind.VisitorErasure;
    public override Permission Asks => ConfirmationPermissions.PersonErase;

    public static string Subject(Guid incident, Guid visitor) => $"{incident}/{visitor}";

    private static IncidentId Incident(AskedAct act) => new(Guid.Parse(act.Subject[..act.Subject.IndexOf('/', StringComparison.Ordinal)]));

    private static PersonId Visitor(AskedAct act) =>
        new(Guid.Parse(act.Subject[(act.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..]));

    private protected override Guid? KeyOf(AskedAct act) => Visitor(act).Value;

    private protected override (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now)
    {
        var (incident, person, incidents) = (Incident(act), Visitor(act), known.Of<IncidentsKnown>());
        if (incidents.Find(incident) is not { } there)
            return (null, Problem.NotFound);
        if (incidents.Open.Contains(there))
            return (null, Problem.Of(Residents.AtDoors, incidents.Number(there)));
        if (!known.Of<DoorsKnown>().Here(incident, act.Place).Visitors.TryGetValue(person, out var text))
            return (null, Problem.Of(Doors.UnknownPerson, person.ToString()));
        var told = _sealing.Open<VisitorText>(text);
        return (new(default, told?.Name is { } name ? Masks.Name(name) : null, null), null);
    }

    private protected override (EntityId To, Command Command) Order(
        Known known,
        AskedAct act,
        ErasureBasis basis,
        ListOf<Guid> keys,
        By by,
        DateTimeOffset at
    ) =>
        (
            Entities.Doors(Entities.Live, Incident(act), act.Place),
            new EraseVisitor(Incident(act), act.Place, Visitor(act), basis, keys, by, at)
        );
}
