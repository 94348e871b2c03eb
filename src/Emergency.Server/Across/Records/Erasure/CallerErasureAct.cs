using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Destroys the callers' data of an incident that is over, or of a case that became none: street and civil affairs agree. The callers'
/// words stay. Subject: the incident, or the one that the case would open.
/// </summary>
internal sealed class CallerErasureAct(Folding folding, IFeed feed, Sending sending, ISealing sealing, Destroying destroying)
    : SubjectErasure(folding, feed, sending, sealing, destroying)
{
    public override AskedKind Kind => AskedKind.CallerErasure;
    public override Permission Asks => ConfirmationPermissions.PersonErase;

    private static IncidentId Id(AskedAct act) => new(Guid.Parse(act.Subject));

    private protected override (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now)
    {
        var incidents = known.Of<IncidentsKnown>();
        if (incidents.Find(Id(act)) is not { } incident)
            return Case(known, act) is { Keys.IsEmpty: false } waiting
                ? (new(default, waiting.Key.ToString(), null), null)
                : (null, Problem.NotFound);
        return incident.State.CallersGone
            ? (null, Problem.NotFound)
            : (new(default, incidents.Number(incident), null), Against(incidents, incident));
    }

    /// <summary>Refuses while the incident, or one that it was joined to, still runs: the reports are the same.</summary>
    internal static Problem? Against(IncidentsKnown incidents, IncidentKnown incident)
    {
        var looked = new HashSet<IncidentId>();
        for (var one = incident; one is not null && looked.Add(one.Id); one = one.State.Joined is { } to ? incidents.Find(to.Main) : null)
            if (one.Open)
                return Problem.Of(Residents.AtDoors, incidents.Number(one));
        return null;
    }

    private protected override ListOf<Guid> KeysOf(Known known, AskedAct act) => Keys(known, Id(act));

    /// <summary>
    /// All keys under which the callers of an incident, or of a case that became none, are sealed, in order; empty where there is neither.
    /// </summary>
    public static ListOf<Guid> Keys(Known known, IncidentId id)
    {
        var told = known.Of<RetentionKnown>().Told;
        return known.Of<IncidentsKnown>().Find(id) is { } incident
            ? Callers.Keys(incident.State, id, incident.State.TakenIn.Keys.Prepend(id).SelectMany(one => told.GetValueOrDefault(one, [])))
            : [.. told.GetValueOrDefault(id, []).Order()];
    }

    private protected override (EntityId To, Command Command) Order(
        Known known,
        AskedAct act,
        ErasureBasis basis,
        ListOf<Guid> keys,
        By by,
        DateTimeOffset at
    ) =>
        known.Of<IncidentsKnown>().Find(Id(act)) is null && Case(known, act) is { } waiting
            ? (Entities.Case(Entities.Live, waiting.Key), new EraseCaseCallers(Id(act), basis, keys, by, at))
            : (Entities.Incident(Entities.Live, Id(act)), new EraseCallers(basis, keys, by, at));

    private static KeptCase? Case(Known known, AskedAct act) => known.Of<RetentionKnown>().Cases.GetValueOrDefault(Id(act));
}
