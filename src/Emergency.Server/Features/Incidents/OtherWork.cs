using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Care;
using Emergency.Domain.Handovers;
using Emergency.Domain.Orders;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.CrossFeature.Closing;

namespace Emergency.Server.Features.Incidents;

/// <summary>How many hand-overs, orders, running responses and care cases hang on an incident, counted as they happen: what <see cref="Joinable.Begun"/> finds in their own views.</summary>
internal sealed record OtherWork(ImmutableDictionary<IncidentId, int> Counts, ImmutableDictionary<string, IncidentId> Responses)
{
    public static readonly OtherWork None = new(
        ImmutableDictionary<IncidentId, int>.Empty,
        ImmutableDictionary.Create<string, IncidentId>(StringComparer.Ordinal)
    );

    public int Of(IncidentId incident) => Counts.GetValueOrDefault(incident);

    /// <summary>As it is after an event, and the incident on which more or less hangs now; the same and null where the event is about no such work.</summary>
    public (OtherWork After, IncidentId? Incident) With(Happened happened)
    {
        return happened.Event switch
        {
            HandoverQueued e => (More(e.Facts.Incident, 1), e.Facts.Incident),
            OrderIssued { Facts.Incident: { } incident } => (More(incident, 1), incident),
            CareOpened { Incident: { } incident } => (More(incident, 1), incident),
            ResponseStarted { Facts.Incident: { } incident } => (
                More(incident, 1) with
                {
                    Responses = Responses.SetItem(happened.Entity.Key, incident),
                },
                incident
            ),
            ResponseTerminated when Responses.TryGetValue(happened.Entity.Key, out var incident) => (
                More(incident, -1) with
                {
                    Responses = Responses.Remove(happened.Entity.Key),
                },
                incident
            ),
            _ => (this, null),
        };
    }

    private OtherWork More(IncidentId incident, int by) =>
        this with
        {
            Counts = Counts.SetItem(incident, Counts.GetValueOrDefault(incident) + by),
        };
}
