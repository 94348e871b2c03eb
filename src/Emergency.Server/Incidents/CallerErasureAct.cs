using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Confirmations;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.People.Keys;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Destroys who called of an incident that is over: street and civil affairs agree. What was told stays.</summary>
public sealed class CallerErasureAct(Folding folding, IFeed feed, Sending sending, ISealing sealing, Keyring keys) : SubjectErasure(folding, feed, sending, sealing, keys)
{
    public override AskedKind Kind => AskedKind.CallerErasure;
    public override Permission Asks => Permissions.PersonErase;

    public override Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known)
    {
        ArgumentNullException.ThrowIfNull(confirming);
        ArgumentNullException.ThrowIfNull(one);
        return confirming.Allow(Permissions.PersonErase, new Domain.Places.Place(one.Act.Place)).Grant!.Role == one.AskedBy.Role ? Problem.Of(Confirmation.SameOffice) : null;
    }

    private protected override (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now)
    {
        var incidents = known.Of<IncidentsKnown>();
        if (Found(known, act) is not { State.CallersGone: false } incident) return (null, Problem.NotFound);
        return (new(default, incidents.Number(incident), null), incidents.Open.Contains(incident) ? Problem.Of(Residents.AtDoors, incidents.Number(incident)) : null);
    }

    private protected override ListOf<Guid> KeysOf(Known known, AskedAct act) => Found(known, act) is { } incident ? Callers.Keys(incident.State, incident.Id) : [];

    private protected override (EntityId To, Command Command) Order(Known known, AskedAct act, ErasureBasis basis, By by, DateTimeOffset at) =>
        (Entities.Incident(Entities.Live, new(Guid.Parse(act.Subject))), new EraseCallers(basis, KeysOf(known, act), by, at));

    private static IncidentKnown? Found(Known known, AskedAct act) => known.Of<IncidentsKnown>().Find(new(Guid.Parse(act.Subject)));
}
